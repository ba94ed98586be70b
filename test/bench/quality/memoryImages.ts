/** A set in memory as a source of images for the trainer. */
import { type ImageSource } from '../../../src/trainer/imageSource';
import { type ImageSet } from './sets';

/** The images `readable` of a set; indices are places in the set. */
export class MemoryImages implements ImageSource {
  readonly readable: readonly number[];

  constructor(private readonly set: ImageSet, readable: readonly number[]) {
    this.readable = [...readable].sort((a, b) => a - b);
  }

  identity(index: number): string {
    return String(index);
  }

  async read(indices: readonly number[], out: Uint8Array): Promise<void> {
    const { pixels, size, channels } = this.set;
    const length = size * size * channels;
    indices.forEach((i, j) => out.set(pixels.subarray(i * length, (i + 1) * length), j * length));
  }
}
