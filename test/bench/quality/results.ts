/** The figures that are kept beside the report: results.json, to which runs are added one at a time. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpus } from 'node:os';
import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
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
}

const folder = import.meta.dirname;
const resultsFile = join(folder, 'results.json');
export const reportFile = join(folder, '..', 'QUALITY.md');
const lockFolder = join(folder, '.results.lock');

/** Rows with what is known of this run beside them. */
export function resultsOf(rows: readonly Row[], budget: string, threads: number, now = new Date()): Result[] {
  const [{ model } = { model: 'unknown processor' }, { length: cores }] = [cpus()[0], cpus()];
  const machine = `${model.trim()}, ${cores} cores, ${threads === 0 ? 'all' : threads} thread${threads === 1 ? '' : 's'}`;
  return rows.map(row => ({ ...row, budget, date: now.toISOString().slice(0, 10), machine }));
}

/** Known results with `added` in place of those of the same task, set, variant, seed, number of labels and metric; in a fixed order. */
export function merged(known: readonly Result[], added: readonly Result[]): Result[] {
  const all = new Map([...known, ...added].map(result => [keyOf(result), result]));
  return [...all.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, result]) => result);
}

/** Adds to results.json and writes QUALITY.md anew; another process may do the same meanwhile. */
export async function keep(added: readonly Result[]): Promise<void> {
  await locked(async () => {
    const results = merged(readResults(), added);
    await writeFileAtomic(resultsFile, `[\n${results.map(result => JSON.stringify(result)).join(',\n')}\n]\n`);
    await writeFileAtomic(reportFile, reportOf(results));
  });
}

export function readResults(): Result[] {
  try {
    return JSON.parse(readFileSync(resultsFile, 'utf8')) as Result[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function keyOf({ task, set, variant, seed, labels, metric }: Row): string {
  return [task, set, variant, metric, String(labels).padStart(6, '0'), String(seed).padStart(4, '0')].join('\n');
}

/** Making a folder either works or fails, also between processes. One that is left behind by a killed run is taken over after a while. */
async function locked(work: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await mkdir(lockFolder);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (tries === 100) break;
      await sleep(100);
    }
  }
  try {
    await work();
  } finally {
    await rmdir(lockFolder).catch(() => undefined);
  }
}
