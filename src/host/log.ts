import * as vscode from 'vscode';
import { PersonError, messageOf } from '../shared/personError';
import { type LogLine } from '../shared/trainerContract';
import { t } from './l10n';
import { Missing } from './missing';

/** How long the status bar says what was done, ms. */
const shownFor = 5000;

let channel: vscode.LogOutputChannel | undefined;

/** The extension's log, made at its first use. */
export function log(): vscode.LogOutputChannel {
  channel ??= vscode.window.createOutputChannel('Winnow', { log: true });
  return channel;
}

/** Writes a line of the trainer. */
export function logLine({ level, text }: LogLine): void {
  log()[level](text);
}

/** Shows an error: what is missing with the steps that help, one meant for a person as it is, any other with the offer of the log. */
export async function showError(error: unknown): Promise<void> {
  if (error instanceof vscode.CancellationError) return;
  if (error instanceof Missing) return offerSteps(error);
  if (error instanceof PersonError) {
    log().warn(error.message);
    await vscode.window.showErrorMessage(messageOf(error, t));
    return;
  }
  log().error(error instanceof Error ? error : String(error));
  await offerLog(t('Winnow ran into a fault: {0}', messageOf(error)));
}

/** Says what is missing; a button runs the command that brings it. */
async function offerSteps({ message, steps }: Missing): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(message, ...steps.map(({ title }) => title));
  const step = steps.find(({ title }) => title === chosen);
  if (step) await vscode.commands.executeCommand(step.command);
}

/** Says in the status bar, for a while, what was done; the log has `places` with it. */
export function reportDone(message: string, places: readonly string[]): void {
  log().info(`${message} (${places.join(', ')})`);
  void vscode.window.setStatusBarMessage(message, shownFor);
}

/** Shows a warning with *Show Log*, where the rest stands. */
export async function warnWithLog(message: string): Promise<void> {
  log().warn(message);
  const show = t('Show Log');
  if (await vscode.window.showWarningMessage(message, show) === show) log().show(true);
}

/** Shows an error message with *Show Log* and the given other actions; resolves to the chosen one. */
export async function offerLog(message: string, ...actions: string[]): Promise<string | undefined> {
  const show = t('Show Log');
  const chosen = await vscode.window.showErrorMessage(message, show, ...actions);
  if (chosen === show) log().show(true);
  return chosen;
}
