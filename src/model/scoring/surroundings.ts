/**
 * How sparse the surroundings of an image are among the normal images of its own class, in the
 * energies of the filter bank: standardised and whitened class by class, because what is usual for
 * one class is odd for another (a deep network's own features have learned to leave out what does
 * not tell the known classes apart, and with it what would give an unknown one away).
 */
import * as tf from '@tensorflow/tfjs-core';
import { type ProgramSpec } from '../../shared/program';
import { closest, type Compile, meanOf, withDistances } from './neighbours';
import { gathered, inMemory, type Rows } from './rows';
import { clip, scaleOfRows } from './tables';
import { whitening } from './whitening';

/** Normal images of a class from which it has a scale of its own. */
const leastOwn = 30;
/** Rows in one call of the program. */
const batch = 1024;

/** Whether distances are measured along axes along which a class is even, or as they are after standardising. */
export type Measure = 'whitened' | 'standardised';

export interface Surroundings {
  /** Mean distance to the nearest k [N]; Infinity when the bank is empty. */
  readonly distance: Float32Array;
  /** Image indices of the nearest ones that are told, nearest first, [N, told] row by row; -1 where there are fewer. */
  readonly nearest: Int32Array;
}

/**
 * Surroundings of every image of `points` [N, W] among the images `bank`: the distance to the `k` nearest
 * others, of which `told` are named. `group` [N]: images are compared with those of their own group where
 * it has enough of the bank, else with all; -1: with all. A group of fewer than 4 `k` has fewer neighbours.
 */
export async function surroundings(points: Rows, group: Int16Array, bank: Int32Array, { k, told }: { k: number; told: number }, measure: Measure, compile: Compile): Promise<Surroundings> {
  const { width } = points;
  const distance = new Float32Array(group.length).fill(Infinity);
  const nearest = new Int32Array(group.length * told).fill(-1);
  const banks = ownBanks(group, bank);
  const members = grouped(group.keys(), i => (banks.has(group[i]) ? group[i] : -1));
  for (const [g, images] of members) {
    const among = banks.get(g) ?? bank;
    if (among.length === 0) continue;
    const most = neighboursAmong(among, k);
    await placing(gathered(points, among), width, measure, compile, (own, place) => withDistances(own, width, compile, async distances => {
      for (let start = 0; start < images.length; start += batch) {
        const part = images.slice(start, start + batch);
        await distances(inMemory(await place(gathered(points, part)), width), (row, squared) => {
          const image = part[row];
          const found = closest(squared, among, image, most);
          distance[image] = meanOf(found);
          for (let j = 0; j < Math.min(told, found.length); j++) nearest[image * told + j] = found[j].image;
        });
      }
    }));
  }
  return { distance, nearest };
}

/** Lends `use` the rows `own` [M, W] of a bank where distances are measured, and what puts other rows [A, W] there; both change the rows they are given. */
async function placing(
  own: Float32Array, width: number, measure: Measure, compile: Compile,
  use: (own: Float32Array, place: (rows: Float32Array) => Promise<Float32Array>) => Promise<void>,
): Promise<void> {
  const all = Int32Array.from({ length: own.length / width }, (_, i) => i);
  const scale = scaleOfRows(own, width);
  const standardise = (rows: Float32Array) => clip(rows, width, scale);
  standardise(own);
  if (measure === 'standardised') return use(own, rows => Promise.resolve(standardise(rows)));
  return withWhitening(whitening(own, width, all), width, compile, async whitened => use(await whitened(own), rows => whitened(standardise(rows))));
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

/** The product of standardised `points` [N, W] with a whitening `matrix` [W, W]. */
export async function whitenedRows(points: Float32Array, width: number, matrix: Float32Array, compile: Compile): Promise<Float32Array> {
  let result = new Float32Array();
  await withWhitening(matrix, width, compile, async whitened => { result = await whitened(points); });
  return result;
}

/** Lends `use` the product with a whitening `matrix` [W, W]: it may ask for that of several tables [N, W]. */
async function withWhitening(matrix: Float32Array, width: number, compile: Compile, use: (whitened: (points: Float32Array) => Promise<Float32Array<ArrayBuffer>>) => Promise<void>): Promise<void> {
  const program = await compile(productProgram(matrix, width));
  try {
    await use(async points => {
      const result = new Float32Array(points.length);
      for (let start = 0; start < points.length; start += batch * width) {
        const data = new Float32Array(batch * width);
        data.set(points.subarray(start, start + batch * width));
        const { product } = await program.run({ points: { shape: [batch, width], dtype: 'float32', data } });
        result.set((product.data as Float32Array).subarray(0, Math.min(batch * width, points.length - start)), start);
      }
      return result;
    });
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
