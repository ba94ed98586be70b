import { expect, test } from 'vitest';
import { clippedScores, farthest, scaleOfRows, weightedScores } from '../../../src/model/scoring/tables';
import { Random } from '../../../src/shared/random';

test('weighted sums of scores are those of the clipped scores one by one', () => {
  const [width, count] = [5, 40];
  const random = new Random(3);
  const table = Float32Array.from({ length: width * count }, (_, at) => random.normal() + (at < width ? 100 : 0));
  const scale = scaleOfRows(table.subarray(width), width);
  const axis = Float64Array.from({ length: width }, () => random.normal());
  const even = clippedScores(scale);
  const sums = new Float32Array(count);
  weightedScores(table, scale, axis, sums);
  expect(even(table[0], 0)).toBe(farthest);
  sums.forEach((sum, row) => expect(sum).toBeCloseTo(axis.reduce((total, weight, j) => total + weight * even(table[row * width + j], j), 0), 4));
});
