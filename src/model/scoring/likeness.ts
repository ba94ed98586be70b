/** What the images that a reviewer has decided on have in common. */
import { separate } from './logistic';
import { deviation, median } from './robust';
import { blocksOf, gathered, type Rows } from './rows';
import { clip, type Scale, scaleOfRows, thinned, weightedScores } from './tables';
import { coordinates, whitening } from './whitening';

/** Of so many decided images a likeness counts half of what it counts of many. */
const halfDecided = 2;
/** Images of a side that are enough to know it. */
const mostOfSide = 2048;
/** Robust deviations of the other side within which nothing is alike, and where likeness ends beyond that. */
export const usual = 0.5;
export const mostAlike = 8;

/** How much each image [N] resembles the images `members` rather than the images `others`, 0-8; zero where one of them is empty. */
export type Likeness = (members: readonly number[], others: readonly number[]) => Float32Array;

/** A direction in which an image resembles one side: its place there, from `middle`, in spreads of the other side, counts `weight` times. */
export interface Direction {
  /** Product with the clipped scores of an image [W]. */
  readonly axis: Float64Array;
  readonly middle: number;
  readonly spread: number;
  readonly weight: number;
}

/**
 * Logistic regression between the two sides on `table` [N, W], whitened by the images
 * `bank`, on the robust scale of the other side. A single decision moves all that resemble it; more
 * do so up to three times as much, unless the means of both sides are no further apart than those of
 * random images would be.
 */
export function discriminant(table: Rows, bank: Int32Array): Likeness {
  const { count } = table;
  const directionOf = directions(table, bank);
  return (members, others) => {
    const found = directionOf(members, others);
    return found ? found.projected.map(value => found.direction.weight * likenessAt((value - found.direction.middle) / found.direction.spread)) : new Float32Array(count);
  };
}

/** How alike something is that lies so many spreads along a {@link Direction}. */
function likenessAt(place: number): number {
  return Math.min(mostAlike, Math.max(0, place - usual));
}

/** The direction of a {@link discriminant} and where the images lie in it [N]; null where nothing is alike. */
export function directions(table: Rows, bank: Int32Array): (members: readonly number[], others: readonly number[]) => { direction: Direction; projected: Float32Array } | null {
  const { width } = table;
  const own = gathered(table, bank);
  const scale = scaleOfRows(own, width);
  const matrix = whitening(clip(own, width, scale), width, Int32Array.from(bank.keys()));
  const typical = width - matrix.reduce((sum, value) => sum + value * value, 0); // Mean square of a whitened row.
  const between = coordinates(matrix, width);
  return (members, others) => {
    if (members.length === 0 || others.length === 0) return null;
    const [these, those] = [members, others].map(side => clip(gathered(table, thinned(side, mostOfSide)), width, scale));
    const [mean, otherMean] = [these, those].map(side => between.whitened(meanOf(side, width)));
    const squared = mean.reduce((sum, value, j) => sum + (value - otherMean[j]) ** 2, 0);
    // So far is the mean of some random images from that of all, by chance; of a single image nobody can say.
    const chance = (typical / members.length) * (1 - 1 / members.length);
    const weight = members.length / (members.length + halfDecided) * Math.max(0, 1 - chance / squared);
    if (!(weight > 0)) return null;
    const axis = separate(these, those, width, between);
    const projected = projectedOn(axis, table, scale);
    const ofOthers = others.map(i => projected[i]);
    const middle = median(ofOthers);
    const spread = deviation(ofOthers, middle) + 1e-9;
    return { direction: { axis, middle, spread, weight }, projected };
  };
}

/** The product of `axis` [W] with the clipped scores of every image [N]. */
function projectedOn(axis: Float64Array, table: Rows, scale: Scale): Float32Array {
  const projected = new Float32Array(table.count);
  for (const { start, block } of blocksOf(table)) weightedScores(block, scale, axis, projected.subarray(start));
  return projected;
}

function meanOf(rows: Float32Array, width: number): Float64Array {
  const mean = new Float64Array(width);
  rows.forEach((value, at) => { mean[at % width] += value / (rows.length / width); });
  return mean;
}
