/** Labels from whatever another tool, or an export, has written. */
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { kept } from '../../shared/decided';
import { PersonError } from '../../shared/personError';
import { phrase } from '../../shared/phrase';
import { type ImageClass } from '../../shared/project';
import { errorCode, fileError } from '../fileErrors';
import { type LabelRow } from '../labelsFile';
import { readClasses } from './classesFile';
import { readClassFolders } from './folders/readClassFolders';
import { tableName } from './folders/writeClassFolders';
import { type FileFormat, type Reading } from './format';
import { fileFormatIds, fileFormats, type FormatId, titleOf } from './formats';
import { ImageIndex } from './imageIndex';

export interface FoundLabels {
  readonly format: FormatId;
  /** Of images that the folder holds. */
  readonly rows: readonly LabelRow[];
  /** In their order, with their colours, where an export has them beside it; their ids are those of no folder. */
  readonly classes: readonly ImageClass[];
  /** Paths, as the source names them, that the folder does not hold. */
  readonly missing: readonly string[];
}

/**
 * Reads labels of the images at `paths` from a file or a folder; the format is found by ending and content unless it
 * is given. All or nothing: one entry that cannot be understood and nothing is read.
 * @throws PersonError naming the file and the place in it, also when none of the labels is of an image at `paths`
 */
export async function readExchange(source: string, paths: readonly string[], format?: FormatId): Promise<FoundLabels> {
  const images = new ImageIndex(paths);
  const found = await readAny(source, images, format);
  checkFaults(found.reading, found.file);
  const decided = found.reading.rows.filter(row => kept(row));
  const rows = decided.filter(({ path }) => images.has(path));
  const missing = decided.filter(({ path }) => !images.has(path)).map(({ path }) => path);
  if (decided.length === 0) throw new PersonError(phrase`"${source}" has no labels.`, source);
  if (rows.length === 0) {
    throw new PersonError(phrase`None of the ${missing.length} labelled images in "${source}" is in the folder (the first is "${missing[0]}"). Paths must be relative to the folder, with forward slashes.`, source);
  }
  return { format: found.format, rows, classes: await readClasses(found.file, found.format === 'folders'), missing };
}

interface Found {
  readonly format: FormatId;
  readonly reading: Reading;
  /** File to name in errors. */
  readonly file: string;
}

async function readAny(source: string, images: ImageIndex, format: FormatId | undefined): Promise<Found> {
  const { isFolder, file } = await fileOf(source, format);
  if (format === 'folders' || format === undefined && isFolder && file === source) {
    if (!isFolder) throw new PersonError(phrase`"${source}" is not a folder, and class folders are in one. Choose the folder that holds them.`, source);
    return { format: 'folders', reading: await readClassFolders(source, images), file: source };
  }
  const text = await readText(file);
  const id = format ?? recognise(file, text);
  return { format: id, reading: fileFormats[id].read(text, images), file };
}

/** The file that holds the labels: a dataset of FiftyOne is a folder with `labels.json`. */
async function fileOf(source: string, format: FormatId | undefined): Promise<{ isFolder: boolean; file: string }> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(source)).isDirectory();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new PersonError(phrase`"${source}" does not exist. Check its name.`, source, { cause: error });
    throw fileError(error, phrase`read the labels`, source);
  }
  if (!isFolder || format === 'folders') return { isFolder, file: source };
  const labels = join(source, 'labels.json');
  const isDataset = await exists(labels) && !await exists(join(source, tableName));
  return { isFolder, file: isDataset ? labels : source };
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(found => found.isFile(), () => false);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw fileError(error, phrase`read the labels`, file);
  }
}

/** By the ending where that tells it, else by the content. @throws PersonError when neither does */
function recognise(file: string, text: string): keyof typeof fileFormats {
  const ending = extname(file).slice(1).toLowerCase();
  const byEnding = fileFormatIds.filter(id => fileFormats[id].extensions.some(each => each === ending));
  if (byEnding.length === 1) return byEnding[0];
  const candidates = byEnding.length > 0 ? byEnding : fileFormatIds;
  const fitting = candidates.find(id => (fileFormats[id] as FileFormat).fits(text));
  if (fitting === undefined) throw new PersonError(phrase`"${file}" is of no format that Winnow reads: ${candidates.map(titleOf).join(', ')}. Check that it is the right file, or name its format.`, file);
  return fitting;
}

function checkFaults({ faults }: Reading, file: string): void {
  if (faults.length === 0) return;
  const [{ place, reason }] = faults;
  const others = faults.length === 1 ? '' : phrase` Broken entries beside it: ${faults.length - 1}.`;
  throw new PersonError(phrase`"${file}", ${place}: ${reason}. Repair it and import again; nothing was imported.${others}`, file);
}
