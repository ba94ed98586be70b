/** Textures on the scale that a head is fitted on, without a copy of the whole table. */
import { type Scale, scaleOf } from '../model/scoring/tables';
import { type Scored } from './evidence';
import { type Head } from './suggest';

/** Images that the scale is taken from, at most, evenly spread. */
const sample = 2048;
/** Typical distance between standardised images: large enough that a head is fitted within its few steps. */
const spread = 5;

export interface TextureScale extends Scale {
  /** Writes the scaled textures of a row into `out` from `at` on. */
  write(row: number, out: Float32Array, at: number): void;
}

/** Mean 0 and, for textures that vary, a deviation of {@link spread} / sqrt(T), over the images of a pass. */
export function textureScale({ energies, telling, count }: Scored['evidence']): TextureScale {
  const all = count > 0 ? energies.length / count : 0;
  const width = telling ?? all;
  const stride = Math.max(1, Math.floor(count / sample));
  const rows = Int32Array.from({ length: Math.ceil(count / stride) }, (_, j) => j * stride);
  const value = (row: number, j: number) => energies[row * all + j];
  const { mean, factor: even } = scaleOf(value, rows, width);
  const factor = even.map(f => f * spread);
  return { mean, factor, write: (row, out, at) => { for (let j = 0; j < width; j++) out[at + j] = (value(row, j) - mean[j]) * factor[j]; } };
}

/** A head that was fitted to scaled textures, as one for the textures themselves. */
export function underScale({ kernel, bias }: Head, { mean, factor }: Scale): Head {
  const [, classes] = kernel.shape;
  const moved = Float32Array.from(bias.data);
  const data = Float32Array.from(kernel.data, (value, at) => {
    const [j, k] = [Math.floor(at / classes), at % classes];
    moved[k] -= value * factor[j] * mean[j];
    return value * factor[j];
  });
  return { kernel: { ...kernel, data }, bias: { ...bias, data: moved } };
}
