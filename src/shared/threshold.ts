/** The threshold under the hands of a person: nothing here needs the trainer. */
import { placeOf, scoreAt } from './anomalyScale';
import { type Predictions } from './trainerContract';

/**
 * The same predictions under another threshold: the one at the place `byHand`, or the automatic one
 * (null). Flags of images that were reviewed come back; whoever shows them looks at the reviews.
 */
export function underThreshold(predictions: Predictions, byHand: number | null): Predictions {
  const { automatic } = predictions;
  const { threshold, rule } = byHand === null ? automatic : { threshold: byHand, rule: { kind: 'hand' as const } };
  if (threshold === predictions.threshold) return rule.kind === predictions.rule.kind ? predictions : { ...predictions, rule };
  const anomaly = new Float32Array(predictions.anomaly.length);
  const flagged = new Uint8Array(anomaly.length);
  // Plain loops: a line that is dragged over 100,000 images has to follow the pointer.
  for (let i = 0; i < anomaly.length; i++) {
    anomaly[i] = scoreAt(placeOf(predictions.anomaly[i], predictions.threshold), threshold);
    flagged[i] = anomaly[i] >= 0.5 ? 1 : 0;
  }
  return { ...predictions, threshold, rule, anomaly, flagged };
}

/** Places of the images for which `counts` is true, as far as they are known. */
export function placesOf({ anomaly, threshold }: Pick<Predictions, 'anomaly' | 'threshold'>, counts: (index: number) => boolean): Float64Array {
  const places = new Float64Array(anomaly.length);
  let count = 0;
  for (let i = 0; i < anomaly.length; i++) {
    if (!Number.isNaN(anomaly[i]) && counts(i)) places[count++] = placeOf(anomaly[i], threshold);
  }
  return places.subarray(0, count);
}

/** How far beyond the last image a threshold goes that leaves all on one side, deviations. */
const beyond = 0.1;

/**
 * The threshold that flags `more` images more than `threshold` does (less than 0: fewer), half way
 * between two of the `places`. Images with the same place go together; where there are no more, all
 * or none are flagged.
 */
export function pastImages(places: Float64Array, threshold: number, more: number): number {
  const up = more < 0;
  const ahead = places.filter(place => (up ? place >= threshold : place < threshold)).sort();
  if (!up) ahead.reverse();
  if (ahead.length === 0 || more === 0) return threshold;
  let passed = Math.min(Math.abs(more), ahead.length);
  while (passed < ahead.length && ahead[passed] === ahead[passed - 1]) passed++;
  const last = ahead[passed - 1];
  return passed < ahead.length ? (last + ahead[passed]) / 2 : last + (up ? beyond : -beyond);
}

/** A threshold with as many digits as are worth keeping in a file. */
export function rounded(threshold: number): number {
  return Number(threshold.toPrecision(9));
}
