import { expect, test } from 'vitest';
import { separate } from '../../../src/model/scoring/logistic';
import { Random } from '../../../src/shared/random';

const random = new Random(5);
/** Points around zero, moved by `by` along the first of eight directions. */
const points = (count: number, by: number) => Float64Array.from({ length: count * 8 }, (_, at) => random.normal() + (at % 8 === 0 ? by : 0));
const values = (rows: Float64Array, weights: Float64Array) => Array.from({ length: rows.length / 8 }, (_, i) => weights.reduce((sum, weight, j) => sum + weight * rows[i * 8 + j], 0)).sort((a, b) => a - b);

test('few members among many others are told apart along the direction in which they differ', () => {
  const weights = separate(points(20, 4), points(500, 0), 8);
  expect(Math.abs(weights[0])).toBeGreaterThan(2 * Math.max(...weights.subarray(1).map(Math.abs)));
  const [fresh, others] = [points(200, 4), points(200, 0)].map(rows => values(rows, weights));
  expect(fresh[20]).toBeGreaterThan(others[180]);
});

test('one member points at itself, and equal sides at nothing', () => {
  const member = points(1, 6);
  expect(values(member, separate(member, points(100, 0), 8))[0]).toBeGreaterThan(0);
  const same = points(50, 0);
  expect(Math.max(...separate(same, same, 8).map(Math.abs))).toBeLessThan(1e-3);
});
