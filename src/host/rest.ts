/** Training rests while a person types in an editor of this window, scrolls, moves the map or opens a page. */
import * as vscode from 'vscode';
import { type Session } from './session';

/** How long the processor is left to the editor after the last sign of a person, ms; `opening`: while a page begins. */
export const restAfter = { typing: 1500, motion: 600, opening: 1000 } as const;
/** Between two words to the trainer, ms: the rest outlasts it. */
const interval = 400;

export function restWhileTyping(session: Session): vscode.Disposable {
  let told = -Infinity;
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const { activeTextEditor, state: { focused } } = vscode.window;
    // Documents also change when another program writes their file, which leaves them as they are on disk.
    const typed = contentChanges.length > 0 && focused && document === activeTextEditor?.document && document.isDirty;
    if (!typed || performance.now() - told < interval) return;
    told = performance.now();
    session.open?.project.trainer.rest(restAfter.typing);
  });
}
