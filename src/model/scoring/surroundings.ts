/**
 * How sparse the surroundings of an image are among the normal images of its own class, in the
 * energies of the filter bank: standardised and whitened class by class, because what is usual for
 * one class is odd for another (a deep network's own features have learned to leave out what does
 * not tell the known classes apart, and with it what would give an unknown one away).
 */
import * as tf from '@tensorflow/tfjs-core';
import { type ProgramSpec } from '../../shared/program';
import { type Compile, nearestNeighbours, type Neighbours } from './neighbours';
import { clippedScores, rowsOf, scaleOf } from './tables';
import { whitening } from './whitening';

/** Normal images of a class from which it has a scale of its own. */
const leastOwn = 30;
/** Rows in one call of the program. */
const batch = 1024;

/** Whether distances are measured along axes along which a class is even, or as they are after standardising. */
export type Measure = 'whitened' | 'standardised';

/**
 * Surroundings of every image of `points` [N, W] among the images `bank`. `group` [N]: images are
 * compared with those of their own group where it has enough of the bank, else with all; -1: with all.
 * A group of fewer than 4 `k` has fewer neighbours; their places in `nearest` are -1.
 */
export async function surroundings(points: Float32Array, width: number, group: Int16Array, bank: Int32Array, k: number, measure: Measure, compile: Compile): Promise<Neighbours> {
  const distance = new Float32Array(group.length).fill(Infinity);
  const nearest = new Int32Array(group.length * k).fill(-1);
  const banks = ownBanks(group, bank);
  const members = grouped(group.keys(), i => (banks.has(group[i]) ? group[i] : -1));
  for (const [g, images] of members) {
    const among = banks.get(g) ?? bank;
    if (among.length === 0) continue;
    const rows = Int32Array.from([...new Set([...images, ...among])]);
    const place = new Map([...rows].map((image, row) => [image, row]));
    const local = Int32Array.from(among, i => place.get(i) ?? -1);
    const table = standardise(rowsOf(points, width, rows), width, local);
    const even = measure === 'whitened' ? await whitenedRows(table, width, whitening(table, width, local), compile) : table;
    const most = neighboursAmong(among, k);
    const found = await nearestNeighbours(even, width, local, most, compile);
    images.forEach((image, row) => {
      distance[image] = found.distance[row];
      for (let j = 0; j < most; j++) nearest[image * k + j] = found.nearest[row * most + j] < 0 ? -1 : rows[found.nearest[row * most + j]];
    });
  }
  return { distance, nearest };
}

/** The images of `bank` that a group is compared with, by group: only of those that have enough. */
export function ownBanks(group: Int16Array, bank: Int32Array): Map<number, Int32Array> {
  return new Map([...grouped(bank, i => group[i])].filter(([g, own]) => g >= 0 && own.length >= leastOwn).map(([g, own]) => [g, Int32Array.from(own)]));
}

/** How many neighbours count among so many images, where `k` are asked for. */
export function neighboursAmong(bank: Int32Array, k: number): number {
  return Math.min(k, Math.max(1, Math.floor(bank.length / 4)));
}

function grouped(images: Iterable<number>, key: (image: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const i of images) {
    const list = groups.get(key(i));
    if (list) list.push(i);
    else groups.set(key(i), [i]);
  }
  return groups;
}

/** `points` [N, W], standardised and clipped by its rows `bank` in place. */
function standardise(points: Float32Array, width: number, bank: Int32Array): Float32Array {
  const even = clippedScores(scaleOf((i, j) => points[i * width + j], bank, width));
  for (let at = 0; at < points.length; at++) points[at] = even(points[at], at % width);
  return points;
}

/** The product of standardised `points` [N, W] with a whitening `matrix` [W, W]. */
export async function whitenedRows(points: Float32Array, width: number, matrix: Float32Array, compile: Compile): Promise<Float32Array> {
  const program = await compile(productProgram(matrix, width));
  try {
    const result = new Float32Array(points.length);
    for (let start = 0; start < points.length; start += batch * width) {
      const data = new Float32Array(batch * width);
      data.set(points.subarray(start, start + batch * width));
      const { product } = await program.run({ points: { shape: [batch, width], dtype: 'float32', data } });
      result.set((product.data as Float32Array).subarray(0, Math.min(batch * width, points.length - start)), start);
    }
    return result;
  } finally {
    await program.dispose();
  }
}

/** `points` [1024, W] -> `product` [1024, W] with `matrix` [W, W]. */
function productProgram(matrix: Float32Array, width: number): ProgramSpec {
  return {
    name: `whitening (${width} energies)`,
    inputs: { points: { shape: [batch, width], dtype: 'float32' } },
    constants: { matrix: { shape: [width, width], dtype: 'float32', data: matrix } },
    body: ({ inputs: { points }, constants }) => ({ outputs: { product: tf.matMul(points as tf.Tensor2D, constants.matrix as tf.Tensor2D) } }),
  };
}
