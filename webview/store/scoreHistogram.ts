/** The distribution of anomaly scores on an axis that stays where it is while the threshold moves. */
import { placeOf } from '../../src/shared/anomalyScale';
import { type Predictions } from '../../src/shared/trainerContract';

/** An axis from 0 to 1 over places; far ones are drawn together, as few images are there. */
export class Axis {
  private readonly low: number;
  private readonly width: number;

  /** Reaches a little beyond the least and the largest place. */
  constructor(least: number, largest: number) {
    const [from, to] = [Math.asinh(least), Math.asinh(largest)];
    const margin = Math.max(0.02 * (to - from), 0.05);
    this.low = from - margin;
    this.width = to - from + 2 * margin;
  }

  /** 0-1 for every place within reach, cut off beyond. */
  at(place: number): number {
    return Math.min(1, Math.max(0, (Math.asinh(place) - this.low) / this.width));
  }

  /** The place at a share (0-1) of the axis. */
  placeAt(share: number): number {
    return Math.sinh(this.low + Math.min(1, Math.max(0, share)) * this.width);
  }
}

export interface ScoreHistogram {
  readonly axis: Axis;
  /** Images in each of the bins, which have equal widths on the axis. */
  readonly counts: readonly number[];
  /** Place of each image of the predictions; NaN: not known. */
  readonly places: Float64Array;
}

/** The histogram of all scored images, the same under every threshold; null without one. */
export function histogramOf(predictions: Predictions | null, bins: number): ScoreHistogram | null {
  if (!predictions) return null;
  const { anomaly, threshold } = predictions;
  const places = new Float64Array(anomaly.length);
  let [least, largest] = [Infinity, -Infinity];
  for (let i = 0; i < anomaly.length; i++) {
    places[i] = placeOf(anomaly[i], threshold);
    if (places[i] < least) least = places[i];
    if (places[i] > largest) largest = places[i];
  }
  if (largest < least) return null;
  const axis = new Axis(least, largest);
  const counts = new Array<number>(bins).fill(0);
  for (const place of places) if (!Number.isNaN(place)) counts[Math.min(bins - 1, Math.floor(axis.at(place) * bins))]++;
  return { axis, counts, places };
}

/** Places of what was confirmed (1 in `review`, one entry per place) and dismissed (0). */
export function reviewedPlaces(places: Float64Array, review: Int8Array): { readonly confirmed: readonly number[]; readonly dismissed: readonly number[] } {
  const found: [number[], number[]] = [[], []];
  for (let i = 0; i < places.length; i++) if (review[i] >= 0 && !Number.isNaN(places[i])) found[review[i]].push(places[i]);
  const [dismissed, confirmed] = found;
  return { confirmed, dismissed };
}
