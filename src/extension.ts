import type * as vscode from 'vscode';
import { activateWinnow } from './host/activate';

/** Called by the editor at the first need; deactivation waits until the trainer has written its checkpoint. */
export function activate(context: vscode.ExtensionContext): void {
  winnow = activateWinnow(context);
}

/** Called by the editor at its end; resolves when the trainer has written its checkpoint. */
export function deactivate(): Promise<void> | undefined {
  return winnow?.close();
}

let winnow: ReturnType<typeof activateWinnow> | undefined;
