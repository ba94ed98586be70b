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
