/** Views of images for training, on typed arrays: a weak one that no class can mind, and a strong one. */
import { type Random } from '../shared/random';

export interface ImageShape {
  /** Side, pixels. */
  readonly size: number;
  readonly channels: number;
}

export interface WeakOptions {
  /** Largest shift, as a share of the side. */
  readonly shift: number;
  /** Mirror half of the images; only where left and right mean nothing. */
  readonly flip: boolean;
}

export interface StrongOptions extends WeakOptions {
  /** Largest rotation, radians. */
  readonly rotation: number;
  /** Largest shear. */
  readonly shear: number;
  /** Largest change of scale: 0.2 is a factor of 0.8 to 1.2. */
  readonly scale: number;
  /** Side of the square that is cut out, at most, as a share of the side. */
  readonly cutOut: number;
  /** Largest change of brightness, in units of the full range. */
  readonly brightness: number;
  /** Largest change of contrast: 0.3 is a factor of 0.7 to 1.3. */
  readonly contrast: number;
}

export const weakDefaults: WeakOptions = { shift: 0.08, flip: false };
export const strongDefaults: StrongOptions = { shift: 0.12, flip: false, rotation: 0.4, shear: 0.25, scale: 0.2, cutOut: 0.4, brightness: 0.2, contrast: 0.4 };

/** The same changes, all `strength` (0-1) times as large at most; mirroring stays. */
export function weakened<T extends WeakOptions>(options: T, strength: number): T {
  return Object.fromEntries(Object.entries(options).map(([name, most]) => [name, typeof most === 'number' ? most * strength : most])) as unknown as T;
}

/** Writes the weak view of image `from` of `images` into place `to` of `target`; both [*, S, S, C] 0-1. Whole pixels only: nothing is blurred. */
export function weakView(images: Float32Array, from: number, target: Float32Array, to: number, shape: ImageShape, random: Random, options = weakDefaults): void {
  const { size, channels } = shape;
  const reach = Math.round(options.shift * size);
  const dx = random.below(2 * reach + 1) - reach;
  const dy = random.below(2 * reach + 1) - reach;
  const mirrored = random.next() < 0.5 && options.flip;
  const pixels = size * size * channels;
  for (let y = 0; y < size; y++) {
    const row = from * pixels + reflected(y + dy, size) * size * channels;
    let place = to * pixels + y * size * channels;
    for (let x = 0; x < size; x++) {
      const source = row + reflected((mirrored ? size - 1 - x : x) + dx, size) * channels;
      for (let c = 0; c < channels; c++) target[place++] = images[source + c];
    }
  }
}

/** The same with rotation, shear, scale, shift (one bilinear resampling, edges mirrored), brightness, contrast and cut-out. */
export function strongView(images: Float32Array, from: number, target: Float32Array, to: number, shape: ImageShape, random: Random, options = strongDefaults): void {
  const { size, channels } = shape;
  const pixels = size * size * channels;
  const { xx, xy, yx, yy, x0, y0 } = randomMap(size, random, options);
  const contrast = 1 + random.between(-options.contrast, options.contrast);
  const brightness = random.between(-options.brightness, options.brightness) + 0.5 * (1 - contrast);
  const image = from * pixels;
  let place = to * pixels;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sx = reflected(xx * x + xy * y + x0, size);
      const sy = reflected(yx * x + yy * y + y0, size);
      const left = Math.min(size - 2, sx | 0);
      const top = Math.min(size - 2, sy | 0);
      const u = sx - left;
      const v = sy - top;
      const corner = image + (top * size + left) * channels;
      const below = corner + size * channels;
      for (let c = 0; c < channels; c++) {
        const upper = images[corner + c] * (1 - u) + images[corner + channels + c] * u;
        const lower = images[below + c] * (1 - u) + images[below + channels + c] * u;
        const value = (upper * (1 - v) + lower * v) * contrast + brightness;
        target[place++] = value < 0 ? 0 : value > 1 ? 1 : value;
      }
    }
  }
  cutOut(target, to * pixels, shape, random, options.cutOut);
}

/** Where each pixel of the view comes from: an affine map about the centre. */
function randomMap(size: number, random: Random, options: StrongOptions) {
  const angle = random.between(-options.rotation, options.rotation);
  const shear = random.between(-options.shear, options.shear);
  const scale = 1 / (1 + random.between(-options.scale, options.scale));
  const mirror = random.next() < 0.5 && options.flip ? -1 : 1;
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  const xx = cos * mirror;
  const xy = cos * shear - sin;
  const yx = sin * mirror;
  const yy = sin * shear + cos;
  const centre = (size - 1) / 2;
  const x0 = centre - (xx + xy) * centre + random.between(-options.shift, options.shift) * size;
  const y0 = centre - (yx + yy) * centre + random.between(-options.shift, options.shift) * size;
  return { xx, xy, yx, yy, x0, y0 };
}

/** Fills a random square with the mean of the image, so that the hole itself says nothing of the class. */
function cutOut(target: Float32Array, start: number, { size, channels }: ImageShape, random: Random, share: number): void {
  const side = Math.round(random.between(0, share) * size);
  const left = random.below(size) - (side >> 1);
  const top = random.below(size) - (side >> 1);
  const means = new Float64Array(channels);
  for (let i = 0; i < size * size; i++) for (let c = 0; c < channels; c++) means[c] += target[start + i * channels + c] / (size * size);
  for (let y = Math.max(0, top); y < Math.min(size, top + side); y++) {
    for (let x = Math.max(0, left); x < Math.min(size, left + side); x++) {
      for (let c = 0; c < channels; c++) target[start + (y * size + x) * channels + c] = means[c];
    }
  }
}

/** A place inside the image, mirrored at its edges: repeated edges would draw streaks, which in textures look like scratches. */
function reflected(at: number, size: number): number {
  const last = size - 1;
  const folded = Math.abs(at) % (2 * last);
  return folded > last ? 2 * last - folded : folded;
}
