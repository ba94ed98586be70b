/** Nearest neighbours in feature space; the distances are one large matrix product. */
import * as tf from '@tensorflow/tfjs-core';
import { type HostTensors, type ProgramSpec } from '../../shared/program';

/** What runs a program; an engine's `compile` fits. */
export type Compile = (spec: ProgramSpec) => Promise<{ run(inputs: HostTensors): Promise<HostTensors>; dispose(): Promise<void> }>;

/** Images in one call of the program. */
const rows = 256;

/** `features` [256, H] -> `distance` [256, M], squared and euclidean, to the rows of `bank` [M, H]. */
export function neighbourProgram(bank: Float32Array, hidden: number): ProgramSpec {
  const entries = bank.length / hidden;
  return {
    name: `neighbours (${entries} entries)`,
    inputs: { features: { shape: [rows, hidden], dtype: 'float32' } },
    constants: { bank: { shape: [entries, hidden], dtype: 'float32', data: bank } },
    body({ inputs: { features }, constants }) {
      const product = tf.matMul(features as tf.Tensor2D, constants.bank as tf.Tensor2D, false, true);
      const squares = tf.add(tf.sum(tf.square(features), 1, true), tf.reshape(tf.sum(tf.square(constants.bank), 1), [1, entries]));
      return { outputs: { distance: tf.relu(tf.sub(squares, tf.mul(product, 2))) } };
    },
  };
}

export interface Neighbours {
  /** Mean distance to the nearest k [N]; Infinity when the bank is empty. */
  readonly distance: Float32Array;
  /** Image indices of the nearest k, nearest first, [N, k] row by row; -1 where the bank has fewer. */
  readonly nearest: Int32Array;
}

/** The `k` nearest of the images `bank` to every image; an image is no neighbour of itself. `features` [N, H] row by row. */
export async function nearestNeighbours(features: Float32Array, hidden: number, bank: Int32Array, k: number, compile: Compile): Promise<Neighbours> {
  const count = features.length / hidden;
  const distance = new Float32Array(count).fill(Infinity);
  const nearest = new Int32Array(count * k).fill(-1);
  if (bank.length === 0) return { distance, nearest };
  const entries = new Float32Array(bank.length * hidden);
  bank.forEach((image, j) => entries.set(features.subarray(image * hidden, (image + 1) * hidden), j * hidden));
  const program = await compile(neighbourProgram(entries, hidden));
  try {
    for (let start = 0; start < count; start += rows) {
      const data = new Float32Array(rows * hidden);
      data.set(features.subarray(start * hidden, Math.min(count, start + rows) * hidden));
      const squared = (await program.run({ features: { shape: [rows, hidden], dtype: 'float32', data } })).distance.data as Float32Array;
      for (let i = start; i < Math.min(count, start + rows); i++) distance[i] = pick(squared, (i - start) * bank.length, i, bank, k, nearest);
    }
  } finally {
    await program.dispose();
  }
  return { distance, nearest };
}

/** Writes the nearest of image `i` and returns their mean distance. */
function pick(squared: Float32Array, row: number, i: number, bank: Int32Array, k: number, nearest: Int32Array): number {
  const best = new Float32Array(k).fill(Infinity);
  for (let j = 0; j < bank.length; j++) {
    const d = squared[row + j];
    if (d >= best[k - 1] || bank[j] === i) continue;
    let at = k - 1;
    for (; at > 0 && best[at - 1] > d; at--) {
      best[at] = best[at - 1];
      nearest[i * k + at] = nearest[i * k + at - 1];
    }
    best[at] = d;
    nearest[i * k + at] = bank[j];
  }
  const found = best.filter(d => d < Infinity);
  return found.length > 0 ? found.reduce((sum, d) => sum + Math.sqrt(d), 0) / found.length : Infinity;
}

/**
 * Features with mean 0 and, in dimensions that vary, deviation 1 over the images `bank`, divided by
 * the square root of `hidden` (typical distances are about 1); [N, H] row by row.
 */
export function standardised(features: Float32Array, hidden: number, bank: Int32Array): Float32Array {
  const mean = new Float64Array(hidden);
  const variance = new Float64Array(hidden);
  for (const i of bank) for (let j = 0; j < hidden; j++) mean[j] += features[i * hidden + j] / bank.length;
  for (const i of bank) for (let j = 0; j < hidden; j++) variance[j] += (features[i * hidden + j] - mean[j]) ** 2 / bank.length;
  const typical = variance.reduce((a, b) => a + b, 0) / hidden;
  const scale = variance.map(v => 1 / Math.sqrt(hidden * (v + 0.1 * typical + 1e-12))); // A feature that hardly varies must not decide.
  return features.map((value, at) => (value - mean[at % hidden]) * scale[at % hidden]);
}
