/** Where the tables of a scoring pass lie: in memory while they are small, beyond that in the state folder. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RowFile } from '../data/rowFile';
import { inMemory, type Rows } from '../model/scoring/rows';

/** A table that is filled row after row, and closed when nobody reads it any more. */
export interface Table extends Rows {
  set(row: number, values: Float32Array): void;
  close(): void;
}

/** Makes a table of `count` rows of `width` numbers. */
export type MakeTable = (count: number, width: number) => Table;

/** Bytes of a table that may lie in memory; 64 MB are 43,000 images with 384 features. */
const mostInMemory = 64 * 2 ** 20;
const namePattern = /^evidence-\d+\.bin$/;

export const tableInMemory: MakeTable = (count, width) => {
  const data = new Float32Array(count * width);
  return { ...inMemory(data, width), count, set: (row, values) => data.set(values, row * width), close: () => undefined };
};

/** Tables of this process: large ones in files in `state`, from which what a crash has left is removed. */
export function tablesIn(state: string, most = mostInMemory): MakeTable {
  mkdirSync(state, { recursive: true });
  for (const name of readdirSync(state)) if (namePattern.test(name)) rmSync(join(state, name), { force: true });
  let made = 0;
  return (count, width) => (4 * count * width <= most ? tableInMemory(count, width) : new RowFile(join(state, `evidence-${made++}.bin`), count, width));
}
