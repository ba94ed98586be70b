import { expect, it } from 'vitest';
import { type Course } from '../../bench/quality/course';
import { undecided } from '../../bench/quality/draws';
import { anomalyAuroc, errorAuroc, scoredBeside } from '../../bench/quality/ranking';
import { type Bench } from '../../bench/quality/task';
import { type Scored } from '../../../src/trainer/evidence';

it('judges the tested images alone, in %', async () => {
  const course = { judge: async () => ({ anomaly: Float32Array.of(9, 0.1, 0.8, 0.3, 0.2) }) } as unknown as Course;
  // Image 0 is not tested; of the pairs (2, 1), (2, 3), (4, 1), (4, 3) three are in the right order.
  const value = await anomalyAuroc({ parts: false } as Bench, course, {} as Scored, undecided(5), [1, 2, 3, 4], i => i % 2 === 0, 1);
  expect(value).toBe(75);
});

it('judges them by the reconstruction alone', () => {
  const scored = { rows: [4, 3, 2, 1, 0], evidence: { reconstruction: Float32Array.of(0.2, 0.3, 0.8, 0.1, 9) } } as unknown as Scored;
  expect(errorAuroc(scored, [1, 2, 3, 4], i => i % 2 === 0)).toBe(75);
});

it('scores tested, labelled and some normal images once each', () => {
  const normal = Array.from({ length: 7000 }, (_, i) => 100 + i);
  const scored = scoredBeside([1, 2], [100, 101], normal, 1);
  expect(new Set(scored).size).toBe(scored.length);
  expect(scored.slice(0, 4)).toEqual([1, 2, 100, 101]);
  expect(scored.length).toBeLessThanOrEqual(6004);
  expect(scoredBeside([1, 2], [100, 101], normal, 1)).toEqual(scored);
});
