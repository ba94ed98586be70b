/** Whether two images are one picture: compared pixel by pixel, where the one lies best on the other. */
import { type PixelFormat } from '../decode';

/** Share of the deviation that may stay unexplained: saved again, resized or a little moved it stays below, another picture of the same kind does not. */
const mostUnexplained = 0.2;
/** The same in the worst of the blocks: a frame that two pictures share explains neither. */
const mostInBlock = 0.6;
const blocks = 4;
/** From this side on single pixels are noise of compression; below it they are strokes. */
const smoothedFrom = 48;
/** What half a pixel may still mend. */
const hopeful = 0.6;
/** How far the one may lie beside the other, as a share of the side. */
const farthest = 0.045;
/** Grey levels of 255: a deviation that is noise, a difference that nobody sees, one of a block that the noise of compression makes, a mean that another exposure gives. */
const noise = 0.4;
const unseen = 2;
const unseenInBlock = 5;
const mostBrighter = 40;
const mostGain = 1.7;

/** One image on the other: how far it is moved (pixels) and how much is then unexplained (0-1). */
interface Fit {
  readonly dx: number;
  readonly dy: number;
  readonly unexplained: number;
}

/** Compares images of one format; an image is prepared once for many comparisons. */
export class Pictures {
  private readonly reach: number;

  constructor(private readonly format: PixelFormat) {
    this.reach = Math.max(1, Math.round(farthest * format.size));
  }

  /** Pixels of an image (size x size x channels, 0-255) without the noise of its compression. */
  prepare(pixels: Uint8Array): Float32Array {
    const { size, channels } = this.format;
    if (size < smoothedFrom) return new Float32Array(pixels);
    const row = size * channels;
    const across = new Float32Array(pixels.length);
    const smooth = new Float32Array(pixels.length);
    for (let at = 0; at < pixels.length; at++) {
      const x = at % row;
      across[at] = (pixels[x < channels ? at : at - channels] + 2 * pixels[at] + pixels[x >= row - channels ? at : at + channels]) / 4;
    }
    for (let at = 0; at < pixels.length; at++) {
      smooth[at] = (across[at < row ? at : at - row] + 2 * across[at] + across[at >= pixels.length - row ? at : at + row]) / 4;
    }
    return smooth;
  }

  /** Whether two prepared images are one picture up to brightness, contrast and a small shift. */
  same(a: Float32Array, b: Float32Array): boolean {
    const fit = this.bestFit(a, b);
    return fit.unexplained <= mostUnexplained && (fit.unexplained === 0 || this.everyBlockFits(a, b, fit));
  }

  /** How much of one prepared image the other does not explain where they lie on each other best, 0-1. */
  difference(a: Float32Array, b: Float32Array): number {
    return this.bestFit(a, b).unexplained;
  }

  private bestFit(a: Float32Array, b: Float32Array): Fit {
    const { reach } = this;
    let best: Fit = { dx: 0, dy: 0, unexplained: this.unexplained(a, b, 0, 0) };
    const look = (dx: number, dy: number) => {
      const unexplained = this.unexplained(a, b, dx, dy);
      if (unexplained < best.unexplained) best = { dx, dy, unexplained };
    };
    for (let dy = -reach; dy <= reach; dy++) for (let dx = -reach; dx <= reach; dx++) if (dx !== 0 || dy !== 0) look(dx, dy);
    const { dx, dy, unexplained } = best;
    if (unexplained > 0 && unexplained < hopeful) for (let half = 0; half < 9; half++) if (half !== 4) look(dx + (half % 3 - 1) / 2, dy + (Math.floor(half / 3) - 1) / 2);
    return best;
  }

  /** The square root of 1 - r^2, r the correlation of `a` with `b` moved by whole or half pixels; 1 where no exposure explains the difference, 0 where there is none to see. */
  private unexplained(a: Float32Array, b: Float32Array, dx: number, dy: number): number {
    const { channels, size } = this.format;
    const { edge, stride, offset, right, down } = this.overlay(dx, dy);
    const whole = right === 0 && down === 0;
    let [of, aa, bb, ab, raw, shift] = [0, 0, 0, 0, 0, 0];
    for (let c = 0; c < channels; c++) {
      let [n, sa, sb] = [0, 0, 0];
      for (let y = edge; y < size - edge; y += stride) {
        for (let x = edge; x < size - edge; x += stride) {
          const at = (y * size + x) * channels + c;
          const to = at + offset;
          const p = a[at];
          const q = whole ? b[to] : (b[to] + b[to + right] + b[to + down] + b[to + right + down]) / 4;
          n++;
          sa += p;
          sb += q;
          aa += p * p;
          bb += q * q;
          ab += p * q;
          raw += (p - q) * (p - q);
        }
      }
      of += n;
      aa -= (sa * sa) / n;
      bb -= (sb * sb) / n;
      ab -= (sa * sb) / n;
      shift = Math.max(shift, Math.abs(sa - sb) / n);
    }
    if (raw <= unseen * unseen * of) return 0;
    if (shift > mostBrighter || ab <= 0 || aa > mostGain * mostGain * bb || bb > mostGain * mostGain * aa) return 1;
    const least = noise * noise * of;
    return Math.sqrt(Math.max(0, 1 - (ab * ab) / ((aa + least) * (bb + least))));
  }

  /** Whether what is left after the exposure is small in every part of the image. */
  private everyBlockFits(a: Float32Array, b: Float32Array, { dx, dy }: Fit): boolean {
    const { size, channels } = this.format;
    const { edge, stride, offset, right, down } = this.overlay(dx, dy);
    for (let c = 0; c < channels; c++) {
      const pairs: { readonly p: number; readonly q: number; readonly block: number }[] = [];
      for (let y = edge; y < size - edge; y += stride) {
        for (let x = edge; x < size - edge; x += stride) {
          const at = (y * size + x) * channels + c;
          const to = at + offset;
          pairs.push({ p: a[at], q: (b[to] + b[to + right] + b[to + down] + b[to + right + down]) / 4, block: Math.floor((y * blocks) / size) * blocks + Math.floor((x * blocks) / size) });
        }
      }
      const mean = (of: (pair: typeof pairs[number]) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
      const [p0, q0] = [mean(({ p }) => p), mean(({ q }) => q)];
      const gain = mean(({ p, q }) => (p - p0) * (q - q0)) / Math.max(1e-6, mean(({ p }) => (p - p0) ** 2));
      const sums = Array.from({ length: blocks * blocks }, () => ({ n: 0, q: 0, qq: 0, left: 0 }));
      for (const { p, q, block } of pairs) {
        const sum = sums[block];
        sum.n++;
        sum.q += q;
        sum.qq += q * q;
        sum.left += (q - q0 - gain * (p - p0)) ** 2;
      }
      if (sums.some(({ n, q, qq, left }) => left > n * unseenInBlock ** 2 && left > mostInBlock ** 2 * (qq - (q * q) / n))) return false;
    }
    return true;
  }

  /** Where the pixels are that both have when `b` is moved: every second one, and between two pixels the mean of both. */
  private overlay(dx: number, dy: number): { edge: number; stride: number; offset: number; right: number; down: number } {
    const { size, channels } = this.format;
    const [x0, y0] = [Math.floor(dx), Math.floor(dy)];
    return {
      edge: this.reach + 1, stride: size < 32 ? 1 : 2, offset: (y0 * size + x0) * channels,
      right: (dx - x0) * 2 * channels, down: (dy - y0) * 2 * size * channels,
    };
  }
}
