/** What the images that a reviewer has decided on have in common. */
import { deviation, median } from './robust';
import { clippedScores, rowsOf, scaleOf } from './tables';
import { whitening } from './whitening';

/** What a likeness counts beside the other evidence when many are decided; of so many it counts half of that. */
const strength = 2;
const halfDecided = 2;
/** Where it ends, in robust deviations. */
const highest = 4;

/** How much each image [N] resembles the images `members` rather than the images `others`; zero where one of them is empty. */
export type Likeness = (members: readonly number[], others: readonly number[]) => Float32Array;

/**
 * Fisher's linear discriminant (1936) on `table` [N, W] row by row, regularised, with the covariance
 * of the images `bank`: the projection on the line between two means along which the bank varies
 * little, on a robust scale, 0 to 8. A single decision moves all that resemble it; a few more do so
 * twice as much, unless the means are no further apart than those of random images would be.
 */
export function discriminant(table: Float32Array, width: number, bank: Int32Array): Likeness {
  const count = table.length / width;
  const even = clippedScores(scaleOf((i, j) => table[i * width + j], bank, width));
  const own = rowsOf(table, width, bank).map((value, at) => even(value, at % width));
  const matrix = whitening(own, width, Int32Array.from(bank.keys()));
  const typical = width - matrix.reduce((sum, value) => sum + value * value, 0); // Mean square of a whitened row.
  const meanOf = (members: readonly number[]) => {
    const mean = new Float64Array(width);
    for (const i of members) for (let j = 0; j < width; j++) mean[j] += even(table[i * width + j], j) / members.length;
    return mean;
  };
  return (members, others) => {
    const result = new Float32Array(count);
    if (members.length === 0 || others.length === 0) return result;
    const mean = meanOf(others);
    const gap = meanOf(members).map((value, j) => value - mean[j]);
    const whitened = gap.map((_, b) => gap.reduce((sum, value, a) => sum + value * matrix[a * width + b], 0));
    const squared = whitened.reduce((sum, value) => sum + value * value, 0);
    // So far is the mean of some random images from that of all, by chance; of a single image nobody can say.
    const chance = (typical / members.length) * (1 - 1 / members.length);
    const weight = (strength * members.length) / (members.length + halfDecided) * Math.max(0, 1 - chance / squared);
    if (!(weight > 0)) return result;
    const axis = gap.map((_, a) => whitened.reduce((sum, value, b) => sum + value * matrix[a * width + b], 0));
    for (let i = 0; i < count; i++) for (let j = 0; j < width; j++) result[i] += axis[j] * even(table[i * width + j], j);
    const middle = median(result);
    const spread = deviation(result, middle) + 1e-9;
    return result.map(value => weight * Math.min(highest, Math.max(0, (value - middle) / spread)));
  };
}
