/** Nearest neighbours in feature space; the distances are one large matrix product. */
import * as tf from '@tensorflow/tfjs-core';
import { type HostTensors, type ProgramSpec } from '../../shared/program';
import { gathered, type Rows } from './rows';

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

/** Mean distance of every image to its `k` nearest of the images `bank` [N], itself left out; Infinity when there are none. `points` [N, W]. */
export async function meanDistances(points: Rows, bank: Int32Array, k: number, compile: Compile): Promise<Float32Array> {
  const distance = new Float32Array(points.count).fill(Infinity);
  await eachDistances(points, gathered(points, bank), compile, (i, squared) => { distance[i] = meanOf(closest(squared, bank, i, k)); });
  return distance;
}

/** Mean distance of neighbours; Infinity of none. */
export function meanOf(found: readonly Neighbour[]): number {
  return found.length === 0 ? Infinity : found.reduce((sum, { squared }) => sum + Math.sqrt(squared), 0) / found.length;
}

/** What takes the squared distances [M] of a row to a bank; the array is good until it returns. */
export type Take = (row: number, squared: Float32Array) => void;

/** Hands `take` the squared distances of every row of `points` [A, W] to the rows of `bank` [M, W], one row after the other. */
export async function eachDistances(points: Rows, bank: Float32Array, compile: Compile, take: Take): Promise<void> {
  if (points.count > 0 && bank.length > 0) await withDistances(bank, points.width, compile, distances => distances(points, take));
}

/** Lends `use` the distances to the rows of `bank` [M, W], at least one: it may ask for those of several tables [A, W]. */
export async function withDistances(bank: Float32Array, width: number, compile: Compile, use: (distances: (points: Rows, take: Take) => Promise<void>) => Promise<void>): Promise<void> {
  const entries = bank.length / width;
  const program = await compile(neighbourProgram(bank, width));
  try {
    await use(async (points, take) => {
      for (let start = 0; start < points.count; start += rows) {
        const end = Math.min(points.count, start + rows);
        const data = new Float32Array(rows * width);
        data.set(points.block(start, end));
        const squared = (await program.run({ features: { shape: [rows, width], dtype: 'float32', data } })).distance.data as Float32Array;
        for (let i = start; i < end; i++) take(i, squared.subarray((i - start) * entries, (i - start + 1) * entries));
      }
    });
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
