import { expect, test } from 'vitest';
import { fitted, panned, revealing, toScreen, toWorld, zoomed } from '../../../../webview/map/camera';

const size = { width: 800, height: 400 };
const points = Float32Array.of(-3, 1, 5, 9, NaN, NaN, 0, 4);
const whole = fitted(points, size);

test('everything is in view, y upwards; nothing at all is no trouble', () => {
  for (const at of [{ x: -3, y: 1 }, { x: 5, y: 9 }]) {
    const { x, y } = toScreen(whole, size, at);
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(800);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(400);
  }
  expect(toScreen(whole, size, { x: 0, y: 9 }).y).toBeLessThan(toScreen(whole, size, { x: 0, y: 1 }).y);
  expect(fitted(new Float32Array(4).fill(NaN), size).scale).toBeGreaterThan(0);
  expect(Number.isFinite(fitted(Float32Array.of(2, 2), size).scale)).toBe(true);
});

test('what is under the pointer stays there while one zooms, as far as there are limits', () => {
  const at = { x: 600, y: 100 };
  const under = toWorld(whole, size, at);
  const near = zoomed(whole, size, at, 3, whole);
  expect(near.scale).toBeCloseTo(3 * whole.scale);
  expect(toScreen(near, size, under).x).toBeCloseTo(600);
  expect(toScreen(near, size, under).y).toBeCloseTo(100);
  expect(zoomed(whole, size, at, 1e9, whole).scale).toBeLessThan(1e4 * whole.scale);
  expect(zoomed(whole, size, at, 1e-9, whole).scale).toBeGreaterThan(0.1 * whole.scale);
});

test('a drag moves the picture with the pointer; a point out of view is brought into it', () => {
  const before = toScreen(whole, size, { x: 0, y: 4 });
  const after = toScreen(panned(whole, 30, -20), size, { x: 0, y: 4 });
  expect([after.x - before.x, after.y - before.y]).toEqual([expect.closeTo(30), expect.closeTo(-20)]);
  const away = panned(whole, 5000, 0);
  const back = toScreen(revealing(away, size, { x: 0, y: 4 }, 48), size, { x: 0, y: 4 });
  expect(back.x).toBeCloseTo(752);
  expect(revealing(whole, size, { x: 0, y: 4 }, 10)).toEqual(whole);
});
