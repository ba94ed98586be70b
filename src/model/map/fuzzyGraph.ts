/**
 * The fuzzy graph of nearest neighbours that UMAP lays out (McInnes, Healy, Melville 2018,
 * arXiv 1802.03426, section 3.1): every point is connected to its nearest one with weight 1, and the
 * weights of all its connections add up to log2(k).
 */
import { closest, type Compile, eachDistances } from '../scoring/neighbours';
import { inMemory } from '../scoring/rows';

/** Undirected edges of N points, each pair once. */
export interface FuzzyGraph {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 0-1. */
  readonly weight: Float32Array;
}

/** The graph of the `k` nearest neighbours of each row of `points` [N, W]. */
export async function fuzzyGraph(points: Float32Array, width: number, k: number, compile: Compile): Promise<FuzzyGraph> {
  const count = points.length / width;
  const rows = Int32Array.from({ length: count }, (_, i) => i);
  const sides = new Map<number, [number, number]>();
  await eachDistances(inMemory(points, width), points, compile, (i, squared) => {
    const found = closest(squared, rows, i, k);
    const weights = memberships(found.map(each => Math.sqrt(each.squared)));
    found.forEach(({ image: j }, at) => {
      const key = Math.min(i, j) * count + Math.max(i, j);
      const both = sides.get(key) ?? [0, 0];
      both[i < j ? 0 : 1] = weights[at];
      sides.set(key, both);
    });
  });
  const keys = [...sides.keys()];
  return {
    count,
    from: Int32Array.from(keys, key => Math.floor(key / count)),
    to: Int32Array.from(keys, key => key % count),
    // The probability that at least one of the two directions exists.
    weight: Float32Array.from(sides.values(), ([a, b]) => a + b - a * b),
  };
}

/** Weights of connections of the given lengths, nearest first: exp(-(d - nearest) / scale), the scale such that they add up to log2(k). */
function memberships(distances: readonly number[]): number[] {
  const nearest = distances.find(d => d > 0) ?? 0;
  const wanted = Math.log2(Math.max(2, distances.length));
  const at = (scale: number) => distances.map(d => (d <= nearest ? 1 : Math.exp(-(d - nearest) / scale)));
  let [low, high, scale] = [0, Infinity, Math.max(1e-12, distances[distances.length - 1] - nearest)];
  for (let step = 0; step < 32; step++) {
    const sum = at(scale).reduce((a, b) => a + b, 0);
    if (Math.abs(sum - wanted) < 1e-4) break;
    if (sum > wanted) high = scale;
    else low = scale;
    scale = high === Infinity ? scale * 2 : (low + high) / 2;
  }
  return at(scale);
}
