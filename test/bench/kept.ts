/** Figures kept in a JSON file, one a line, with a report that is generated from them. */
import { mkdir, rmdir } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';

/** Where the rows are kept, and what is made of them. */
export interface Kept<T> {
  readonly file: string;
  readonly report: string;
  /** The text of the report. */
  reportOf(rows: readonly T[]): string;
}

/** The rows of the file; none when there is no file. */
export function readKept<T>({ file }: Kept<T>): T[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Writes `change` of the kept rows, and the report anew; another process may do the same meanwhile. */
export async function changeKept<T>(kept: Kept<T>, change: (known: T[]) => readonly T[]): Promise<void> {
  await locked(`${kept.file}.lock`, async () => {
    const rows = change(readKept(kept));
    await writeFileAtomic(kept.file, `[\n${rows.map(row => JSON.stringify(row)).join(',\n')}\n]\n`);
    await writeFileAtomic(kept.report, kept.reportOf(rows));
  });
}

/** Making a folder either works or fails, also between processes. One that is left behind by a killed run is taken over after a while. */
async function locked(folder: string, work: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await mkdir(folder);
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
    await rmdir(folder).catch(() => undefined);
  }
}
