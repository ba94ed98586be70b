import { access } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { emptyProject, readProject, writeProject } from '../../data/projectFile';
import { t } from '../l10n';
import { type CommandContext, type Commands } from './commands';

/** Remembers, across the change of folder, that the gallery is to be opened there. */
const pendingKey = 'winnow.openGalleryIn';

/** Draws the sample images and opens their folder; a folder (`Uri`) may be given, else it is in the extension's storage. */
export function sampleCommands(context: CommandContext): Commands {
  return {
    openSample: async given => {
      const folder = given instanceof vscode.Uri ? given : vscode.Uri.joinPath(context.extension.globalStorageUri, 'winnow-sample');
      await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t('Winnow: drawing sample images') },
        progress => drawOnce(folder.fsPath, share => progress.report({ message: `${Math.floor(share * 100)}%` })));
      await context.extension.globalState.update(pendingKey, folder.toString());
      if (!await openPendingSample(context)) await vscode.commands.executeCommand('vscode.openFolder', folder, { forceReuseWindow: true });
    },
  };
}

/** Opens the gallery in the sample folder once its window is there; whether it is. */
export async function openPendingSample({ extension, session, panels }: CommandContext): Promise<boolean> {
  const pending = extension.globalState.get<string>(pendingKey);
  const here = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === pending);
  if (pending === undefined || !here) return false;
  await extension.globalState.update(pendingKey, undefined);
  await session.ensure();
  panels.open('gallery');
  return true;
}

/** Draws into `folder` unless a complete sample is there, and makes it a folder that Winnow is used in. */
async function drawOnce(folder: string, onShare: (share: number) => void): Promise<void> {
  const complete = await access(join(folder, 'truth.csv')).then(() => true, () => false);
  if (!complete) {
    // Loaded only here: nothing else in the editor's process needs the image library.
    const { drawSample } = await import('../../data/sample/drawSample');
    await drawSample(folder, { onProgress: (done, total) => onShare(done / total) });
  }
  if (!await readProject(folder)) await writeProject(folder, emptyProject);
}
