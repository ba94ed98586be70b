/** Decoded images on disk, so that a folder is decoded once and a second opening decodes nothing. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Phrase, phrase } from '../shared/phrase';
import { type UnreadableImage } from '../shared/trainerContract';
import { type CacheEntry, readIndex, writeIndex } from './cache/cacheIndex';
import { SlotAllocator } from './cache/slotAllocator';
import { SlotStore } from './cache/slotStore';
import { decodeImage, type PixelFormat } from './decode';
import { fileError } from './fileErrors';
import { makeFolder } from './makeFolder';
import { byCodeUnit } from './order';
import { goneReason, UnreadableError } from './readableReason';
import { type ScannedFile } from './scan';

export interface FillOptions {
  readonly signal?: AbortSignal;
  /** Files done (decoded, unreadable or known before) of all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Images decoded side by side; the number of cores when left out. */
  readonly concurrency?: number;
}

export interface FillResult {
  /** Sorted by path. */
  readonly unreadable: UnreadableImage[];
  /** Files that were decoded now, successfully or not. */
  readonly decoded: number;
}

/** Between two writes of the index while decoding, ms: what a crash costs at most. */
const flushInterval = 5000;
/** Beyond this the system's own cache of files serves a training as well, and gives way where memory is short. */
const defaultMemory = 128 * 1024 * 1024;

/**
 * The pixels of every readable image of a folder in one format, keyed by path, size and time of change.
 * Only one process may have it open: hold {@link lockState} meanwhile.
 */
export class PixelCache {
  /** Files decoded since this cache was opened. */
  decodedNow = 0;
  /** Bytes of one image. */
  readonly slotBytes: number;
  private dirty = false;
  private flushing: Promise<void> = Promise.resolve();

  private constructor(
    readonly format: PixelFormat,
    private readonly indexFile: string,
    private entries: Map<string, CacheEntry>,
    private readonly slots: SlotAllocator,
    private readonly store: SlotStore,
  ) {
    this.slotBytes = format.size * format.size * format.channels;
  }

  /**
   * Opens or makes the cache in `<stateDir>/pixels-<size>x<channels>/`.
   * @param options.memoryBytes images beyond this are read from disk each time (128 MB when left out)
   * @throws PersonError when the folder cannot be written
   */
  static async open(stateDir: string, format: PixelFormat, options: { memoryBytes?: number } = {}): Promise<PixelCache> {
    const folder = join(stateDir, `pixels-${format.size}x${format.channels}`);
    try {
      await makeFolder(folder);
    } catch (error) {
      throw fileError(error, phrase`make the folder for decoded images`, folder);
    }
    const slotBytes = format.size * format.size * format.channels;
    const slotFile = join(folder, 'slots.bin');
    const indexFile = join(folder, 'index.json');
    const entries = await readIndex(indexFile, await SlotStore.slotsIn(slotFile, slotBytes));
    const slots = new SlotAllocator(usedSlots(entries));
    const store = await SlotStore.open(slotFile, slotBytes, slots.count, options.memoryBytes ?? defaultMemory);
    await store.truncate(slots.count);
    return new PixelCache(format, indexFile, entries, slots, store);
  }

  /**
   * Decodes what is new or changed. `files` is the whole folder: what is known of any other path is
   * forgotten and its space used again. A file that was unreadable is tried again only after it changed.
   * @throws PersonError when the disk is full; the signal's reason when aborted (what was decoded is kept)
   */
  async fill(folder: string, files: readonly ScannedFile[], options: FillOptions = {}): Promise<FillResult> {
    this.forgetOthers(files);
    const missing = files.filter(({ path }) => !this.entries.has(path));
    let done = files.length - missing.length;
    let next = 0;
    let failed = false;
    let flushed = Date.now();
    const gone: UnreadableImage[] = [];
    options.onProgress?.(done, files.length);
    const worker = async (): Promise<void> => {
      while (next < missing.length && !failed) {
        options.signal?.throwIfAborted();
        const file = missing[next++];
        if (await this.decode(folder, file) === goneReason) gone.push({ path: file.path, reason: goneReason });
        options.onProgress?.(++done, files.length);
        if (Date.now() - flushed > flushInterval) {
          flushed = Date.now();
          await this.flush();
        }
      }
    };
    const workers = Array.from({ length: options.concurrency ?? availableParallelism() }, async () => {
      try {
        await worker();
      } catch (error) {
        failed = true;
        throw error;
      }
    });
    const results = await Promise.allSettled(workers);
    const failure = results.find(result => result.status === 'rejected');
    if (failure) {
      await this.flush().catch(() => undefined);
      throw failure.reason;
    }
    await this.flush();
    return { unreadable: [...this.unreadable(), ...gone].sort((a, b) => byCodeUnit(a.path, b.path)), decoded: missing.length };
  }

  /** Whether pixels of this path can be read. */
  has(path: string): boolean {
    return typeof this.entries.get(path)?.content === 'number';
  }

  /**
   * Copies the pixels of many images, one after the other, into `out` (at least `paths.length * slotBytes` bytes).
   * @throws Error naming the first path that has no pixels
   */
  async read(paths: readonly string[], out: Uint8Array): Promise<void> {
    const slots = paths.map(path => {
      const slot = this.entries.get(path)?.content;
      if (typeof slot !== 'number') throw new Error(`No pixels of "${path}" in the cache`);
      return slot;
    });
    await Promise.all(slots.map((slot, i) => this.store.read(slot, out, i * this.slotBytes)));
  }

  /** Writes the index when it changed; pixels are on disk before it names them. */
  flush(): Promise<void> {
    this.flushing = this.flushing.catch(() => undefined).then(() => this.writeChanges());
    return this.flushing;
  }

  /** Writes what is left and lets go of the file; nothing may be called afterwards. */
  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.store.close();
    }
  }

  private async writeChanges(): Promise<void> {
    if (!this.dirty) return;
    this.dirty = false;
    const entries = new Map(this.entries);
    const released = this.slots.takeReleased();
    try {
      await this.store.sync();
      await writeIndex(this.indexFile, entries);
      this.slots.recycle(released);
    } catch (error) {
      this.dirty = true;
      for (const slot of released) this.slots.release(slot);
      throw error;
    }
  }

  private async decode(folder: string, file: ScannedFile): Promise<Phrase | null> {
    const { path, size, modified } = file;
    let reason: Phrase | null = null;
    let content: number | Phrase;
    this.decodedNow++;
    try {
      const pixels = await decodeImage(join(folder, path), this.format);
      content = this.slots.take();
      await this.store.write(content, pixels);
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      content = reason = error.phrase;
    }
    if (reason === goneReason) return reason;
    this.entries.set(path, { size, modified, content });
    this.dirty = true;
    return reason;
  }

  private forgetOthers(files: readonly ScannedFile[]): void {
    // Its keys are then the strings of the listing, which would be in memory twice.
    const current = new Map<string, CacheEntry>();
    for (const file of files) {
      const entry = this.entries.get(file.path);
      if (entry && isCurrent(entry, file)) current.set(file.path, entry);
    }
    for (const [path, { content }] of this.entries) {
      if (current.has(path)) continue;
      this.dirty = true;
      if (typeof content === 'number') this.slots.release(content);
    }
    this.entries = current;
  }

  private unreadable(): UnreadableImage[] {
    const images: UnreadableImage[] = [];
    for (const [path, { content }] of this.entries) if (typeof content !== 'number') images.push({ path, reason: content });
    return images;
  }
}

function isCurrent(entry: CacheEntry, file: ScannedFile): boolean {
  return entry.size === file.size && entry.modified === file.modified;
}

function* usedSlots(entries: ReadonlyMap<string, CacheEntry>): Iterable<number> {
  for (const { content } of entries.values()) if (typeof content === 'number') yield content;
}
