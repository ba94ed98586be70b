import { describe, expect, test } from 'vitest';
import { calibrated, fitCalibration, logarithms, meanConfidence, temperatureFor, type TestedLabel, uncalibrated } from '../../../src/model/calibration';
import { Random } from '../../../src/shared/random';

const classes = 3;

/** Tests of a model that gives `confidence` to some class, the right one with chance `right`. */
function tests(count: number, confidence: number, right: number, seed = 5): TestedLabel[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const label = random.below(classes);
    const best = random.next() < right ? label : (label + 1 + random.below(classes - 1)) % classes;
    const said = Float32Array.from({ length: classes }, (_, k) => (k === best ? confidence : (1 - confidence) / (classes - 1)));
    return { label, said: logarithms(said) };
  });
}

const best = (row: Float32Array) => row.indexOf(Math.max(...row));

describe('calibration', () => {
  test('before any test a model is believed half, and every best class stays the best', () => {
    const said = Float32Array.of(0.9, 0.07, 0.03, 0.2, 0.3, 0.5);
    const result = calibrated(said, classes, fitCalibration([]));
    expect(result[0]).toBeLessThan(0.8);
    expect(best(result.subarray(0, 3))).toBe(0);
    expect(best(result.subarray(3))).toBe(2);
    expect(result[0] + result[1] + result[2]).toBeCloseTo(1, 5);
  });

  test('a model that says 95 % and is right in 70 % is believed 70 %', () => {
    const [confidence] = calibrated(Float32Array.of(0.95, 0.025, 0.025), classes, fitCalibration(tests(150, 0.95, 0.7)));
    expect(Math.abs(confidence - 0.7)).toBeLessThan(0.06);
  });

  test('a model that is too modest is believed more than it says', () => {
    const [confidence] = calibrated(Float32Array.of(0.6, 0.2, 0.2), classes, fitCalibration(tests(150, 0.6, 0.95)));
    expect(confidence).toBeGreaterThan(0.75);
  });

  test('few tests move little: one wrong answer does not take all belief away', () => {
    expect(fitCalibration(tests(1, 0.99, 0)).temperature).toBeLessThan(4);
  });

  test('where some of the surest answers are wrong, none is believed more than those were right', () => {
    const sure = (confidence: number, right: boolean): TestedLabel => ({ label: right ? 0 : 1, said: logarithms(Float32Array.of(confidence, (1 - confidence) / 2, (1 - confidence) / 2)) });
    const mistaken = Array.from({ length: 40 }, (_, i) => sure(i % 2 === 0 ? 0.999 : 0.7, i % 8 > 1));
    const [surest, less] = [0.9999, 0.7].map(p => calibrated(Float32Array.of(p, (1 - p) / 2, (1 - p) / 2), classes, fitCalibration(mistaken))[0]);
    expect(surest).toBeLessThan(0.9);
    expect(surest).toBeGreaterThan(less);
    // The same model, always right when it is sure.
    const justified = Array.from({ length: 40 }, (_, i) => sure(i % 2 === 0 ? 0.999 : 0.7, i % 2 === 0 || i % 8 !== 1));
    expect(calibrated(Float32Array.of(0.9999, 5e-5, 5e-5), classes, fitCalibration(justified))[0]).toBeGreaterThan(0.95);
  });

  test('certain and impossible classes give numbers', () => {
    expect([...calibrated(Float32Array.of(1, 0, 0), classes, { temperature: 2.5, uniform: 0 })].every(Number.isFinite)).toBe(true);
    expect(calibrated(new Float32Array(), 0, uncalibrated)).toHaveLength(0);
  });
});

test('a temperature brings the mean confidence down to what is asked for, and never up', () => {
  const random = new Random(2);
  const probabilities = calibrated(Float32Array.from({ length: 3000 }, () => Math.exp(random.normal())), 3, { temperature: 0.1, uniform: 0 });
  expect(meanConfidence(probabilities, 3, 1)).toBeGreaterThan(0.9);
  const found = temperatureFor(probabilities, 3, 0.7, 1);
  expect(meanConfidence(probabilities, 3, found)).toBeCloseTo(0.7, 2);
  expect(temperatureFor(probabilities, 3, 0.999, 1.5)).toBe(1.5);
  expect(temperatureFor(new Float32Array(), 3, NaN, 2)).toBe(2);
});
