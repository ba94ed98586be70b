/** Labels from class folders, those of this program or of any other. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path/posix';
import { join } from 'node:path';
import { PersonError } from '../../../shared/personError';
import { phrase } from '../../../shared/phrase';
import { errorCode, fileError } from '../../fileErrors';
import { defaultGlobs } from '../../globs';
import { type LabelRow, parseLabels } from '../../labelsFile';
import { scanFolder } from '../../scan';
import { type Reading } from '../format';
import { type ImageIndex } from '../imageIndex';
import { anomaliesFolder, classNameOf } from './folderNames';
import { fileColumn, tableName } from './writeClassFolders';

/**
 * The rows of a folder with a folder per class. Where the table of {@link writeClassFolders} is there, it tells the
 * rows; but an image that was moved to another class folder since has the class of its new folder.
 * @throws PersonError when it cannot be read or has no class folder with an image
 */
export async function readClassFolders(folder: string, images: ImageIndex): Promise<Reading> {
  const files = (await scanFolder(folder, defaultGlobs)).map(({ path }) => path).filter(path => path.includes('/'));
  const table = await readTable(folder);
  if (files.length === 0 && !table) throw new PersonError(phrase`"${folder}" has no class folders with images. Choose the folder that holds them.`, folder);
  return rowsOfFolders(files, table, images);
}

/** What the table says. */
export interface Table extends Reading {
  /** The row of each file, by the file's place. */
  readonly byFile: ReadonlyMap<string, LabelRow>;
}

/** The rows of class folders that hold `files` (`<class>/<…>/<name>`). */
export function rowsOfFolders(files: readonly string[], table: Table | null, images: ImageIndex): Reading {
  const byFile = table?.byFile ?? new Map<string, LabelRow>();
  const present = new Set(files);
  const rows = new Map((table?.rows ?? []).map(row => [row.path, row]));
  const moved = lookUp([...byFile].filter(([file]) => !present.has(file)).map(([file, row]) => [basename(file), row.path]));
  const labels = new Map([...byFile].map(([file, { label }]) => [classFolderOf(file), label]));
  const faults = [...table?.faults ?? []];
  const placed = new Map<string, string>();
  for (const file of files) {
    if (byFile.has(file)) continue;
    const path = moved.get(basename(file)) ?? imageOf(file, images);
    const folder = classFolderOf(file);
    const label = labels.get(folder) ?? (folder === anomaliesFolder ? null : classNameOf(folder) || null);
    const other = placed.get(path);
    if (other !== undefined && classFolderOf(other) !== folder) faults.push({ place: phrase`"${file}"`, reason: phrase`the same image as "${other}", in another class` });
    placed.set(path, file);
    rows.set(path, { path, label, anomalous: folder === anomaliesFolder ? true : rows.get(path)?.anomalous ?? null, by: '', at: '' });
  }
  return { rows: [...rows.values()].map(row => ({ ...row, path: images.find(row.path) ?? row.path })), faults };
}

async function readTable(folder: string): Promise<Table | null> {
  const file = join(folder, tableName);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw fileError(error, phrase`read the labels`, file);
  }
  const { rows, broken, extra } = parseLabels(text);
  const column = extra?.columns.indexOf(fileColumn) ?? -1;
  // Some other table of labels: its rows are no part of the folders.
  if (!extra || column < 0) return null;
  return {
    rows,
    faults: broken.map(({ line, reason }) => ({ place: phrase`${tableName}, line ${line}`, reason })),
    byFile: new Map(rows.flatMap(row => {
      const place = extra.cells.get(row.path)?.[column];
      return place ? [[place, row] as const] : [];
    })),
  };
}

/** The image of a file in a class folder that no table speaks of: with the class folder in its path, without, or by its name. */
function imageOf(file: string, images: ImageIndex): string {
  return images.find(file) ?? images.find(file.slice(file.indexOf('/') + 1)) ?? images.findName(basename(file)) ?? file;
}

function classFolderOf(file: string): string {
  return file.slice(0, file.indexOf('/'));
}

/** Values by a key that no other has. */
function lookUp(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const [key] of pairs) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map(pairs.filter(([key]) => counts.get(key) === 1));
}
