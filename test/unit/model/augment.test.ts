import { expect, test } from 'vitest';
import { strongView, weakView } from '../../../src/model/augment';
import { Random } from '../../../src/shared/random';
import { shapes } from './fixtures';

const { pixels } = shapes(3, 1);
const shape = { size: 28, channels: 1 };

test.each([['weak', weakView], ['strong', strongView]] as const)('the %s view is seeded, in 0-1, and in its own place only', (_, view) => {
  const draw = (seed: number) => {
    const target = new Float32Array(pixels.length).fill(-1);
    view(pixels, 2, target, 1, shape, new Random(seed));
    return target;
  };
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  const place = draw(1).subarray(784, 1568);
  expect(place.every(p => p >= 0 && p <= 1)).toBe(true);
  expect(draw(1).filter(p => p === -1)).toHaveLength(1568);
});

test('without any change allowed both views are the image', () => {
  for (const view of [weakView, strongView]) {
    const target = new Float32Array(784);
    view(pixels, 1, target, 0, shape, new Random(1), { shift: 0, flip: false, rotation: 0, shear: 0, scale: 0, cutOut: 0, brightness: 0, contrast: 0 });
    target.forEach((p, i) => expect(p).toBeCloseTo(pixels[784 + i], 5));
  }
});

test('three channels stay together', () => {
  const grey = new Float32Array(28 * 28 * 3).map((_, i) => pixels[Math.floor(i / 3)]);
  const target = new Float32Array(grey.length);
  strongView(grey, 0, target, 0, { size: 28, channels: 3 }, new Random(5));
  for (let i = 0; i < target.length; i += 3) expect([target[i + 1], target[i + 2]]).toEqual([target[i], target[i]]);
});
