/** What a person is asked when labels go out or come in. */
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { type Links } from '../../data/exchange/folders/transfer';
import { fileFormatIds, fileFormats, type FileFormatId, type FormatId, titleOf } from '../../data/exchange/formats';
import { PersonError } from '../../shared/personError';
import { t } from '../l10n';
import { confirm } from './ask';

export interface ExportChoice {
  readonly format: FormatId;
  /** For class folders. */
  readonly links?: Links;
}

/** Names that a file is first given. */
const fileNames: Record<FileFormatId, string> = { csv: 'labels.csv', jsonl: 'labels.jsonl', 'label-studio': 'label-studio.json', fiftyone: 'labels.json' };

/** Lets a person pick a format to write; undefined: cancelled. */
export async function pickExportFormat(): Promise<ExportChoice | undefined> {
  const items: (vscode.QuickPickItem & ExportChoice)[] = [
    { label: titleOf('csv'), description: t('one line an image, as in labels.csv'), format: 'csv' },
    { label: titleOf('jsonl'), description: t('one object a line'), format: 'jsonl' },
    { label: titleOf('label-studio'), description: t('tasks, and the labelling configuration beside them'), format: 'label-studio' },
    { label: titleOf('fiftyone'), description: t('an image classification dataset'), format: 'fiftyone' },
    { label: t('Class Folders, Copies'), description: t('a folder of images for each class'), format: 'folders', links: 'copy' },
    { label: t('Class Folders, Hard Links'), description: t('take no space; on the disk of the images only'), format: 'folders', links: 'hard' },
    { label: t('Class Folders, Symbolic Links'), description: t('take no space; point at the images'), format: 'folders', links: 'symbolic' },
  ];
  return vscode.window.showQuickPick(items, { title: t('Export Labels'), placeHolder: t('What to write') });
}

/** Asks where to; `folder` is that of the images. Undefined: cancelled. PersonError when it is on no disk of this machine. */
export async function askTarget(format: FormatId, folder: string): Promise<string | undefined> {
  const place = format === 'folders' ? join(dirname(folder), `${basename(folder)}-classes`) : join(folder, fileNames[format]);
  const chosen = await vscode.window.showSaveDialog({
    title: t('Export Labels'),
    saveLabel: t('Export'),
    defaultUri: vscode.Uri.file(place),
    filters: format === 'folders' ? undefined : filtersOf([format]),
  });
  return chosen && pathOnDisk(chosen);
}

/** Lets a person pick what to read; `format` is undefined when it is to be found out. Undefined: cancelled. */
export async function pickImportFormat(): Promise<{ readonly format?: FormatId } | undefined> {
  const items: (vscode.QuickPickItem & { format?: FormatId })[] = [
    { label: t('Any File'), description: t('the format is found by its ending and content') },
    { label: t('Class Folders'), description: t('a folder of images for each class'), format: 'folders' },
    ...fileFormatIds.map(format => ({ label: titleOf(format), format })),
  ];
  return vscode.window.showQuickPick(items, { title: t('Import Labels'), placeHolder: t('What to read') });
}

/** Asks where from; starts in the folder of the images. Undefined: cancelled. PersonError when it is on no disk of this machine. */
export async function askSource(format: FormatId | undefined, folder: string): Promise<string | undefined> {
  const isFolder = format === 'folders';
  const chosen = await vscode.window.showOpenDialog({
    title: t('Import Labels'),
    openLabel: t('Import'),
    defaultUri: vscode.Uri.file(isFolder ? dirname(folder) : folder),
    canSelectFiles: !isFolder,
    canSelectFolders: isFolder,
    filters: isFolder ? undefined : { ...filtersOf(format ? [format] : fileFormatIds), [t('All Files')]: ['*'] },
  });
  return chosen?.[0] && pathOnDisk(chosen[0]);
}

function filtersOf(formats: readonly FileFormatId[]): Record<string, string[]> {
  const extensions = [...new Set(formats.flatMap(format => fileFormats[format].extensions))];
  return { [formats.length === 1 ? titleOf(formats[0]) : t('Labels')]: extensions };
}

/** The path of a place. PersonError when it is on no disk of this machine. */
export function pathOnDisk(uri: vscode.Uri): string {
  if (uri.scheme !== 'file') throw new PersonError(t('Choose a place on a disk of the machine that has the images.'));
  return uri.fsPath;
}

/** Asks before files go that the dialog has not spoken of: those beside the chosen one. */
export async function mayReplace(files: readonly string[], chosen: string): Promise<boolean> {
  for (const file of files) {
    if (file === chosen || !await stat(file).catch(() => null)) continue;
    if (!await confirm(t('Replace "{0}"?', basename(file)), t('It is a part of this export, and a file of this name is there already.'), t('Replace'))) return false;
  }
  return true;
}
