import * as vscode from 'vscode';
import { contextsOf } from './contextsOf';
import { type Session } from './session';

/** Keeps the context keys `winnow.*` up to date, which enable commands and choose between them. */
export function followContexts(session: Session): vscode.Disposable {
  const shown = new Map<string, unknown>();
  const update = () => {
    for (const [name, value] of Object.entries(contextsOf(session.open?.project))) {
      if (shown.get(name) === value) continue;
      shown.set(name, value);
      void vscode.commands.executeCommand('setContext', `winnow.${name}`, value);
    }
  };
  update();
  return session.onDidChange(open => {
    open?.project.on('knowledge', update).on('listing', update).on('status', update);
    update();
  });
}
