/**
 * What a few labels say of the images around them: labels spread over the graph of nearest neighbours
 * (Zhou, Bousquet, Lal, Weston, Schölkopf 2004), as targets for training (Iscen, Tolias, Avrithis, Chum
 * 2019). A network's own guesses confirm its own mistakes; the graph makes others.
 */
import { closest, type Compile, eachDistances } from './scoring/neighbours';
import { gathered, inMemory } from './scoring/rows';

/** Neighbours of an image. */
const neighbours = 15;
/** Share of what an image hears from its neighbours in each round; the rest is what it was told. */
const spreadShare = 0.95;
const rounds = 50;
/** Spreading flattens: so much sharper are its shares at the end. */
const sharpness = 2;

/** Edges of every image, in both directions, with symmetrically normalised weights: those of image i from `start[i]` to `start[i + 1]`. */
export interface Graph {
  readonly start: Int32Array;
  readonly other: Int32Array;
  readonly weight: Float32Array;
}

/** Awaited every few milliseconds of a long computation; may throw to end it. */
export type Pause = () => Promise<void>;

/** The graph of `points` [N, W] row by row: each with its 15 nearest, closer ones counting more. */
export async function neighbourGraph(points: Float32Array, width: number, compile: Compile): Promise<Graph> {
  const count = points.length / width;
  const all = Int32Array.from({ length: count }, (_, i) => i);
  const edges = Array.from({ length: count }, () => new Map<number, number>());
  await eachDistances(inMemory(points, width), points, compile, (i, squared) => {
    const found = closest(squared, all, i, neighbours);
    const farthest = found[found.length - 1]?.squared || 1;
    for (const { image, squared: distance } of found) {
      const weight = Math.exp(-distance / farthest);
      edges[i].set(image, Math.max(weight, edges[i].get(image) ?? 0));
      edges[image].set(i, Math.max(weight, edges[image].get(i) ?? 0));
    }
  });
  const degree = edges.map(of => [...of.values()].reduce((a, b) => a + b, 0));
  const start = new Int32Array(count + 1);
  edges.forEach((of, i) => { start[i + 1] = start[i] + of.size; });
  return {
    start, other: Int32Array.from(edges.flatMap(of => [...of.keys()])),
    weight: Float32Array.from(edges.flatMap((of, i) => [...of].map(([j, weight]) => weight / Math.sqrt(degree[i] * degree[j])))),
  };
}

/**
 * How many images each label speaks for [N]: those of `points` [N, W] that are nearer to it than to any other label, itself
 * among them; 0 without a label (the weights by nearest neighbours of Loog 2012). Labels are not drawn from the folder by
 * chance: a hundred that were accepted because they are alike speak for little more than themselves, and one of an odd image
 * for its surroundings.
 */
export async function reachOf(points: Float32Array, width: number, label: Int16Array, compile: Compile): Promise<Float32Array> {
  const labelled = Int32Array.from(label.keys()).filter(i => label[i] >= 0);
  const others = Int32Array.from(label.keys()).filter(i => label[i] < 0);
  const rows = inMemory(points, width);
  const reach = Float32Array.from(label, k => Number(k >= 0));
  await eachDistances(inMemory(gathered(rows, others), width), gathered(rows, labelled), compile, (_, squared) => {
    for (const { image } of closest(squared, labelled, -1, 1)) reach[image]++;
  });
  return reach;
}

/**
 * Probabilities of `classes` classes [N, K] for the images of a graph; zeros where no label reaches.
 * `label` [N]: -1, none. Every class has the same weight at the start, however many labels it has; within it
 * they count by their `reach` [N], see {@link reachOf}, or all alike.
 */
export async function spreadLabels({ start, other, weight }: Graph, label: Int16Array, classes: number, pause: Pause, reach: ArrayLike<number> = new Uint8Array(label.length).fill(1)): Promise<Float32Array> {
  const totals = new Float64Array(classes);
  label.forEach((k, i) => { if (k >= 0) totals[k] += reach[i]; });
  const told = new Float32Array(label.length * classes);
  label.forEach((k, i) => { if (k >= 0) told[i * classes + k] = (1 - spreadShare) * reach[i] / totals[k]; });
  let heard = told.slice();
  for (let round = 0; round < rounds; round++) {
    await pause();
    const next = told.slice();
    for (let i = 0; i < label.length; i++) {
      for (let edge = start[i]; edge < start[i + 1]; edge++) {
        const share = spreadShare * weight[edge];
        const from = other[edge] * classes;
        for (let k = 0; k < classes; k++) next[i * classes + k] += share * heard[from + k];
      }
    }
    heard = next;
  }
  return sharpened(heard, classes);
}

function sharpened(heard: Float32Array, classes: number): Float32Array {
  const result = new Float32Array(heard.length);
  for (let start = 0; start < heard.length; start += classes) {
    // By the largest first, because squares of what comes from far away vanish.
    const most = heard.subarray(start, start + classes).reduce((a, b) => Math.max(a, b), 0);
    if (most === 0) continue;
    let total = 0;
    for (let at = start; at < start + classes; at++) total += result[at] = (heard[at] / most) ** sharpness;
    for (let at = start; at < start + classes; at++) result[at] /= total;
  }
  return result;
}
