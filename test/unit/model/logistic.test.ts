import { expect, test } from 'vitest';
import { separate } from '../../../src/model/scoring/logistic';
import { coordinates } from '../../../src/model/scoring/whitening';
import { Random } from '../../../src/shared/random';

const random = new Random(5);
/** Coordinates that change nothing. */
const plain = coordinates(Float32Array.from({ length: 64 }, (_, at) => (at % 9 === 0 ? 1 : 0)), 8);
/** Points around zero, moved by `by` along the first of eight directions. */
const points = (count: number, by: number) => Float32Array.from({ length: count * 8 }, (_, at) => random.normal() + (at % 8 === 0 ? by : 0));
const values = (rows: Float32Array, weights: Float64Array) => Array.from({ length: rows.length / 8 }, (_, i) => weights.reduce((sum, weight, j) => sum + weight * rows[i * 8 + j], 0)).sort((a, b) => a - b);

test('few members among many others are told apart along the direction in which they differ', () => {
  const weights = separate(points(20, 4), points(500, 0), 8, plain);
  expect(Math.abs(weights[0])).toBeGreaterThan(2 * Math.max(...weights.subarray(1).map(Math.abs)));
  const [fresh, others] = [points(200, 4), points(200, 0)].map(rows => values(rows, weights));
  expect(fresh[20]).toBeGreaterThan(others[180]);
});

test('one member points at itself, and equal sides at nothing', () => {
  const member = points(1, 6);
  expect(values(member, separate(member, points(100, 0), 8, plain))[0]).toBeGreaterThan(0);
  const same = points(50, 0);
  expect(Math.max(...separate(same, same, 8, plain).map(Math.abs))).toBeLessThan(1e-3);
});

test('weights that are sought in whitened coordinates are those of whitened rows', () => {
  const matrix = Float32Array.from({ length: 64 }, (_, at) => (at % 8 >= Math.floor(at / 8) ? random.normal() : 0));
  const { whitened, unwhitened } = coordinates(matrix, 8);
  const rows = (table: Float32Array) => Float32Array.from(Array.from({ length: table.length / 8 }, (_, i) => [...whitened(Float64Array.from(table.subarray(i * 8, i * 8 + 8)))]).flat());
  const [members, others] = [points(20, 3), points(200, 0)];
  const direct = unwhitened(separate(rows(members), rows(others), 8, plain));
  separate(members, others, 8, { whitened, unwhitened }).forEach((weight, j) => expect(weight).toBeCloseTo(direct[j], 4));
});
