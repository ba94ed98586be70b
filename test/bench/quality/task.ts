/** What a task of the quality bench is, and what it is run with. */
import { type Engine } from '../../../src/engine/engine';
import { type Method } from '../../../src/trainer/method';
import { type TrainingLimits } from '../../../src/trainer/schedule';

/** One measured figure. */
export interface Row {
  readonly task: string;
  readonly set: string;
  readonly variant: string;
  readonly seed: number;
  /** How many images had a label, or were reviewed as anomalies. */
  readonly labels: number;
  readonly metric: string;
  /** In the unit of the metric, % unless its name says another; NaN where there is none, as of the precision of nothing. */
  readonly value: number;
  /** Of training. */
  readonly seconds: number;
}

export type Variant = 'winnow' | 'plain' | 'labels only';

export interface Task {
  readonly name: string;
  /** What is measured, in a sentence or two for a reader who knows the field. */
  readonly protocol: string;
  /** Figures of other methods, with their names. */
  readonly others: string;
  readonly aim: string;
  /** What a reader must know to read the figures rightly. */
  readonly remark?: string;
  /** Steps of a training from the beginning when nothing else is said. */
  readonly steps: number;
  readonly seeds: number;
  /** Those in which the task has a meaning; left out: all. */
  readonly variants?: readonly Variant[];
  /** Tasks that note its figures; it is run by running these. */
  readonly measuredBy?: readonly string[];
  run(bench: Bench, seed: number): Promise<void>;
}

/** What a task needs to run. */
export interface Bench {
  readonly engine: Engine;
  /** Folder of the public sets. */
  readonly data: string;
  readonly variant: Variant;
  readonly method: Method;
  /** Print what each part of the anomaly evidence gives alone. */
  readonly parts: boolean;
  /** Those of `choices`, such as sets or classes, that the command names; all when it names none of them. */
  among<T extends string | number>(choices: readonly T[]): T[];
  /** `share` of the training budget, counted from the task's steps unless the command says otherwise. */
  budget(steps: number, share?: number): TrainingLimits;
  /** Takes a figure; `variant` is the one of the bench when left out. */
  note(row: Omit<Row, 'variant'> & { readonly variant?: string }): void;
  log(line: string): void;
}
