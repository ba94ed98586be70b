import { expect, test } from 'vitest';
import { Pace } from '../../../../webview/map/pace';

/** Frames of `took` ms each while the map is moved; what the last one drew of. */
function frames(pace: Pace, start: number, took: number, count: number, points: number): number {
  let every = 1;
  for (let n = 1; n <= count; n++) {
    pace.move(start + n * took);
    every = pace.frame(start + n * took, points);
  }
  return every;
}

test('slow frames leave points out while the map moves, and none at rest', () => {
  const pace = new Pace();
  expect(frames(pace, 0, 100, 2, 100_000)).toBe(1);
  expect(frames(pace, 200, 100, 2, 100_000)).toBeGreaterThan(4);
  expect(pace.frame(1000, 100_000)).toBe(1);
});

test('a few thousand points are always drawn, however slow the machine is', () => {
  expect(frames(new Pace(), 0, 300, 20, 3000)).toBe(1);
  expect(100_000 / frames(new Pace(), 0, 300, 20, 100_000)).toBeGreaterThanOrEqual(4000);
});

test('fast frames bring the points back, one step after the other', () => {
  const pace = new Pace();
  const few = frames(pace, 0, 100, 4, 100_000);
  expect(frames(pace, 400, 16, 59, 100_000)).toBe(few);
  expect(frames(pace, 1344, 16, 600, 100_000)).toBe(1);
});
