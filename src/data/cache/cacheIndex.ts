/** What each slot of the pixel cache holds, and which files are unreadable; kept in one JSON file. */
import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { fileError } from '../fileErrors';
import { isPhrase, type Phrase, phrase } from '../../shared/phrase';

export interface CacheEntry {
  /** Bytes of the image file when it was decoded. */
  readonly size: number;
  /** Its time of last change, ms since 1970. */
  readonly modified: number;
  /** Slot of its pixels, or the reason why there are none. */
  readonly content: number | Phrase;
}

/** Grows whenever decoding gives other pixels for the same file. */
const version = 1;

/**
 * Reads an index; empty when there is none, when it is broken, or when it was written for another
 * version, since everything in it can be decoded again. Entries of slots at or above `slots` are dropped;
 * so are reasons that an earlier version kept as plain texts: those files are tried again.
 */
export async function readIndex(file: string, slots: number): Promise<Map<string, CacheEntry>> {
  const entries = new Map<string, CacheEntry>();
  try {
    const stored = JSON.parse(await readFile(file, 'utf8')) as { version: number; entries: [string, number, number, number | Phrase][] };
    if (stored.version !== version) return entries;
    for (const [path, size, modified, content] of stored.entries) {
      if (typeof content === 'number' ? content < slots : isPhrase(content)) entries.set(path, { size, modified, content });
    }
  } catch {
    entries.clear();
  }
  return entries;
}

/** Replaces the index in one step; after a crash the file holds either the old or the new one. */
export async function writeIndex(file: string, entries: ReadonlyMap<string, CacheEntry>): Promise<void> {
  const rows = Array.from(entries, ([path, { size, modified, content }]) => [path, size, modified, content]);
  try {
    await writeFileAtomic(file, JSON.stringify({ version, entries: rows }));
  } catch (error) {
    throw fileError(error, phrase`keep decoded images`, file);
  }
}
