/** The command line of the quality bench. */
import { PersonError } from '../../../src/shared/personError';
import { optionsIn } from '../commandLine';
import { defaultData } from './sets';
import { type Variant } from './task';

export const usage = `npm run bench:quality -- --task NAME[,NAME …] | list | all
  --seeds N        runs with N seeds (default: as the task says)
  --first-seed N   the first of them (default 1)
  --plain          trained by the method of the paper alone: no consistency, no augmentation, no class-conditional prior
  --labels-only    the same encoder trained on the labelled images alone, without a decoder
  --steps N        steps of a training from the beginning (default: as the task says)
  --seconds N      seconds instead of steps
  --only A,B       only these parts of a task: set names, class numbers and what its protocol names
  --threads N      threads of the engine (default 0: all cores)
  --data DIR       folder of the public sets (default ${defaultData})
  --parts          prints what each part of the anomaly evidence gives alone
  --write          puts the figures in place of the like ones of quality/results.json and writes QUALITY.md anew
  --json FILE      writes the figures as [{task, set, variant, seed, labels, metric, value, seconds}]`;

export interface Options {
  readonly task: string | undefined;
  readonly help: boolean;
  readonly variant: Variant;
  /** Parts of a task; empty: all. */
  readonly only: readonly string[];
  /** Of a training from the beginning, where neither is given as the task says. */
  readonly steps: number | undefined;
  readonly seconds: number | undefined;
  /** 0: all cores. */
  readonly threads: number;
  /** The first seed. */
  readonly first: number;
  readonly seeds: number | undefined;
  readonly data: string;
  readonly parts: boolean;
  readonly json: string | undefined;
  readonly write: boolean;
}

/** @throws PersonError where an option is not known, has no such value, or contradicts another. */
export function optionsOf(args: readonly string[]): Options {
  const values = valuesOf(args);
  if (values.plain && values['labels-only']) throw new PersonError('--plain and --labels-only are two variants: give one of them');
  if (values.steps !== undefined && values.seconds !== undefined) throw new PersonError('--steps and --seconds both say how long a training is: give one of them');
  return {
    task: values.task, help: values.help,
    variant: values.plain ? 'plain' : values['labels-only'] ? 'labels only' : 'winnow',
    only: values.only?.split(',') ?? [],
    steps: wholeNumber('steps', values.steps, 1), seconds: positive('seconds', values.seconds),
    threads: wholeNumber('threads', values.threads, 0) ?? 0, first: wholeNumber('first-seed', values['first-seed'], 0) ?? 1, seeds: wholeNumber('seeds', values.seeds, 1),
    data: values.data, parts: values.parts, json: values.json, write: values.write,
  };
}

function valuesOf(args: readonly string[]) {
  const off = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  return optionsIn(args, {
    task: text, seeds: text, 'first-seed': text, plain: off, 'labels-only': off, steps: text, seconds: text, only: text, threads: text,
    data: { type: 'string', default: defaultData }, json: text, parts: off, write: off, help: { ...off, short: 'h' },
  });
}

function wholeNumber(option: string, value: string | undefined, least: number): number | undefined {
  if (value !== undefined && !(/^\d+$/.test(value) && Number(value) >= least)) throw new PersonError(`--${option} takes a whole number from ${least} on, not "${value}"`);
  return value === undefined ? undefined : Number(value);
}

function positive(option: string, value: string | undefined): number | undefined {
  if (value !== undefined && !(Number(value) > 0)) throw new PersonError(`--${option} takes a number above 0, not "${value}"`);
  return value === undefined ? undefined : Number(value);
}
