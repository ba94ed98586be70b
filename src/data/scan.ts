/** Finds the images of a folder. */
import { type Dirent } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { PersonError } from '../shared/personError';
import { phrase } from '../shared/phrase';
import { errorCode, fileError } from './fileErrors';
import { type Globs, type GlobMatcher, globMatcher, isNeverScanned } from './globs';
import { byCodeUnit } from './order';

export interface ScannedFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Time of last change, ms since 1970. */
  readonly modified: number;
}

export interface ScanOptions {
  readonly signal?: AbortSignal;
  /** Told the number of images found so far, after each folder. */
  readonly onProgress?: (found: number) => void;
}

/** Folders and files that are looked at the same time. */
const concurrency = 32;

/**
 * All files below `folder` that the globs select, sorted by path in code units.
 * Links to folders are not followed, so a loop cannot arise; links to files are images like any other.
 * Subfolders that cannot be read and files that vanish meanwhile are left out.
 * @throws PersonError when the folder itself is missing or cannot be read; the signal's reason when aborted
 */
export async function scanFolder(folder: string, globs: Globs, options: ScanOptions = {}): Promise<ScannedFile[]> {
  const matcher = globMatcher(globs);
  const files: ScannedFile[] = [];
  let level = [''];
  while (level.length > 0) {
    const limit = pLimit(concurrency);
    const below = await Promise.all(level.map(path => limit(async () => {
      options.signal?.throwIfAborted();
      const { images, folders } = await listFolder(folder, path, matcher);
      for (const image of images) files.push(image);
      options.onProgress?.(files.length);
      return folders;
    })));
    level = below.flat();
  }
  return files.sort((a, b) => byCodeUnit(a.path, b.path));
}

async function listFolder(root: string, path: string, matcher: GlobMatcher): Promise<{ images: ScannedFile[]; folders: string[] }> {
  const entries = await readEntries(root, path);
  const folders: string[] = [];
  const names: string[] = [];
  for (const entry of entries) {
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!isNeverScanned(entry.name) && !matcher.excludesFolder(below)) folders.push(below);
    } else if (matcher.file(below)) names.push(below);
  }
  return { images: await statAll(root, names), folders };
}

async function readEntries(root: string, path: string): Promise<Dirent[]> {
  try {
    return await readdir(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (path !== '') return [];
    const code = errorCode(error);
    if (code === 'ENOENT') throw new PersonError(phrase`The folder "${root}" does not exist. Check its name, or open another folder.`, root, { cause: error });
    if (code === 'ENOTDIR') throw new PersonError(phrase`"${root}" is not a folder. Open the folder that holds the images.`, root, { cause: error });
    throw fileError(error, phrase`read the folder of images`, root);
  }
}

async function statAll(root: string, paths: readonly string[]): Promise<ScannedFile[]> {
  const found: (ScannedFile | null)[] = new Array<ScannedFile | null>(paths.length).fill(null);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < paths.length) {
      const i = next++;
      found[i] = await statOne(root, paths[i]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, paths.length) }, worker));
  return found.filter(file => file !== null);
}

async function statOne(root: string, path: string): Promise<ScannedFile | null> {
  try {
    const file = join(root, path);
    let stats = await lstat(file);
    if (stats.isSymbolicLink()) stats = await stat(file);
    return stats.isFile() ? { path, size: stats.size, modified: stats.mtimeMs } : null;
  } catch {
    return null;
  }
}
