/** Where the trainer's pixels come from. */

/** Images by index: those of a folder ({@link Images}), or any others that are held ready. */
export interface ImageSource {
  /** Indices of the images whose pixels are known, ascending. */
  readonly readable: readonly number[];
  /** Changes whenever the content of the image may have changed. */
  identity(index: number): string;
  /** Pixels of images, one after the other, into `out` (bytes, size x size x channels each). */
  read(indices: readonly number[], out: Uint8Array): Promise<void>;
}

/** Some images of a source, as a source of their own. */
export function partOf(images: ImageSource, readable: readonly number[]): ImageSource {
  return { readable: [...readable].sort((a, b) => a - b), identity: i => images.identity(i), read: (indices, out) => images.read(indices, out) };
}
