import { describe, expect, test } from 'vitest';
import { optionsOf } from '../../bench/quality/options';
import { PersonError } from '../../../src/shared/personError';

describe('the command line of the quality bench', () => {
  test('one task with nothing else takes all cores, the first seed and the whole method', () => {
    expect(optionsOf(['--task', 'warm'])).toMatchObject({ task: 'warm', variant: 'winnow', threads: 0, first: 1, seeds: undefined, steps: undefined, seconds: undefined, only: [] });
  });

  test('each option is read', () => {
    const read = optionsOf(['--task', 'warm', '--plain', '--seeds', '3', '--first-seed', '2', '--steps', '400', '--threads', '1', '--only', 'mnist,x_sdd', '--write']);
    expect(read).toMatchObject({ variant: 'plain', seeds: 3, first: 2, steps: 400, threads: 1, only: ['mnist', 'x_sdd'], write: true });
  });

  test.each([
    ['--no-such'], ['--threads', '-1'], ['--threads=-1'], ['--steps', '0'], ['--seeds', '0'], ['--seeds', '1.5'], ['--seconds', 'long'], ['--seconds', '0'],
    ['--steps', '10', '--seconds', '10'], ['--plain', '--labels-only'],
  ])('what makes no sense is refused before anything is trained: %s', (...args) => {
    expect(() => optionsOf(args)).toThrow(PersonError);
  });
});
