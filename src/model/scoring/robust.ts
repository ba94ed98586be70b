/** Scales on which the parts of the evidence can be added. */

/** Images whose worth the statistics of all references have beside those of one class. */
const pooledImages = 20;
/** Beyond these a part says no more than "far" or "near". */
const lowest = -3;
const highest = 10;

/** The middle value (mean of the middle two); NaN of nothing. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
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
  const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  return { middle, deviation: (sorted[Math.floor(0.9 * (sorted.length - 1))] - middle) / upperTenth };
}

/**
 * Robust standard scores [N] of `values` [N] against the references (1 in `reference`) of the same
 * class in `assigned`: (value - median) / deviation, between -3 and 10. Classes with few references
 * lean on all of them. 0 where a value is not finite or there is no reference.
 */
export function robustScores(values: Float32Array, assigned: Int16Array, reference: Uint8Array, defect: Uint8Array): Float32Array {
  const groups = new Map<number, number[]>();
  const all: number[] = [];
  values.forEach((value, i) => {
    if (!reference[i] || !Number.isFinite(value)) return;
    all.push(value);
    const group = groups.get(assigned[i]);
    if (group) group.push(value);
    else groups.set(assigned[i], [value]);
  });
  if (all.length === 0) return new Float32Array(values.length);
  const centre = median(all);
  const spread = deviation(all, centre) + 1e-6 + 1e-3 * Math.abs(centre);
  const scales = new Map([...groups].map(([k, members]) => {
    const own = members.length / (members.length + pooledImages);
    const middle = own * median(members) + (1 - own) * centre;
    return [k, { middle, width: own * deviation(members) + (1 - own) * spread + 0.05 * spread }];
  }));
  return values.map((value, i) => {
    if (!Number.isFinite(value)) return 0;
    const scale = (defect[assigned[i]] ? undefined : scales.get(assigned[i])) ?? { middle: centre, width: spread };
    return Math.min(highest, Math.max(lowest, (value - scale.middle) / scale.width));
  });
}
