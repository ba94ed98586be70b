import * as vscode from 'vscode';
import { classFoldersOf } from '../../data/classFolders/classFolders';
import { rowsByFolder } from '../../data/classFolders/rowsByFolder';
import * as edits from '../edits';
import { imagePaths } from '../imagePaths';
import { t } from '../l10n';
import { reportDone } from '../log';
import { type OpenProject } from '../session';
import { type CommandContext, type Commands } from './commands';

/** The command that takes the names of class folders as classes. */
export function folderCommands({ session }: CommandContext): Commands {
  return { useFolderNames: async () => useFolderNames(await session.ensure()) };
}

/** Labels the images that have no label by the folders they lie in, as one step; says how many, or why none. */
export async function useFolderNames(open: OpenProject): Promise<void> {
  const paths = await imagePaths(open);
  const rows = rowsByFolder(paths, open.project.knowledge);
  if (rows.length === 0) {
    void vscode.window.showInformationMessage(whyNone(paths));
    return;
  }
  await open.project.edit(edits.labelByFolder(paths, rows.length));
  const labelled = rows.filter(({ label }) => label !== null).length;
  reportDone(edits.labelledByFolder(labelled, rows.length - labelled), [open.folder.uri.fsPath]);
}

function whyNone(paths: readonly string[]): string {
  return classFoldersOf(paths).folderOf.size === 0
    ? t('There are no folder names to use: no image lies in a sub-folder.')
    : t('Every image in a sub-folder has a label already.');
}
