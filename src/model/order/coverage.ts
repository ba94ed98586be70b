/** Which few images stand for all: greedy coverage (MaxHerding, Bae, Noh, Sutherland 2024, arXiv 2407.12212). */

/** Rank of the neighbour whose typical distance is the width of the kernel: wider, and small groups count as covered by large ones. */
const widthRank = 5;

/** Width of a Gaussian kernel for `squared` distances [M, M]: the median distance to the fifth nearest other image; positive. */
export function kernelWidth(squared: Float32Array, count: number): number {
  const rank = Math.min(widthRank, count - 1);
  const distances = Float64Array.from({ length: count }, (_, i) => Math.sqrt(ranked(squared.subarray(i * count, (i + 1) * count), rank))).sort();
  return Math.max(1e-6, distances[count >> 1] ?? 0);
}

/** The value that has `rank` others below it; `rank` is small, so that a look at all is less work than sorting them. */
function ranked(values: Float32Array, rank: number): number {
  const least = new Float32Array(rank + 1).fill(Infinity); // Ascending.
  for (const value of values) {
    if (value >= least[rank]) continue;
    let at = rank;
    for (; at > 0 && least[at - 1] > value; at--) least[at] = least[at - 1];
    least[at] = value;
  }
  return least[rank];
}

/** Similarity 0-1 of images that far apart: exp(-d / 2 w²); replaces the distances in place. */
export function toKernel(squared: Float32Array, width: number): Float32Array {
  for (let i = 0; i < squared.length; i++) squared[i] = Math.exp(-squared[i] / (2 * width * width));
  return squared;
}

/**
 * The `wanted` images that, one after the other, add most to the weighted coverage
 * `sum of weight[n] * max over chosen j of kernel[j, n]`. `kernel` [M, M] is symmetrical; `covered`
 * [M] is what labelled images cover already; `weight` [M]. Gains only fall, so a bound that is
 * still the largest after it was brought up to date belongs to the best (lazy greedy, Minoux 1978).
 */
export function greedyCoverage(kernel: Float32Array, weight: Float32Array, covered: Float32Array, wanted: number): number[] {
  const count = weight.length;
  const cover = covered.slice();
  const gain = (j: number) => {
    let sum = 0;
    for (let n = 0, at = j * count; n < count; n++, at++) {
      const more = kernel[at] - cover[n];
      if (more > 0) sum += weight[n] * more;
    }
    return sum;
  };
  const bound = Float64Array.from({ length: count }, (_, j) => gain(j));
  const chosen: number[] = [];
  while (chosen.length < Math.min(wanted, count)) {
    let best = largest(bound);
    for (;;) {
      bound[best] = gain(best);
      const next = largest(bound);
      if (next === best || bound[next] <= bound[best]) break;
      best = next;
    }
    chosen.push(best);
    bound[best] = -1;
    for (let n = 0, at = best * count; n < count; n++, at++) if (kernel[at] > cover[n]) cover[n] = kernel[at];
  }
  return chosen;
}

function largest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
