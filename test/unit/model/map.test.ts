import { describe, expect, test } from 'vitest';
import { align } from '../../../src/model/map/align';
import { latentMap } from '../../../src/model/map/latentMap';
import { inMemory } from '../../../src/model/scoring/rows';
import { Random } from '../../../src/shared/random';
import { native } from './native';

const [groups, latent] = [5, 8];
const groupOf = (row: number) => row % groups;
const none = async () => undefined;

/** Means in `groups` heaps around corners of a cube; `turn` moves every point a little. */
function heaps(count: number, turn = 0): Float32Array {
  const random = new Random(7);
  const other = new Random(8 + turn);
  return Float32Array.from({ length: count * latent }, (_, at) => {
    const [row, j] = [Math.floor(at / latent), at % latent];
    return (j === groupOf(row) ? 3 : 0) + 0.5 * random.normal() + (turn === 0 ? 0 : 0.2 * other.normal());
  });
}

/** Share of the points whose nearest other point on the map is of the same group. */
function purity(points: Float32Array): number {
  const count = points.length / 2;
  let right = 0;
  for (let i = 0; i < count; i++) {
    let [best, least] = [-1, Infinity];
    for (let j = 0; j < count; j++) {
      const d = (points[2 * i] - points[2 * j]) ** 2 + (points[2 * i + 1] - points[2 * j + 1]) ** 2;
      if (j !== i && d < least) [best, least] = [j, d];
    }
    if (groupOf(i) === groupOf(best)) right++;
  }
  return right / count;
}

const firstRows = (count: number) => Int32Array.from({ length: count }, (_, row) => row);
const unknown = (count: number) => new Float32Array(2 * count).fill(NaN);

/** Median distance between two maps, as a share of the deviation of the first. */
function moved(a: Float32Array, b: Float32Array): number {
  const ways = Array.from({ length: a.length / 2 }, (_, i) => Math.hypot(a[2 * i] - b[2 * i], a[2 * i + 1] - b[2 * i + 1])).sort((x, y) => x - y);
  return ways[ways.length >> 1] / Math.hypot(...a) * Math.sqrt(a.length / 2);
}

describe('the map of the latent space', () => {
  test('what is alike lies together, also outside of the sample; the same seed gives the same map', async () => {
    const source = { mu: inMemory(heaps(500), latent), sample: firstRows(300), last: unknown(300) };
    const { points, continued } = await latentMap(source, native, new Random(1), none);
    expect(continued).toBe(false);
    expect(points.every(value => Number.isFinite(value))).toBe(true);
    expect(purity(points)).toBeGreaterThan(0.95);
    expect((await latentMap(source, native, new Random(1), none)).points).toEqual(points);
  });

  test('after more training everything is where it was, and new images are among their like', async () => {
    const before = (await latentMap({ mu: inMemory(heaps(300), latent), sample: firstRows(300), last: unknown(300) }, native, new Random(1), none)).points;
    const last = new Float32Array(600).fill(NaN);
    last.set(before.subarray(0, 560));
    const after = await latentMap({ mu: inMemory(heaps(300, 1), latent), sample: firstRows(300), last }, native, new Random(2), none);
    expect(after.continued).toBe(true);
    expect(moved(before, after.points)).toBeLessThan(0.15);
    expect(purity(after.points)).toBeGreaterThan(0.95);
    // From scratch it would be another map, so the bound above means something.
    const anew = await latentMap({ mu: inMemory(heaps(300, 1), latent), sample: firstRows(300), last: unknown(300) }, native, new Random(2), none);
    expect(moved(before, anew.points)).toBeGreaterThan(0.15);
  });

  test.each([1, 2, 3, 5])('%i images make a map', async count => {
    const { points } = await latentMap({ mu: inMemory(heaps(count), latent), sample: firstRows(count), last: unknown(count) }, native, new Random(1), none);
    expect(points).toHaveLength(2 * count);
    expect(points.every(value => Number.isFinite(value))).toBe(true);
  });

  test('images that all look the same make a map', async () => {
    const { points } = await latentMap({ mu: inMemory(new Float32Array(40 * latent).fill(1), latent), sample: firstRows(40), last: unknown(40) }, native, new Random(1), none);
    expect(points.every(value => Number.isFinite(value))).toBe(true);
  });
});

describe('alignment', () => {
  test.each([1, -1])('a turned, shifted (and mirrored: %i) map is brought back by the points that are known', mirror => {
    const random = new Random(3);
    const target = Float32Array.from({ length: 80 }, () => 4 * random.normal());
    const turned = target.slice();
    for (let i = 0; i < 40; i++) {
      const [x, y] = [target[2 * i], mirror * target[2 * i + 1]];
      turned[2 * i] = Math.cos(2) * x - Math.sin(2) * y + 5;
      turned[2 * i + 1] = Math.sin(2) * x + Math.cos(2) * y - 3;
    }
    const held = target.slice();
    held.fill(NaN, 40);
    align(turned, held);
    turned.forEach((value, at) => expect(value).toBeCloseTo(target[at], 4));
  });

  test('two points give no hold', () => {
    const points = Float32Array.of(1, 2, 3, 4);
    align(points, Float32Array.of(9, 9, 8, 8));
    expect([...points]).toEqual([1, 2, 3, 4]);
  });
});
