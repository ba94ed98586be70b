import * as vscode from 'vscode';
import { folderOffer, type FolderOffer } from '../data/classFolders/offer';
import { useFolderNames } from './commands/folderCommands';
import { t } from './l10n';
import { showError } from './log';
import { type OpenProject, type Session } from './session';

/** Remembers the folders for which a person has been asked. */
const askedKey = 'winnow.folderNamesOffered';

/** Offers the names of class folders as classes when a folder without labels has been scanned; once for each folder. */
export function offerFolderNames(session: Session, memory: vscode.Memento): vscode.Disposable {
  const offer = async (open: OpenProject, paths: readonly string[]) => {
    const asked = memory.get<readonly string[]>(askedKey, []);
    const folder = open.folder.uri.toString();
    const found = asked.includes(folder) ? null : folderOffer(paths, open.project.knowledge);
    if (!found) return;
    // Noted before the answer: a message that is closed, or left alone, has been one.
    await memory.update(askedKey, [...asked, folder]);
    const use = t('Use as Labels');
    const answer = await vscode.window.showInformationMessage(question(found), use, t('Not Now'));
    // The answer may come late, when another folder is open.
    if (answer === use && session.open === open) await useFolderNames(open);
  };
  return session.onDidChange(open => {
    if (!open) return;
    const { project } = open;
    const follow = () => {
      const { scanned } = project;
      if (!scanned) return;
      project.off('status', follow);
      void offer(open, scanned.paths).catch(showError);
    };
    project.on('status', follow);
  });
}

function question({ folders, names }: FolderOffer): string {
  return folders === names
    ? t('{0} folders hold the images. Use their names as classes?', folders)
    : t('{0} folders hold the images. Use their {1} names as classes?', folders, names);
}
