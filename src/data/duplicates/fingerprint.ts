/**
 * What stays the same of an image when it is saved again, resized or slightly shifted: its coarse
 * shape, as the lowest frequencies of a discrete cosine transform (the idea of perceptual hashes).
 */
import { type PixelFormat } from '../decode';

/** Frequencies along each side. */
const frequencies = 7;
/** Numbers in a fingerprint: all frequencies but the mean, which a change of brightness moves. */
export const fingerprintLength = frequencies * frequencies - 1;
/** Side of the small grey copy of an image. */
export const thumbSide = 16;
/** Deviation of the coarse shape, grey levels of 255, below which noise would decide: an empty image. */
const leastContrast = 2;

export interface Fingerprint {
  /** [48], of length 1, shorter only where the image is nearly empty. */
  readonly shape: Float32Array;
  /** 16 x 16 grey levels, 0-255. */
  readonly thumb: Uint8Array;
}

/** Makes the fingerprints of images of one format. */
export class Fingerprints {
  private readonly cosines: Float32Array;
  private readonly grey: Float32Array;
  private readonly rows: Float32Array;

  constructor(private readonly format: PixelFormat) {
    const { size } = format;
    this.grey = new Float32Array(size * size);
    this.rows = new Float32Array(size * frequencies);
    this.cosines = Float32Array.from({ length: frequencies * size }, (_, at) => {
      const [u, x] = [Math.floor(at / size), at % size];
      return Math.cos((Math.PI * u * (2 * x + 1)) / (2 * size)) * (u === 0 ? 1 : Math.SQRT2) / size;
    });
  }

  /** The fingerprint of `pixels` (size x size x channels, 0-255). */
  of(pixels: Uint8Array): Fingerprint {
    const { grey, format: { channels } } = this;
    for (let i = 0; i < grey.length; i++) grey[i] = channels === 1 ? pixels[i] : 0.299 * pixels[3 * i] + 0.587 * pixels[3 * i + 1] + 0.114 * pixels[3 * i + 2];
    return { shape: this.shape(), thumb: this.thumb() };
  }

  private shape(): Float32Array {
    const { grey, rows, cosines, format: { size } } = this;
    const shape = new Float32Array(fingerprintLength);
    for (let y = 0; y < size; y++) {
      for (let u = 0; u < frequencies; u++) {
        let sum = 0;
        for (let x = 0; x < size; x++) sum += cosines[u * size + x] * grey[y * size + x];
        rows[y * frequencies + u] = sum;
      }
    }
    let energy = 0;
    for (let at = 1; at <= fingerprintLength; at++) {
      const [u, v] = [at % frequencies, Math.floor(at / frequencies)];
      let sum = 0;
      for (let y = 0; y < size; y++) sum += cosines[v * size + y] * rows[y * frequencies + u];
      shape[at - 1] = sum;
      energy += sum * sum;
    }
    const length = Math.max(leastContrast, Math.sqrt(energy));
    return shape.map(value => value / length);
  }

  private thumb(): Uint8Array {
    const { grey, format: { size } } = this;
    const thumb = new Uint8Array(thumbSide * thumbSide);
    for (let y = 0; y < thumbSide; y++) {
      const [top, bottom] = [Math.floor((y * size) / thumbSide), Math.ceil(((y + 1) * size) / thumbSide)];
      for (let x = 0; x < thumbSide; x++) {
        const [left, right] = [Math.floor((x * size) / thumbSide), Math.ceil(((x + 1) * size) / thumbSide)];
        let sum = 0;
        for (let v = top; v < bottom; v++) for (let u = left; u < right; u++) sum += grey[v * size + u];
        thumb[y * thumbSide + x] = Math.round(sum / ((bottom - top) * (right - left)));
      }
    }
    return thumb;
  }
}
