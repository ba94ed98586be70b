/** Scales on which the parts of the evidence can be added. */

/** Images whose worth the statistics of all references have beside those of one class. */
const pooledImages = 20;
/** Beyond these a part says no more than "far" or "near". */
export const lowestScore = -3;
export const highestScore = 10;

/** The middle value (mean of the middle two); NaN of nothing. */
export function median(values: ArrayLike<number>): number {
  return middleOf(Float64Array.from(values).sort());
}

function middleOf(sorted: Float64Array): number {
  return sorted.length === 0 ? NaN : (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** Median absolute deviation, scaled to the standard deviation of a normal distribution. */
export function deviation(values: ArrayLike<number>, centre = median(values)): number {
  return 1.4826 * median(Float64Array.from(values, value => Math.abs(value - centre)));
}

/** Normal distributions have a tenth of their values this many standard deviations above their middle, or more. */
const upperTenth = 1.2816;

/**
 * Median and standard deviation of `values` as far as their upper half tells it, from the place
 * that a tenth of them reaches: when labels stretch the upper tail of the scores it stretches along,
 * so that a fixed number of such deviations goes on to mean about as many images. Up to a tenth of
 * anomalies do not touch it. 0 and 0 of nothing.
 */
export function upperSpread(values: ArrayLike<number>): { readonly middle: number; readonly deviation: number } {
  if (values.length === 0) return { middle: 0, deviation: 0 };
  const sorted = Float64Array.from(values).sort();
  const middle = middleOf(sorted);
  return { middle, deviation: (sorted[Math.floor(0.9 * (sorted.length - 1))] - middle) / upperTenth };
}

/** What the values of each class are measured by, class by class [K]; without classes [1]. */
export interface RobustScale {
  readonly middle: Float32Array;
  readonly width: Float32Array;
}

/**
 * Median and deviation of the references (1 in `reference`) among `values` [N], for each class in
 * `assigned`. Classes with few references lean on all of them, and those of `defect` [K] wholly.
 * null where no reference is finite.
 */
export function robustScale(values: Float32Array, assigned: Int16Array, reference: Uint8Array, defect: Uint8Array): RobustScale | null {
  const groups = new Map<number, number[]>();
  const all: number[] = [];
  values.forEach((value, i) => {
    if (!reference[i] || !Number.isFinite(value)) return;
    all.push(value);
    const group = groups.get(assigned[i]);
    if (group) group.push(value);
    else groups.set(assigned[i], [value]);
  });
  if (all.length === 0) return null;
  const centre = median(all);
  const spread = deviation(all, centre) + 1e-6 + 1e-3 * Math.abs(centre);
  const middle = new Float32Array(Math.max(1, defect.length)).fill(centre);
  const width = new Float32Array(middle.length).fill(spread);
  for (const [k, members] of groups) {
    if (defect[k]) continue;
    const own = members.length / (members.length + pooledImages);
    middle[k] = own * median(members) + (1 - own) * centre;
    width[k] = own * deviation(members) + (1 - own) * spread + 0.05 * spread;
  }
  return { middle, width };
}

/**
 * Robust standard scores [N] of `values` [N] on the `scale` of their class in `assigned`: (value -
 * median) / deviation, between -3 and 10. 0 where a value is not finite or there is no scale.
 */
export function robustScores(values: Float32Array, assigned: Int16Array, scale: RobustScale | null): Float32Array {
  return values.map((value, i) => {
    if (!scale || !Number.isFinite(value)) return 0;
    return Math.min(highestScore, Math.max(lowestScore, (value - scale.middle[assigned[i]]) / scale.width[assigned[i]]));
  });
}
