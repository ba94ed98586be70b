/** Fixed-size slots in one large file, of which the first ones are also held in memory. */
import { open, type FileHandle } from 'node:fs/promises';
import { fileError } from '../fileErrors';
import { phrase } from '../../shared/phrase';

/** Slots of one piece of memory; memory grows by whole pieces. */
const slotsPerChunk = 1024;

export class SlotStore {
  private readonly chunks: Uint8Array[] = [];
  private readonly chunkLimit: number;

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
    private readonly slotBytes: number,
    memoryBytes: number,
  ) {
    this.chunkLimit = Math.floor(memoryBytes / (slotBytes * slotsPerChunk));
  }

  /**
   * Opens or makes the file. Of its slots, those below `slots` are trusted and, as far as
   * `memoryBytes` reach, loaded.
   * @throws PersonError when the file cannot be made
   */
  static async open(file: string, slotBytes: number, slots: number, memoryBytes: number): Promise<SlotStore> {
    try {
      const handle = await open(file, 'r+').catch(() => open(file, 'w+'));
      const store = new SlotStore(file, handle, slotBytes, memoryBytes);
      await store.load(slots);
      return store;
    } catch (error) {
      throw fileError(error, phrase`open the cache of decoded images`, file);
    }
  }

  /** Whole slots that the file holds. */
  static async slotsIn(file: string, slotBytes: number): Promise<number> {
    const handle = await open(file, 'r').catch(() => null);
    if (!handle) return 0;
    const { size } = await handle.stat();
    await handle.close();
    return Math.floor(size / slotBytes);
  }

  /** @throws PersonError when the disk is full */
  async write(slot: number, pixels: Uint8Array): Promise<void> {
    try {
      // The system may write less than it was given, for one when the disk is nearly full.
      for (let done = 0; done < this.slotBytes;) {
        const { bytesWritten } = await this.handle.write(pixels, done, this.slotBytes - done, slot * this.slotBytes + done);
        done += bytesWritten;
      }
    } catch (error) {
      throw fileError(error, phrase`keep decoded images`, this.file);
    }
    const chunk = this.chunkOf(slot, true);
    chunk?.set(pixels, (slot % slotsPerChunk) * this.slotBytes);
  }

  /** Copies one slot to `out` at `offset` bytes; at once where it is in memory. */
  read(slot: number, out: Uint8Array, offset: number): Promise<void> | undefined {
    const chunk = this.chunkOf(slot, false);
    if (chunk) {
      const at = (slot % slotsPerChunk) * this.slotBytes;
      out.set(chunk.subarray(at, at + this.slotBytes), offset);
      return undefined;
    }
    return this.readFromDisk(slot, out, offset);
  }

  /** Gives back the disk space behind the first `slots` slots. */
  async truncate(slots: number): Promise<void> {
    await this.handle.truncate(slots * this.slotBytes);
  }

  /** Returns when everything written is on disk. */
  async sync(): Promise<void> {
    try {
      await this.handle.datasync();
    } catch (error) {
      throw fileError(error, phrase`keep decoded images`, this.file);
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  private async readFromDisk(slot: number, out: Uint8Array, offset: number): Promise<void> {
    const { bytesRead } = await this.handle.read(out, offset, this.slotBytes, slot * this.slotBytes);
    if (bytesRead !== this.slotBytes) throw new Error(`The cache of decoded images "${this.file}" ends before slot ${slot}`);
  }

  private chunkOf(slot: number, make: boolean): Uint8Array | undefined {
    const index = Math.floor(slot / slotsPerChunk);
    if (index >= this.chunkLimit) return undefined;
    if (make) for (let i = this.chunks.length; i <= index; i++) this.chunks.push(new Uint8Array(slotsPerChunk * this.slotBytes));
    return this.chunks[index];
  }

  private async load(slots: number): Promise<void> {
    const chunkBytes = slotsPerChunk * this.slotBytes;
    for (let first = 0; first < slots; first += slotsPerChunk) {
      const chunk = this.chunkOf(first, true);
      if (!chunk) return;
      const wanted = Math.min(chunkBytes, (slots - first) * this.slotBytes);
      for (let done = 0; done < wanted;) {
        const { bytesRead } = await this.handle.read(chunk, done, wanted - done, first * this.slotBytes + done);
        if (bytesRead === 0) throw new Error(`The cache of decoded images "${this.file}" ends too early`);
        done += bytesRead;
      }
    }
  }
}
