/** The distribution of anomaly scores on an axis that stays where it is while the threshold moves. */
import { placeOf } from '../../src/shared/anomalyScale';
import { type Predictions } from '../../src/shared/trainerContract';
import { type ImageTable } from './table';

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
  /** Places of what was confirmed and dismissed. */
  readonly confirmed: readonly number[];
  readonly dismissed: readonly number[];
  /** Places of the images that nobody has reviewed. */
  readonly open: Float64Array;
}

/** The histogram of all scored images; null without one. Reviews are left out while the table is of another listing than the predictions. */
export function histogramOf(predictions: Predictions | null, table: ImageTable, bins: number): ScoreHistogram | null {
  if (!predictions) return null;
  const { anomaly, threshold, listing } = predictions;
  const reviewOf = (index: number) => (listing === table.version ? table.review[index] : -1);
  const places: number[] = [];
  const open: number[] = [];
  const confirmed: number[] = [];
  const dismissed: number[] = [];
  let [least, largest] = [Infinity, -Infinity];
  anomaly.forEach((score, index) => {
    if (Number.isNaN(score)) return;
    const place = placeOf(score, threshold);
    places.push(place);
    least = Math.min(least, place);
    largest = Math.max(largest, place);
    const review = reviewOf(index);
    (review === 1 ? confirmed : review === 0 ? dismissed : open).push(place);
  });
  if (places.length === 0) return null;
  const axis = new Axis(least, largest);
  const counts = new Array<number>(bins).fill(0);
  for (const place of places) counts[Math.min(bins - 1, Math.floor(axis.at(place) * bins))]++;
  return { axis, counts, confirmed, dismissed, open: Float64Array.from(open) };
}
