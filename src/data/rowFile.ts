/** A table of numbers in a file: what would not fit into memory for a million images. */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { fileError } from './fileErrors';
import { phrase } from '../shared/phrase';

/** Rows that are read and written together. */
const windowRows = 1024;

/**
 * Rows of `width` numbers that are written in ascending order and then read, in any order but best
 * in theirs. The file has no name any more where the system allows that, and goes with this process.
 */
export class RowFile {
  private readonly fd: number;
  private readonly window: Float32Array;
  /** Rows that {@link window} holds. */
  private first = 0;
  private end = 0;
  /** Rows below this may have been written. */
  private written = 0;
  /** Whether the window is still to be written. */
  private dirty = false;
  private open = true;

  /** @throws PersonError when the file cannot be made */
  constructor(private readonly file: string, readonly count: number, readonly width: number) {
    this.window = new Float32Array(Math.min(count, windowRows) * width);
    try {
      this.fd = openSync(file, 'w+');
    } catch (error) {
      throw this.failure(error);
    }
    if (process.platform !== 'win32') rmSync(file, { force: true });
  }

  /** Writes a row. @throws PersonError when the disk is full */
  set(row: number, values: Float32Array): void {
    const { width } = this;
    if (row !== this.end || this.end - this.first === windowRows || !this.dirty) this.begin(row);
    this.window.set(values, (row - this.first) * width);
    this.end = row + 1;
    this.written = Math.max(this.written, row + 1);
  }

  /** The rows from `start` to before `end`; good until the next call. @throws Error where they were never written */
  block(start: number, end: number): Float32Array {
    this.flush();
    const { width } = this;
    if (end - start > windowRows) return this.read(start, new Float32Array((end - start) * width));
    if (start < this.first || end > this.end) this.load(start, end);
    return this.window.subarray((start - this.first) * width, (end - this.first) * width);
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    closeSync(this.fd);
    rmSync(this.file, { force: true });
  }

  private begin(row: number): void {
    this.flush();
    this.first = row;
    this.end = row;
    this.dirty = true;
  }

  /** Reads ahead where rows are asked for one after the other, and no more than is asked for where they are not. */
  private load(start: number, end: number): void {
    const following = start >= this.end && start - this.end < windowRows / 8;
    const last = following ? Math.max(end, Math.min(this.written, start + windowRows)) : end;
    this.read(start, this.window.subarray(0, (last - start) * this.width));
    this.first = start;
    this.end = last;
  }

  private read(start: number, into: Float32Array): Float32Array {
    const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
    for (let done = 0; done < bytes.length;) {
      const got = readSync(this.fd, bytes, done, bytes.length - done, 4 * start * this.width + done);
      if (got === 0) throw new Error(`The table "${this.file}" ends before row ${start + into.length / this.width}`);
      done += got;
    }
    return into;
  }

  private flush(): void {
    if (!this.dirty) return;
    this.dirty = false;
    const { window, first, end, width } = this;
    const bytes = new Uint8Array(window.buffer, 0, 4 * (end - first) * width);
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(this.fd, bytes, done, bytes.length - done, 4 * first * width + done);
    } catch (error) {
      throw this.failure(error);
    }
  }

  private failure(error: unknown): Error {
    return fileError(error, phrase`keep what the model sees in the images`, this.file);
  }
}
