import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { methodVersion } from '../../bench/origin';
import { reportOf } from '../../bench/quality/report';
import { merged, readResults, reportFile, type Result, resultsOf } from '../../bench/quality/results';

const row = { task: 'mnist-100', set: 'mnist', variant: 'winnow', seed: 1, labels: 100, metric: 'accuracy', value: 98, seconds: 600 };
const result: Result = { ...row, budget: '4000 steps', date: '2026-11-24', machine: 'some, 2 cores', version: 'abc' };

test('QUALITY.md is what its generator makes of the kept results', () => {
  expect(readFileSync(reportFile, 'utf8')).toBe(reportOf(readResults()));
});

describe('kept results', () => {
  it('replace those of the same run and stand beside all others, whatever the order they came in', () => {
    const [again, other, plain] = [{ ...result, value: 99 }, { ...result, seed: 2 }, { ...result, variant: 'plain' }];
    const kept = merged([result, plain], [other, again]);
    expect(kept).toHaveLength(3);
    expect(kept).toContainEqual(again);
    expect(kept).not.toContainEqual(result);
    expect(merged([other], [plain, again])).toEqual(kept);
  });

  it('of a short run leave those of a long one', () => {
    expect(merged([result], [{ ...result, value: 20, budget: '10 steps' }])).toContainEqual(result);
  });

  it('go where a new run has no such figure', () => {
    expect(merged([result, { ...result, seed: 2 }], [{ ...result, value: NaN }])).toEqual([{ ...result, seed: 2 }]);
  });

  it('are in the order of their numbers', () => {
    const seeds = merged([], [10, 9, 2].map(seed => ({ ...result, seed }))).map(({ seed }) => seed);
    expect(seeds).toEqual([2, 9, 10]);
  });

  it('know the version of the method that they were measured with', () => {
    expect(methodVersion()).toMatch(/^([0-9a-f]{8,}\+?)?$/);
    expect(resultsOf([row], '60 s', 1, 'abc')[0].version).toBe('abc');
  });

  it('know the day, the budget and the threads', () => {
    const [one] = resultsOf([row], '60 s', 1, 'abc', new Date('2026-11-24T23:00:00Z'));
    expect(one).toMatchObject({ ...row, budget: '60 s', date: '2026-11-24', version: 'abc' });
    expect(one.machine).toMatch(/, 1 thread$/);
    expect(resultsOf([row], '60 s', 0, 'abc')[0].machine).toMatch(/, all threads$/);
  });
});

describe('the report', () => {
  const lines = (results: Result[]) => reportOf(results).split('\n').filter(line => line.startsWith('| mnist '));

  it('has one line with mean and deviation for the seeds of a run', () => {
    const [line, ...more] = lines([result, { ...result, seed: 2, value: 99 }]);
    expect(more).toEqual([]);
    expect(line).toContain('| winnow | 100 | accuracy | 98.50 ± 0.71 | 1 2 | 600 | 4000 steps | abc | 2026-11-24, some, 2 cores |');
  });

  it('says of which versions the seeds of a line are', () => {
    const older = { ...result, version: undefined };
    expect(lines([result, { ...result, seed: 2, version: 'abd' }, { ...older, seed: 3 }])[0]).toContain('| 4000 steps | abc, abd, older |');
  });

  it('never averages runs of other lengths, labels or variants', () => {
    expect(lines([result, { ...result, seed: 2, budget: '20 steps' }, { ...result, labels: 90 }, { ...result, variant: 'plain' }])).toHaveLength(4);
  });

  it('puts the shipped method first, then the plain one, then labels alone, then others', () => {
    const variants = lines(['some baseline', 'labels only', 'plain', 'winnow'].map(variant => ({ ...result, variant }))).map(line => line.split(' | ')[1]);
    expect(variants).toEqual(['winnow', 'plain', 'labels only', 'some baseline']);
  });

  it('has a section with protocol, aim and budget for every task, run or not', () => {
    const text = reportOf([result]);
    for (const name of ['mnist-100', 'one-class-1%', 'semi-unsupervised', 'dirty', 'warm', 'next', 'calibration', 'ladder-of-labels', 'late-class', 'label-noise', 'imbalance', 'generated']) expect(text).toContain(`\n## ${name}\n`);
    const section = text.slice(text.indexOf('## dirty'), text.indexOf('\n## ', text.indexOf('## dirty') + 1));
    expect(section).toMatch(/\nAim: .+\nUsual budget: \d+ steps a training, \d seeds?\.\n/s);
    expect(section).toContain('Not run yet.');
  });
});
