/** Log-textures on the scale that a head is fitted on, without a copy of the whole table. */
import { leastFeature } from '../model/headFit';
import { type Scored } from './evidence';
import { type Head } from './suggest';

/** Images that the scale is taken from, at most, evenly spread. */
const sample = 2048;
/** Typical distance between standardised images: large enough that a head is fitted within its few steps. */
const spread = 5;

export interface TextureScale {
  /** Of the logarithm of each texture [T]. */
  readonly mean: Float64Array;
  readonly factor: Float64Array;
  /** Writes the scaled log-textures of a row into `out` from `at` on. */
  write(row: number, out: Float32Array, at: number): void;
}

/** Mean 0 and, for textures that vary, a deviation of {@link spread} / sqrt(T), over the images of a pass. */
export function textureScale({ texture, count }: Scored['evidence']): TextureScale {
  const width = count > 0 ? texture.length / count : 0;
  const stride = Math.max(1, Math.floor(count / sample));
  const rows = Array.from({ length: count > 0 ? Math.floor((count - 1) / stride) + 1 : 0 }, (_, j) => j * stride);
  const log = (row: number, j: number) => Math.log(texture[row * width + j] + leastFeature);
  const mean = new Float64Array(width);
  const variance = new Float64Array(width);
  for (const row of rows) for (let j = 0; j < width; j++) mean[j] += log(row, j) / rows.length;
  for (const row of rows) for (let j = 0; j < width; j++) variance[j] += (log(row, j) - mean[j]) ** 2 / rows.length;
  const typical = variance.reduce((a, b) => a + b, 0) / Math.max(1, width);
  const factor = variance.map(v => spread / Math.sqrt(width * (v + 0.1 * typical + 1e-12)));
  return { mean, factor, write: (row, out, at) => { for (let j = 0; j < width; j++) out[at + j] = (log(row, j) - mean[j]) * factor[j]; } };
}

/** A head that was fitted to scaled log-textures, as one for the logarithms themselves. */
export function underScale({ kernel, bias }: Head, { mean, factor }: TextureScale): Head {
  const [, classes] = kernel.shape;
  const moved = Float32Array.from(bias.data);
  const data = Float32Array.from(kernel.data, (value, at) => {
    const [j, k] = [Math.floor(at / classes), at % classes];
    moved[k] -= value * factor[j] * mean[j];
    return value * factor[j];
  });
  return { kernel: { ...kernel, data }, bias: { ...bias, data: moved } };
}
