import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { RowFile } from '../../../src/data/rowFile';
import { PersonError } from '../../../src/shared/personError';
import { tempFolder } from './tempFolder';

const width = 3;
const rowOf = (row: number) => Float32Array.of(row, row + 0.25, -row);

function filled(count: number, folder = tempFolder()): RowFile {
  const file = new RowFile(join(folder, 'rows.bin'), count, width);
  onTestFinished(() => file.close());
  for (let row = 0; row < count; row++) file.set(row, rowOf(row));
  return file;
}

const expected = (start: number, end: number) => Float32Array.from(Array.from({ length: end - start }, (_, j) => [...rowOf(start + j)]).flat());

test('rows come back as they were written: one by one, in order, from anywhere, and many at once', () => {
  const file = filled(5000);
  for (const row of [4999, 0, 1, 2, 3000, 1023, 1024, 17, 18]) expect(file.block(row, row + 1)).toEqual(rowOf(row));
  for (let start = 0; start < 5000; start += 700) expect(file.block(start, Math.min(5000, start + 700))).toEqual(expected(start, Math.min(5000, start + 700)));
  expect(file.block(10, 4000)).toEqual(expected(10, 4000));
});

test('rows may be read while others are still written', () => {
  const file = new RowFile(join(tempFolder(), 'rows.bin'), 100, width);
  onTestFinished(() => file.close());
  for (let row = 0; row < 100; row++) {
    file.set(row, rowOf(row));
    if (row % 7 !== 3) continue;
    expect(file.block(row >> 1, row + 1)).toEqual(expected(row >> 1, row + 1));
    expect(file.block(row >> 2, (row >> 2) + 1)).toEqual(rowOf(row >> 2));
    expect(file.block((row >> 2) + 1, (row >> 2) + 2)).toEqual(rowOf((row >> 2) + 1));
  }
  expect(file.block(0, 100)).toEqual(expected(0, 100));
});

test('a row that was never written is an error, and nothing is left on the disk', () => {
  const folder = tempFolder();
  const file = new RowFile(join(folder, 'rows.bin'), 10, width);
  file.set(0, rowOf(0));
  expect(() => file.block(5, 6)).toThrow('row 6');
  file.close();
  file.close();
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that is not there is said in words for a person', () => {
  expect(() => new RowFile(join(tempFolder(), 'missing', 'rows.bin'), 10, width)).toThrow(PersonError);
});
