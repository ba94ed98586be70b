import { expect, it } from 'vitest';
import { accuracyAt, labelsFor } from '../../bench/quality/curve';

const curve = [{ labels: 10, accuracy: 50 }, { labels: 20, accuracy: 70 }, { labels: 50, accuracy: 85 }];

it('reads the accuracy between the points and nowhere else', () => {
  expect([10, 15, 20, 30, 50].map(labels => accuracyAt(curve, labels))).toEqual([50, 60, 70, 75, 85]);
  expect([accuracyAt(curve, 9), accuracyAt(curve, 51)]).toEqual([NaN, NaN]);
});

it('finds the labels with which an accuracy is first reached', () => {
  expect([40, 50, 60, 70, 80, 85].map(level => labelsFor(curve, level))).toEqual([10, 10, 15, 20, 40, 50]);
  expect(labelsFor([{ labels: 10, accuracy: 50 }, { labels: 20, accuracy: 60 }, { labels: 30, accuracy: 55 }, { labels: 40, accuracy: 60 }], 60)).toBe(20);
});

it('knows when it is never reached', () => {
  expect(labelsFor(curve, 86)).toBeNull();
  expect(labelsFor(curve, NaN)).toBeNull();
});
