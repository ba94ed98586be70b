import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/shared/random';
import { acceptance, auroc, calibrationError, mean, precisionAt, standardDeviation } from '../../bench/quality/measures';

describe('AUROC', () => {
  it('is the share of pairs in the right order, ties counting half', () => {
    const random = new Random(1);
    const scores = Array.from({ length: 60 }, () => random.below(12));
    const truth = scores.map(() => random.below(2));
    let [won, pairs] = [0, 0];
    scores.forEach((a, i) => scores.forEach((b, j) => {
      if (truth[i] !== 1 || truth[j] !== 0) return;
      pairs++;
      won += a > b ? 1 : a === b ? 0.5 : 0;
    }));
    expect(auroc(scores, truth)).toBeCloseTo(won / pairs, 12);
  });

  it('is 1 for a perfect order, 0 for its reverse, a half for no order', () => {
    expect(auroc([1, 2, 3, 4], [0, 0, 1, 1])).toBe(1);
    expect(auroc([4, 3, 2, 1], [0, 0, 1, 1])).toBe(0);
    expect(auroc([7, 7, 7], [0, 1, 0])).toBe(0.5);
  });

  it('is not a number when a side is empty', () => {
    expect(auroc([1, 2], [0, 0])).toBeNaN();
    expect(auroc([1, 2], [1, 1])).toBeNaN();
  });
});

describe('precision at k', () => {
  it('counts anomalies among as many of the highest scores as there are anomalies', () => {
    expect(precisionAt([9, 8, 7, 6], [1, 0, 0, 1])).toBe(0.5);
  });

  it('counts among another number when it is given', () => {
    expect(precisionAt([9, 8, 7, 6], [1, 0, 0, 1], 1)).toBe(1);
    expect(precisionAt([9, 8, 7, 6], [1, 0, 1, 1], 3)).toBeCloseTo(2 / 3);
  });
});

describe('calibration', () => {
  it('has no error when each bin is as often right as it says', () => {
    expect(calibrationError([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0])).toBeCloseTo(0);
  });

  it('weighs the distance of each bin by its size', () => {
    // Three images at 0.9 of which none is right, one at 0.1 that is.
    expect(calibrationError([0.9, 0.9, 0.9, 0.1], [0, 0, 0, 1], 10)).toBeCloseTo((3 * 0.9 + 0.9) / 4);
  });

  it('keeps a confidence of 1 in the last bin', () => {
    expect(calibrationError([1, 1], [1, 0])).toBeCloseTo(0.5);
  });
});

describe('acceptance', () => {
  it('gives the share at or above the confidence and how many of them are right', () => {
    const { share, precision } = acceptance([0.99, 0.95, 0.94, 0.2], [1, 0, 1, 1], 0.95);
    expect([share, precision]).toEqual([0.5, 0.5]);
  });

  it('has no precision when nothing is accepted', () => {
    expect(acceptance([0.1], [1], 0.95)).toEqual({ share: 0, precision: NaN });
  });
});

it('deviates as a sample does, and a single value not at all', () => {
  expect(standardDeviation([1, 3])).toBeCloseTo(Math.SQRT2);
  expect(standardDeviation([5])).toBe(0);
  expect(mean([])).toBeNaN();
});
