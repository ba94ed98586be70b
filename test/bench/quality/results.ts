/** The figures that are kept beside the report: results.json, to which runs are added one at a time. */
import { join } from 'node:path';
import { changeKept, type Kept, readKept } from '../kept';
import { dayOf, machineName } from '../origin';
import { reportOf } from './report';
import { type Row } from './task';

/** A figure and how it came about. */
export interface Result extends Row {
  /** Of a training from the beginning: `4000 steps`, `600 s`. */
  readonly budget: string;
  /** Day of the run, YYYY-MM-DD. */
  readonly date: string;
  /** Model of the processor, its cores and the threads used. */
  readonly machine: string;
  /** Commit that last changed the method; see `methodVersion`. Older rows have none. */
  readonly version?: string;
}

export const reportFile = join(import.meta.dirname, '..', 'QUALITY.md');
const kept: Kept<Result> = { file: join(import.meta.dirname, 'results.json'), report: reportFile, reportOf };

/** Rows with what is known of this run beside them; `version` as the method was when it began, since commits may come meanwhile. */
export function resultsOf(rows: readonly Row[], budget: string, threads: number, version: string, now = new Date()): Result[] {
  const machine = `${machineName()}, ${threads === 0 ? 'all' : threads} thread${threads === 1 ? '' : 's'}`;
  return rows.map(row => ({ ...row, budget, date: dayOf(now), machine, version }));
}

/** Known results with `added` in place of those of the same task, set, variant, seed, number of labels, metric and budget; in a fixed order. One of NaN takes the old one away: the precision of another run is not that of one which accepted nothing. */
export function merged(known: readonly Result[], added: readonly Result[]): Result[] {
  const all = new Map([...known, ...added].map(result => [keyOf(result), result]));
  return [...all.entries()].filter(([, { value }]) => !Number.isNaN(value)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, result]) => result);
}

/** Adds to results.json and writes QUALITY.md anew; another process may do the same meanwhile. */
export function keep(added: readonly Result[]): Promise<void> {
  return changeKept(kept, known => merged(known, added));
}

export function readResults(): Result[] {
  return readKept(kept);
}

function keyOf({ task, set, variant, seed, labels, metric, budget }: Result): string {
  return [task, set, variant, metric, String(labels).padStart(6, '0'), String(seed).padStart(4, '0'), budget].join('\n');
}
