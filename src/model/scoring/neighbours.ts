/** Nearest neighbours in feature space; the distances are one large matrix product. */
import * as tf from '@tensorflow/tfjs-core';
import { type HostTensors, type ProgramSpec } from '../../shared/program';
import { rowsOf } from './tables';

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
  const entries = rowsOf(features, hidden, bank);
  await eachDistances(features, entries, hidden, compile, (i, squared) => {
    const found = closest(squared, bank, i, k);
    found.forEach(({ image }, at) => { nearest[i * k + at] = image; });
    if (found.length > 0) distance[i] = found.reduce((sum, { squared: d }) => sum + Math.sqrt(d), 0) / found.length;
  });
  return { distance, nearest };
}

/** Hands `take` the squared distances [M] of every row of `points` [A, W] to the rows of `bank` [M, W], one row after the other; the array is good until it returns. */
export async function eachDistances(points: Float32Array, bank: Float32Array, width: number, compile: Compile, take: (row: number, squared: Float32Array) => void): Promise<void> {
  const [count, entries] = [points.length / width, bank.length / width];
  if (count === 0 || entries === 0) return;
  const program = await compile(neighbourProgram(bank, width));
  try {
    for (let start = 0; start < count; start += rows) {
      const end = Math.min(count, start + rows);
      const data = new Float32Array(rows * width);
      data.set(points.subarray(start * width, end * width));
      const squared = (await program.run({ features: { shape: [rows, width], dtype: 'float32', data } })).distance.data as Float32Array;
      for (let i = start; i < end; i++) take(i, squared.subarray((i - start) * entries, (i - start + 1) * entries));
    }
  } finally {
    await program.dispose();
  }
}

export interface Neighbour {
  readonly image: number;
  readonly squared: number;
}

/** The `k` images of `bank` [M] with the smallest distances `squared` [M], nearest first, without image `self`. */
export function closest(squared: Float32Array, bank: Int32Array, self: number, k: number): Neighbour[] {
  const best: Neighbour[] = [];
  let farthest = Infinity;
  for (let j = 0; j < bank.length; j++) {
    const d = squared[j];
    if (d >= farthest || bank[j] === self) continue;
    let at = Math.min(best.length, k - 1);
    for (; at > 0 && best[at - 1].squared > d; at--) best[at] = best[at - 1];
    best[at] = { image: bank[j], squared: d };
    if (best.length === k) farthest = best[k - 1].squared;
  }
  return best;
}
