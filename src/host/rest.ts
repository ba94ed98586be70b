/** Training rests while a person types in an editor of this window, scrolls, moves the map or opens a page. */
import * as vscode from 'vscode';
import { type Session } from './session';

/** How long the processor is left to the editor after the last sign of a person, ms; `opening`: while a page begins. */
export const restAfter = { typing: 1500, motion: 600, opening: 1000 } as const;
/** Between two words to the trainer, ms: the rest outlasts it. */
const interval = 400;

export function restWhileTyping(session: Session): vscode.Disposable {
  let told = 0;
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    // Logs are documents, too, and grow by themselves.
    if (contentChanges.length === 0 || document !== vscode.window.activeTextEditor?.document || document.uri.scheme === 'output') return;
    if (Date.now() - told < interval) return;
    told = Date.now();
    session.open?.project.trainer.rest(restAfter.typing);
  });
}
