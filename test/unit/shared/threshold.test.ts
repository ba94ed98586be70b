import { describe, expect, test } from 'vitest';
import { placeOf, scoreAt } from '../../../src/shared/anomalyScale';
import { pastImages, placesOf, underThreshold } from '../../../src/shared/threshold';
import { type Predictions } from '../../../src/shared/trainerContract';
import { predictionsOf } from '../webview/fixtures';

/** Predictions of images at these places under an automatic threshold. */
function at(places: readonly number[], threshold: number): Predictions {
  const anomaly = Float32Array.from(places, place => scoreAt(place, threshold));
  const automatic = { threshold, rule: { kind: 'share', share: 0.2 } } as const;
  return { ...predictionsOf(places.length), anomaly, flagged: Uint8Array.from(anomaly, score => Number(score >= 0.5)), threshold, rule: automatic.rule, automatic };
}

const flagged = ({ flagged }: Predictions) => [...flagged];

describe('the scale of anomaly scores', () => {
  test('keeps the order, with 0.5 at the threshold', () => {
    const scores = [-100, 1, 3, 3.0001, 1000].map(place => scoreAt(place, 3));
    expect(scores[2]).toBe(0.5);
    for (let i = 1; i < 5; i++) expect(scores[i]).toBeGreaterThan(scores[i - 1]);
    expect(scores[0]).toBeGreaterThan(0);
    expect(scores[4]).toBeLessThan(1);
    expect(scoreAt(NaN, 3)).toBeNaN();
  });

  test.each([-40, -1, 0, 2.9, 3, 3.1, 20, 300])('gives the place %f back, with 32 bits', place => {
    expect(placeOf(Math.fround(scoreAt(place, 3)), 3)).toBeCloseTo(place, place > 100 ? 0 : 3);
  });
});

describe('a threshold set by hand', () => {
  const places = [-1, 0.2, 0.5, 1, 2, 4, 8, NaN];

  test('moves flags and scores, and 0.5 stays the threshold', () => {
    const told = at(places, 3);
    expect(flagged(told)).toEqual([0, 0, 0, 0, 0, 1, 1, 0]);
    const moved = underThreshold(told, 0.75);
    expect(flagged(moved)).toEqual([0, 0, 0, 1, 1, 1, 1, 0]);
    expect(moved).toMatchObject({ threshold: 0.75, rule: { kind: 'hand' }, automatic: told.automatic });
    expect([...moved.anomaly].map(score => score >= 0.5)).toEqual(flagged(moved).map(Boolean));
  });

  test('is what the trainer says by itself under it, and reset gives the automatic one', () => {
    const byHand: Predictions = { ...at(places, 0.75), rule: { kind: 'hand' }, automatic: at(places, 3).automatic };
    expect(underThreshold(byHand, 0.75)).toBe(byHand);
    const reset = underThreshold(byHand, null);
    expect(flagged(reset)).toEqual([0, 0, 0, 0, 0, 1, 1, 0]);
    expect(reset.rule).toEqual({ kind: 'share', share: 0.2 });
    reset.anomaly.slice(0, 7).forEach((score, i) => expect(score).toBeCloseTo(at(places, 3).anomaly[i], 5));
    expect(reset.anomaly[7]).toBeNaN();
  });

  test('is passed by one image after the other, both ways, to both ends', () => {
    const all = placesOf(at(places, 3), () => true);
    const above = (threshold: number) => [...all].filter(place => place >= threshold).length;
    let threshold = 3;
    const seen = [above(threshold)];
    for (let i = 0; i < 6; i++) seen.push(above(threshold = pastImages(all, threshold, 1)));
    expect(seen).toEqual([2, 3, 4, 5, 6, 7, 7]);
    expect(above(pastImages(all, 3, -1))).toBe(1);
    expect(above(pastImages(all, 3, -10))).toBe(0);
    expect(above(pastImages(all, 3, 3))).toBe(5);
    expect(pastImages(new Float64Array(), 3, 1)).toBe(3);
  });

  test('images at the same place are passed together, and reviewed ones are not counted', () => {
    expect(pastImages(Float64Array.of(1, 2, 2, 5), 3, 1)).toBeCloseTo(1.5);
    expect(placesOf(at(places, 3), index => index !== 5)).toHaveLength(6);
  });
});
