/** What a reviewer's confirmed anomalies have in common. */
import { type Decisions } from './evidence';
import { deviation, median } from './robust';

/** Dismissed images that weigh as much as all that were never reviewed, when it is said what is normal. */
const priorDismissed = 20;
/** What a likeness counts beside the other evidence when many are confirmed; of so many it counts half of that. */
const strength = 2;
const halfConfirmed = 2;
/** Where it ends, in robust deviations. */
const lowest = 0;
const highest = 4;

/**
 * How much each image resembles the confirmed anomalies rather than the normal images [N], zero
 * without any: the projection on the line from the mean of what is normal to the mean of the
 * confirmed ones (Fisher's discriminant for standardised dimensions), on a robust scale. A single
 * decision moves all that resemble it, a few more do so twice as much. `points` [N, D] row by row, standardised.
 */
export function likeness(points: Float32Array, { anomalous }: Decisions, reference: Uint8Array): Float32Array {
  const count = anomalous.length;
  const confirmed = indices(count, i => anomalous[i] === 1);
  const result = new Float32Array(count);
  if (confirmed.length === 0) return result;
  const width = points.length / count;
  const normal = meanOf(points, width, indices(count, i => reference[i] === 1));
  const dismissed = indices(count, i => anomalous[i] === 0);
  const share = dismissed.length / (dismissed.length + priorDismissed);
  const notThese = meanOf(points, width, dismissed);
  const line = meanOf(points, width, confirmed).map((value, j) => value - (1 - share) * normal[j] - share * notThese[j]);
  for (let i = 0; i < count; i++) for (let j = 0; j < width; j++) result[i] += line[j] * points[i * width + j];
  const middle = median(result);
  const spread = deviation(result, middle) + 1e-9;
  const weight = (strength * confirmed.length) / (confirmed.length + halfConfirmed);
  return result.map(value => weight * Math.min(highest, Math.max(lowest, (value - middle) / spread)));
}

function meanOf(points: Float32Array, width: number, members: readonly number[]): Float64Array {
  const mean = new Float64Array(width);
  for (const i of members) for (let j = 0; j < width; j++) mean[j] += points[i * width + j] / members.length;
  return mean;
}

function indices(count: number, wanted: (i: number) => boolean): number[] {
  return Array.from({ length: count }, (_, i) => i).filter(wanted);
}
