import { expect, it } from 'vitest';
import { Random } from '../../../src/shared/random';
import { isolationForest } from '../../bench/quality/baselines/isolationForest';
import { nearestDistance, nearestOnPixels } from '../../bench/quality/baselines/nearest';
import { auroc } from '../../bench/quality/measures';
import { setOf } from './fixtures';

/** A cloud of 300 points in three dimensions and ten far away from it and each other; 1 in `truth`. */
function cloud(): { points: Float32Array; truth: number[] } {
  const random = new Random(1);
  const truth = Array.from({ length: 310 }, (_, i) => Number(i >= 300));
  return { truth, points: Float32Array.from({ length: 930 }, (_, at) => (at < 900 ? random.normal() : random.between(6, 20))) };
}

it('isolates what is far away within few cuts, the same for the same seed', () => {
  const { points, truth } = cloud();
  const scores = isolationForest(points, 3, 1);
  expect(auroc(scores, truth)).toBeGreaterThan(0.99);
  expect(Math.min(...scores)).toBeGreaterThan(0);
  expect(Math.max(...scores)).toBeLessThan(1);
  expect(isolationForest(points, 3, 1)).toEqual(scores);
});

it('measures the mean distance to the nearest others, not to itself', () => {
  expect([...nearestDistance(Float32Array.of(0, 1, 3, 10), 1, 2)]).toEqual([2, 1.5, 2.5, 8]);
  const { points, truth } = cloud();
  expect(auroc(nearestDistance(points, 3), truth)).toBeGreaterThan(0.99);
});

it('gives the class of the labelled image with the nearest pixels', () => {
  // The pixel of image i is i.
  expect(nearestOnPixels(setOf([0, 0, 1, 1, 2]), [0, 4], [1, 3])).toEqual([0, 2]);
});
