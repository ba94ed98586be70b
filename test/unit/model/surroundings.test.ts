import { describe, expect, test } from 'vitest';
import { inMemory } from '../../../src/model/scoring/rows';
import { surroundings } from '../../../src/model/scoring/surroundings';
import { whitening } from '../../../src/model/scoring/whitening';
import { Random } from '../../../src/shared/random';
import { eager } from './eager';
import { type Compile } from '../../../src/model/scores';

const compile: Compile = spec => {
  const program = eager(spec);
  return Promise.resolve({ run: inputs => Promise.resolve(program.run(inputs)), dispose: () => Promise.resolve() });
};

/** `count` points whose two coordinates are nearly equal, about `centre`. */
function ridge(count: number, centre: number, random: Random): number[][] {
  return Array.from({ length: count }, () => {
    const along = 3 * random.normal();
    return [centre + along + 0.1 * random.normal(), centre + along + 0.1 * random.normal()];
  });
}

test('whitened points have the damped covariance', () => {
  const points = Float32Array.from(ridge(2000, 0, new Random(1)).flat());
  const matrix = whitening(points, 2, Int32Array.from({ length: 2000 }, (_, i) => i));
  const moments = [0, 0, 0];
  for (let i = 0; i < 2000; i++) {
    const [x, y] = [0, 1].map(j => points[2 * i] * matrix[j] + points[2 * i + 1] * matrix[2 + j]);
    [x * x, x * y, y * y].forEach((value, at) => { moments[at] += value / 2000; });
  }
  // Of 18 + 1 along the ridge at most 18 / 19 is left, and of 0.01 + 1 across it a hundredth.
  expect(moments[0] + moments[2]).toBeGreaterThan(0.9);
  expect(moments[0] + moments[2]).toBeLessThan(1);
});

describe('surroundings', () => {
  const random = new Random(2);
  const points = [...ridge(60, 0, random), ...ridge(60, 40, random), [1.5, -1.5], [40, 40]];
  const flat = inMemory(Float32Array.from(points.flat()), 2);
  const five = { k: 5, told: 5 };
  const bank = Int32Array.from({ length: 120 }, (_, i) => i);

  test('a point beside the ridge is odd, though no coordinate of it is', async () => {
    const { distance, nearest } = await surroundings(flat, new Int16Array(122).fill(-1), bank, five, 'whitened', compile);
    expect(distance[120]).toBeGreaterThan(distance.subarray(0, 120).sort()[60]);
    expect(Array.from(nearest.subarray(120 * 5, 121 * 5)).every(i => i >= 0 && i < 60)).toBe(true);
  });

  test('what is usual in one class is odd in another', async () => {
    const group = Int16Array.from({ length: 122 }, (_, i) => (i < 60 || i >= 120 ? 0 : 1));
    const { distance } = await surroundings(flat, group, bank, five, 'whitened', compile);
    expect(distance[121]).toBeGreaterThan(Math.max(...distance.subarray(0, 120)));
  });

  test('a class with few normal images is compared with all of them', async () => {
    const group = Int16Array.from({ length: 122 }, (_, i) => (i < 115 || i >= 120 ? 0 : 1));
    const { distance, nearest } = await surroundings(flat, group, bank, five, 'whitened', compile);
    expect(distance.every(Number.isFinite)).toBe(true);
    expect(nearest.subarray(116 * 5, 117 * 5).some(i => i < 115)).toBe(true);
  });
});
