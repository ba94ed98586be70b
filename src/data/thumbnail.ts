/** Small copies of images for the page. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readImage } from './decode';
import { errorCode, fileError } from './fileErrors';
import { makeFolder } from './makeFolder';
import { phrase } from '../shared/phrase';

let count = 0;

/**
 * Writes a WebP of at most `pixels` a side to `target`, whose folder is made when it is missing.
 * The file appears whole or not at all.
 * @throws UnreadableError when `file` is unreadable; PersonError when `target` cannot be written
 */
export async function writeThumbnail(file: string, target: string, pixels: number): Promise<void> {
  const partial = `${target}.${process.pid}-${count++}.tmp`;
  const bytes = await readImage(file, image =>
    image.resize(pixels, pixels, { fit: 'inside', withoutEnlargement: true }).toColourspace('srgb').webp({ quality: 80, effort: 1 }).toBuffer());
  try {
    await writeMakingFolder(partial, bytes);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw fileError(error, phrase`write a thumbnail`, dirname(target));
  }
}

async function writeMakingFolder(file: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    await makeFolder(dirname(file));
    await writeFile(file, bytes);
  }
}
