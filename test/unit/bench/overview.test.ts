import { describe, expect, test } from 'vitest';
import { aims, overviewOf } from '../../bench/quality/overview';
import { tasks } from '../../bench/quality/registry';
import { type Result } from '../../bench/quality/results';

const result: Result = { task: 'mnist-100', set: 'mnist', variant: 'winnow', seed: 1, labels: 100, metric: 'accuracy', value: 99.2, seconds: 600, budget: '4000 steps', date: '2026-11-24', machine: 'some, 2 cores' };
const lineOf = (results: Result[], of: string) => overviewOf(results).find(line => line.startsWith(`| ${of} |`))!;
const cells = (line: string) => line.split(' | ').map(cell => cell.replaceAll('|', '').trim());

test('every task of the bench has an aim in the overview, but what is only reported', () => {
  const reported = ['imbalance'];
  expect(new Set(aims.map(({ task }) => task))).toEqual(new Set(tasks.map(({ name }) => name).filter(name => !reported.includes(name))));
});

describe('the overview', () => {
  test('says whether the mean over the seeds reaches the aim', () => {
    expect(cells(lineOf([result], 'mnist-100')).at(-1)).toBe('yes');
    const [, , , value, , , , seeds, , reached] = cells(lineOf([result, { ...result, seed: 2, value: 98.4 }], 'mnist-100'));
    expect([value, seeds, reached]).toEqual(['98.80', '2 / - / -', '**no**']);
  });

  test('of trainings of several lengths the longest counts, and how long it was stands there', () => {
    const [, , , value, , , steps] = cells(lineOf([result, { ...result, value: 90, budget: '300 steps' }, { ...result, seed: 2, value: 97, budget: '300 steps' }], 'mnist-100'));
    expect([value, steps]).toEqual(['99.20', '4000 / - / -']);
  });

  test('puts the variants beside each other, and says what was not run', () => {
    expect(cells(lineOf([{ ...result, variant: 'plain', value: 90 }], 'mnist-100')).slice(3)).toEqual(['', '90.00', '', '- / 4000 / -', '- / 1 / -', '>= 99', 'not run']);
  });

  test('a ladder is judged where it is worst, and only where both were measured', () => {
    const ladder = (variant: string, labels: number, value: number): Result => ({ ...result, task: 'ladder-of-labels', variant, labels, value });
    const of = [ladder('winnow', 60, 90), ladder('labels only', 60, 80), ladder('winnow', 600, 95), ladder('labels only', 600, 96), ladder('winnow', 6000, 10)];
    expect(cells(lineOf(of, 'ladder-of-labels')).slice(3)).toEqual(['-1.00', '', '', '4000 / - / 4000', '1 / - / 1', '>= 0', '**no**']);
  });

  test('the slowest warm start counts', () => {
    const warm = (labels: number, value: number): Result => ({ ...result, task: 'warm', labels, value, metric: 'steps to cold\'s accuracy - 0.2, of cold\'s (100: never)' });
    const line = overviewOf([warm(20, 5), warm(40, 30)]).find(each => each.startsWith('| warm | mnist | steps'))!;
    expect(cells(line).slice(3)).toEqual(['30.00', '', '', '4000 / - / -', '1 / - / -', '<= 20', '**no**']);
  });
});
