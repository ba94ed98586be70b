import * as vscode from 'vscode';
import { mkdir } from 'node:fs/promises';
import { PersonError } from '../../shared/personError';
import { t } from '../l10n';
import { type CommandContext, type Commands } from './commands';

/** Remembers, across the change of folder, that the gallery is to be opened there. */
const pendingKey = 'winnow.openGalleryIn';

/** Draws the sample images and opens their folder. */
export function sampleCommands({ extension }: CommandContext): Commands {
  return {
    openSample: async () => {
      const folder = vscode.Uri.joinPath(extension.globalStorageUri, 'winnow-sample');
      await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t('Winnow: drawing sample images') }, async () => {
        await mkdir(folder.fsPath, { recursive: true });
        throw new PersonError('The sample is not there yet.');
      });
      await extension.globalState.update(pendingKey, folder.toString());
      await vscode.commands.executeCommand('vscode.openFolder', folder);
    },
  };
}

/** Opens the gallery in the sample folder once its window is there. */
export async function openPendingSample({ extension, session, panels }: CommandContext): Promise<void> {
  const pending = extension.globalState.get<string>(pendingKey);
  const here = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === pending);
  if (pending === undefined || !here) return;
  await extension.globalState.update(pendingKey, undefined);
  await session.ensure();
  panels.open('gallery');
}
