import { describe, expect, test } from 'vitest';
import { discriminant } from '../../../src/model/scoring/likeness';
import { inMemory } from '../../../src/model/scoring/rows';
import { Random } from '../../../src/shared/random';

const width = 12;
const count = 400;

/** Points around zero, of which the first dimensions vary much; those of `odd` are moved along the last, which varies little. */
function points(odd: readonly number[], seed = 3): Float32Array {
  const random = new Random(seed);
  const table = Float32Array.from({ length: count * width }, (_, at) => random.normal() * (at % width < 4 ? 10 : 1));
  for (const i of odd) table[i * width + width - 1] += 3;
  return table;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, j) => from + j);
const mean = (values: Float32Array, of: readonly number[]) => of.reduce((sum, i) => sum + values[i], 0) / of.length;
const odd = range(0, 20);
const even = range(20, count);
const all = Int32Array.from(range(0, count));

describe('likeness to what was decided', () => {
  test('one decision lifts what resembles it; three lift it more', () => {
    const likeness = discriminant(inMemory(points(odd), width), all);
    const gap = (members: readonly number[]) => {
      const found = likeness(members, even);
      return mean(found, odd.slice(3)) - mean(found, even);
    };
    expect(gap([0])).toBeGreaterThan(0.15);
    expect(gap([0, 1, 2])).toBeGreaterThan(1.5 * gap([0]));
  });

  test('many images that have nothing in common move little', () => {
    const likeness = discriminant(inMemory(points(odd), width), all);
    const random = likeness(range(100, 160), even);
    const alike = likeness(odd, even);
    expect(Math.max(...random)).toBeLessThan(0.35 * Math.max(...alike));
  });

  test('nothing on one side is no likeness', () => {
    const likeness = discriminant(inMemory(points(odd), width), all);
    expect(likeness([], even).every(value => value === 0)).toBe(true);
    expect(likeness(odd, []).every(value => value === 0)).toBe(true);
  });

  test('a folder of equal images has finite likenesses', () => {
    const likeness = discriminant(inMemory(new Float32Array(count * width).fill(0.5), width), all);
    expect(likeness([1], even).every(Number.isFinite)).toBe(true);
  });
});
