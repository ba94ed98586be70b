/** The listing of the last session on disk: a second opening shows the images at once, and looks for them anew behind that. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import writeFileAtomic from 'write-file-atomic';
import { type UnreadableImage } from '../shared/trainerContract';
import { fileError } from './fileErrors';
import { type Globs } from './globs';
import { joined, parted } from '../shared/listing';
import { phrase } from '../shared/phrase';
import { type ScannedFile } from './scan';

/** Grows whenever a listing has other fields. */
const version = 1;

/** What was found in a folder, and what of it could not be read. */
export interface FoundImages {
  readonly files: readonly ScannedFile[];
  readonly unreadable: readonly UnreadableImage[];
}

/** In columns: objects, one for each image, take ten times as long to read. */
interface Stored {
  readonly version: number;
  readonly folder: string;
  readonly globs: Globs;
  readonly paths: string;
  readonly sizes: Float64Array;
  readonly modified: Float64Array;
  readonly unreadable: readonly UnreadableImage[];
}

/** Writes what the globs selected in a folder. @throws PersonError when the disk is full */
export async function saveListing(state: string, folder: string, { include, exclude }: Globs, { files, unreadable }: FoundImages): Promise<void> {
  const file = fileIn(state);
  const stored: Stored = {
    version, folder, globs: { include, exclude }, paths: joined(files.map(({ path }) => path)),
    sizes: Float64Array.from(files, ({ size }) => size), modified: Float64Array.from(files, ({ modified }) => modified), unreadable,
  };
  try {
    await writeFileAtomic(file, serialize(stored));
  } catch (error) {
    throw fileError(error, phrase`keep the list of images`, file);
  }
}

/** What the same globs selected in the folder last time; null when nothing is known of that. */
export async function readListing(state: string, folder: string, globs: Globs): Promise<FoundImages | null> {
  try {
    const stored = deserialize(await readFile(fileIn(state))) as Stored;
    if (stored.version !== version || stored.folder !== folder || !sameGlobs(stored.globs, globs)) return null;
    return { files: parted(stored.paths).map((path, i) => ({ path, size: stored.sizes[i], modified: stored.modified[i] })), unreadable: stored.unreadable };
  } catch {
    // Missing or damaged: the folder is looked at in any case.
    return null;
  }
}

function sameGlobs(a: Globs, b: Globs): boolean {
  return JSON.stringify([a.include, a.exclude]) === JSON.stringify([b.include, b.exclude]);
}

function fileIn(state: string): string {
  return join(state, 'listing.bin');
}
