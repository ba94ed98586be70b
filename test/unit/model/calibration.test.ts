import { describe, expect, test } from 'vitest';
import { calibrated, fitCalibration, logarithms, type TestedLabel } from '../../../src/model/calibration';
import { Random } from '../../../src/shared/random';

const classes = 3;

/** An expert that gives `confidence` to some class, the right one with chance `right`. */
function expert(random: Random, label: number, confidence: number, right: number): Float32Array {
  const said = random.next() < right ? label : (label + 1 + random.below(classes - 1)) % classes;
  return Float32Array.from({ length: classes }, (_, k) => (k === said ? confidence : (1 - confidence) / (classes - 1)));
}

function tests(count: number, own: [number, number], view: [number, number], seed = 5): TestedLabel[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const label = random.below(classes);
    return { label, own: logarithms(expert(random, label, ...own)), view: logarithms(expert(random, label, ...view)) };
  });
}

const best = (row: Float32Array) => row.indexOf(Math.max(...row));

describe('calibration', () => {
  test('before any test a model is believed half, and every best class stays the best', () => {
    const own = Float32Array.of(0.9, 0.07, 0.03, 0.2, 0.3, 0.5);
    const result = calibrated(own, null, classes, fitCalibration([]));
    expect(result[0]).toBeLessThan(0.8);
    expect(best(result.subarray(0, 3))).toBe(0);
    expect(best(result.subarray(3))).toBe(2);
    expect(result[0] + result[1] + result[2]).toBeCloseTo(1, 5);
  });

  test('a model that says 95 % and is right in 70 % is believed 70 %', () => {
    const { own, view } = fitCalibration(tests(150, [0.95, 0.7], [0.34, 0.34]));
    expect(view).toBe(0);
    const [confidence] = calibrated(Float32Array.of(0.95, 0.025, 0.025), null, classes, { own, view });
    expect(Math.abs(confidence - 0.7)).toBeLessThan(0.06);
  });

  test('a model that is too modest is believed more than it says', () => {
    const [confidence] = calibrated(Float32Array.of(0.6, 0.2, 0.2), null, classes, fitCalibration(tests(150, [0.6, 0.95], [0.34, 0.34])));
    expect(confidence).toBeGreaterThan(0.75);
  });

  test('few tests move little: one wrong answer does not take all belief away', () => {
    const { own } = fitCalibration(tests(1, [0.99, 0], [0.34, 0.34]));
    expect(own).toBeGreaterThan(0.25);
  });

  test('textures that are right more often join; their opinion can change the best class', () => {
    const found = fitCalibration(tests(60, [0.9, 0.5], [0.9, 0.9]));
    expect(found.view).toBeGreaterThan(found.own);
    const result = calibrated(Float32Array.of(0.9, 0.05, 0.05), Float32Array.of(0.05, 0.9, 0.05), classes, found);
    expect(best(result)).toBe(1);
  });

  test('certain and impossible classes give numbers', () => {
    const result = calibrated(Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0), classes, { own: 0.4, view: 0.3 });
    expect([...result].every(Number.isFinite)).toBe(true);
    expect(calibrated(new Float32Array(), null, 0, { own: 0.5, view: 0 })).toHaveLength(0);
  });
});
