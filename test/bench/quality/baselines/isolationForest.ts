/** Isolation forest (Liu, Ting, Zhou 2008): what few random cuts set apart is odd. */
import { Random } from '../../../../src/shared/random';

const trees = 100;
const sampleSize = 256;

type Tree = { readonly size: number } | { readonly dimension: number; readonly cut: number; readonly below: Tree; readonly above: Tree };

/** Anomaly scores 0-1 [N] of `points` [N, D] row by row. */
export function isolationForest(points: Float32Array, width: number, seed: number): Float32Array {
  const count = points.length / width;
  const random = new Random(seed);
  const all = Array.from({ length: count }, (_, i) => i);
  const sample = Math.min(sampleSize, count);
  const deepest = Math.ceil(Math.log2(sample));
  const forest = Array.from({ length: trees }, () => grow(points, width, random.shuffle(all).slice(0, sample), deepest, random));
  const usual = pathOf(sample);
  return Float32Array.from({ length: count }, (_, i) => {
    const depth = forest.reduce((sum, tree) => sum + depthOf(tree, points, i * width), 0) / trees;
    return 2 ** (-depth / usual);
  });
}

function grow(points: Float32Array, width: number, members: readonly number[], levels: number, random: Random): Tree {
  if (levels === 0 || members.length < 2) return { size: members.length };
  const dimension = random.below(width);
  const values = members.map(i => points[i * width + dimension]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) return { size: members.length };
  const cut = random.between(low, high);
  const [below, above] = [members.filter((_, j) => values[j] < cut), members.filter((_, j) => values[j] >= cut)];
  return { dimension, cut, below: grow(points, width, below, levels - 1, random), above: grow(points, width, above, levels - 1, random) };
}

function depthOf(tree: Tree, points: Float32Array, at: number): number {
  let depth = 0;
  for (; 'cut' in tree; depth++) tree = points[at + tree.dimension] < tree.cut ? tree.below : tree.above;
  return depth + pathOf(tree.size);
}

/** Mean length of an unsuccessful search in a binary tree of `size` leaves. */
function pathOf(size: number): number {
  if (size < 2) return 0;
  if (size === 2) return 1;
  // Harmonic numbers are approximated, which two leaves are too few for.
  return 2 * (Math.log(size - 1) + 0.5772156649) - (2 * (size - 1)) / size;
}
