import { expect, it } from 'vitest';
import { type Predictions } from '../../../src/shared/trainerContract';
import { noteSuggestions, recalls, rightness } from '../../bench/quality/suggestions';
import { type Bench, type Row } from '../../bench/quality/task';
import { setOf } from './fixtures';

const set = setOf([0, 0, 1, 1, 2]);
/** The model knows its classes in another order. */
const predictions = { classes: ['b', 'a'], suggestion: Int16Array.of(1, 0, 0, -1, 1), confidence: Float32Array.of(0.96, 0.5, 0.96, 0, 0.97) } as unknown as Predictions;

it('compares by name, and no suggestion is not right', () => {
  expect(rightness(predictions, set, [0, 1, 2, 3, 4])).toEqual([1, 0, 1, 0, 0]);
  expect(recalls(predictions, set, [0, 1, 2, 3, 4])).toEqual([0.5, 0.5, 0]);
  expect(recalls(predictions, set, [0, 2])).toEqual([1, 1, NaN]);
});

it('notes the accuracy, and under the task of calibration what the confidence is worth', () => {
  const rows: Omit<Row, 'variant'>[] = [];
  const bench = { note: (row: Omit<Row, 'variant'>) => rows.push(row) } as unknown as Bench;
  noteSuggestions(bench, { task: 'some', set: 'tiny', seed: 1, labels: 2, seconds: 3 }, predictions, set, [0, 1, 2, 3, 4]);
  expect(rows[0]).toMatchObject({ task: 'some', set: 'tiny', metric: 'accuracy', value: 40 });
  expect(rows.slice(1).every(row => row.task === 'calibration' && row.set === 'some')).toBe(true);
  expect(rows.find(({ metric }) => metric === 'share accepted at 95 %')?.value).toBeCloseTo(60);
  expect(rows.find(({ metric }) => metric === 'precision at 95 %')?.value).toBeCloseTo(200 / 3);
});
