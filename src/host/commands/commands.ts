import * as vscode from 'vscode';
import { showError } from '../log';
import { type Panels } from '../panels/panels';
import { type OpenProject, type Session } from '../session';

/** What commands work on. */
export interface CommandContext {
  readonly extension: vscode.ExtensionContext;
  readonly session: Session;
  readonly panels: Panels;
  /** The open project; opens it when it is not, PersonError when there is no folder. */
  project(): Promise<OpenProject['project']>;
}

/** Commands by their id without the prefix `winnow.`. */
export type Commands = Record<string, (...args: unknown[]) => unknown>;

/** Registers commands of which every error is shown. */
export function registerCommands(commands: Commands): vscode.Disposable {
  return vscode.Disposable.from(...Object.entries(commands).map(([id, run]) =>
    vscode.commands.registerCommand(`winnow.${id}`, async (...args: unknown[]) => {
      try {
        return await run(...args);
      } catch (error) {
        void showError(error);
        return undefined;
      }
    })));
}
