import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { loadPhotographs, loadSteel, MissingSet } from '../../bench/quality/sets';
import { tempFolder } from '../data/tempFolder';

const classes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** A data folder whose X-SDD has one image in each of the folders `names`. */
async function dataWith(names: readonly string[]): Promise<string> {
  const data = tempFolder();
  mkdirSync(join(data, 'x_sdd', 'images'), { recursive: true });
  const image = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'grey' } }).png().toBuffer();
  for (const name of names) {
    mkdirSync(join(data, 'x_sdd', 'images', name));
    writeFileSync(join(data, 'x_sdd', 'images', name, '1.png'), image);
  }
  return data;
}

it('takes class folders alone: files beside them and hidden ones in them are no images', async () => {
  const data = await dataWith(classes);
  writeFileSync(join(data, 'x_sdd', 'images', 'readme.txt'), 'seven classes');
  writeFileSync(join(data, 'x_sdd', 'images', 'a', '.DS_Store'), 'nothing');
  const set = await loadSteel(data);
  expect(set.classes).toEqual(classes);
  expect([...set.label]).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

it.each([[[]], [classes.slice(1)]])('says what to put where when not all classes are there, and trains on none: %s', async names => {
  const data = await dataWith(names);
  await expect(loadSteel(data)).rejects.toThrow(MissingSet);
  await expect(loadSteel(data)).rejects.toThrow(join(data, 'x_sdd', 'images'));
  await expect(loadPhotographs(data)).rejects.toThrow(MissingSet);
});
