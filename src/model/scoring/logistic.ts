/** Logistic regression with two sides that count alike, however many members each has. */
import { type Coordinates } from './whitening';

/** Steps of accelerated gradient descent (Nesterov 1983), after which the ranking hardly changes any more. */
const steps = 50;
/** L2 penalty of the weights, not of the offset. */
const penalty = 0.01;
/** Steps of the power iteration that finds the largest curvature. */
const powerSteps = 6;

/**
 * Weights [W] whose product with a row of `members` is larger than with one of `others`; both tables row by row and not
 * empty, of similar scale once they are whitened: the weights are sought, and kept small, in those `coordinates`.
 */
export function separate(members: Float32Array, others: Float32Array, width: number, { whitened, unwhitened }: Coordinates): Float64Array {
  const sides = [members, others].map((table, side) => ({ table, target: 1 - side, share: 0.5 / (table.length / width) }));
  // The last weight is the offset. Loops over plain arrays: this is asked after every decision of a reviewer.
  const gathered = (factor: (value: number, target: number) => number, weights: Float64Array) => {
    const axis = unwhitened(weights.subarray(0, width));
    const sum = new Float64Array(width);
    const result = new Float64Array(width + 1);
    for (const { table, target, share } of sides) {
      for (let start = 0; start < table.length; start += width) {
        let value = weights[width];
        for (let j = 0; j < width; j++) value += table[start + j] * axis[j];
        const by = share * factor(value, target);
        for (let j = 0; j < width; j++) sum[j] += by * table[start + j];
        result[width] += by;
      }
    }
    result.set(whitened(sum));
    return result;
  };

  const rate = 1 / (largestCurvature(weights => gathered(value => value, weights), width + 1) / 4 + penalty);
  let weights = new Float64Array(width + 1);
  let ahead = weights;
  for (let step = 0; step < steps; step++) {
    const gradient = gathered((value, target) => 1 / (1 + Math.exp(-value)) - target, ahead);
    for (let j = 0; j < width; j++) gradient[j] += penalty * ahead[j];
    const next = ahead.map((value, j) => value - rate * gradient[j]);
    ahead = next.map((value, j) => value + (step / (step + 3)) * (value - weights[j]));
    weights = next;
  }
  return unwhitened(weights.subarray(0, width));
}

/** Largest eigenvalue of the symmetric map `product`, nearly. */
function largestCurvature(product: (vector: Float64Array) => Float64Array, width: number): number {
  let vector = new Float64Array(width).fill(1 / Math.sqrt(width));
  let length = 0;
  for (let step = 0; step < powerSteps; step++) {
    const next = product(vector);
    length = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0));
    if (length === 0) return 0;
    vector = next.map(value => value / length);
  }
  return length;
}
