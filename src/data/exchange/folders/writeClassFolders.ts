/** Class folders: a folder of images for each class, and a table that says what the folders cannot. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import pLimit from 'p-limit';
import { PersonError } from '../../../shared/personError';
import { phrase } from '../../../shared/phrase';
import { type ImageClass } from '../../../shared/project';
import { errorCode, fileError } from '../../fileErrors';
import { formatLabels, type LabelRow } from '../../labelsFile';
import { makeFolder } from '../../makeFolder';
import { classesName, textOf } from '../classesFile';
import { layoutOf } from './layout';
import { type Links, transfer } from './transfer';

/** Column of the table that says where an image lies, relative to the table. */
export const fileColumn = 'file';
/** Name of the table beside the class folders. */
export const tableName = 'labels.csv';

export interface FoldersOptions {
  readonly links: Links;
  /** For the file beside the table; none when left out. */
  readonly classes?: readonly ImageClass[];
  readonly signal?: AbortSignal;
  /** Images done of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Images copied side by side: enough to keep a disk busy, few enough to spare the open files. */
const concurrency = 16;

/**
 * Writes the images of `folder` into class folders below `out`, which must be missing or empty (absolute paths). The
 * table there has all rows, also of images without a label, which no folder has; a file beside it has the classes. Everything is gathered beside `out`
 * and appears in one step; after an error nothing is left. Resolves to the paths of images that are gone.
 * @throws PersonError when `out` is not empty or lies among the images, or an image cannot be copied or linked; the
 * signal's reason when aborted
 */
export async function writeClassFolders(rows: readonly LabelRow[], folder: string, out: string, options: FoldersOptions): Promise<string[]> {
  await checkTarget(folder, out);
  const draft = `${out}.partial-${randomBytes(4).toString('hex')}`;
  try {
    await makeFolder(draft);
    const { placed, gone } = await fill(draft, layoutOf(rows), folder, options);
    await writeFile(join(draft, tableName), formatLabels(rows, [], { columns: [fileColumn], cells: placed }));
    await writeFile(join(draft, classesName), textOf(options.classes ?? []));
    options.signal?.throwIfAborted();
    // Windows renames nothing to a folder that exists, even an empty one.
    await rmdir(out).catch(() => undefined);
    await rename(draft, out);
    return gone;
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    throw options.signal?.aborted ? error : fileError(error, phrase`write the class folders`, out);
  }
}

async function checkTarget(folder: string, out: string): Promise<void> {
  const way = relative(folder, out);
  if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) {
    throw new PersonError(phrase`"${out}" is in the folder of images, where the copies would be taken for new images. Choose a folder outside.`, out);
  }
  try {
    if ((await readdir(out)).length > 0) throw new PersonError(phrase`"${out}" is not empty. Choose a new or an empty folder; nothing is overwritten.`, out);
  } catch (error) {
    if (errorCode(error) === 'ENOTDIR') throw new PersonError(phrase`"${out}" is a file. Choose a new or an empty folder.`, out, { cause: error });
    if (errorCode(error) !== 'ENOENT') throw fileError(error, phrase`write the class folders`, out);
  }
}

/** Brings the images to their places; the place of each (one cell a path) and those that are gone. */
async function fill(draft: string, layout: ReadonlyMap<string, string>, folder: string, options: FoldersOptions): Promise<{ placed: Map<string, string[]>; gone: string[] }> {
  for (const each of new Set([...layout.values()].map(place => dirname(place)))) await mkdir(join(draft, each), { recursive: true });
  const limit = pLimit(concurrency);
  const placed = new Map<string, string[]>();
  const gone: string[] = [];
  let failed = false;
  let done = 0;
  const results = await Promise.allSettled([...layout].map(([path, place]) => limit(async () => {
    if (failed) return;
    try {
      options.signal?.throwIfAborted();
      if (await transfer(join(folder, path), join(draft, place), options.links)) placed.set(path, [place]);
      else gone.push(path);
    } catch (error) {
      failed = true;
      throw error;
    }
    options.onProgress?.(++done, layout.size);
  })));
  const failure = results.find(result => result.status === 'rejected');
  if (failure) throw failure.reason;
  return { placed, gone };
}
