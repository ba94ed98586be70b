/** Near duplicates and similar images of a folder, as the trainer tells them. */
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Session } from '../../../src/trainer/session';
import { draw, remove, temporary } from './helpers/folder';
import { open, type Recorder } from './helpers/recorder';

let place: Awaited<ReturnType<typeof temporary>>;
let session: Session | undefined;

beforeEach(async () => { place = await temporary(); });
afterEach(async () => {
  await session?.close();
  session = undefined;
  await remove(place.root);
});

/** Groups that were told last, as paths. */
function groups(seen: Recorder): string[][] {
  const { members, sizes, listing } = seen.twins[seen.twins.length - 1];
  const { paths } = seen.listings.find(({ version }) => version === listing)!;
  let end = 0;
  return Array.from(sizes, size => Array.from(members.subarray(end, end += size), i => paths[i]));
}

test('copies are told as groups, while training goes on and after files have come and gone', async () => {
  const paths = await draw(place.folder, 30);
  await copyFile(join(place.folder, paths[3]), join(place.folder, 'again.png'));
  await sharp(join(place.folder, paths[8])).linear(1.05, 3).png().toFile(join(place.folder, 'brighter.png'));
  await writeFile(join(place.folder, 'broken.png'), 'no image');
  const opened = await open(place.folder, place.state, undefined, { limits: { epochs: 40 } }, { watch: true });
  session = opened.session;
  const { seen } = opened;
  await seen.until(() => seen.twins.length > 0);
  expect(seen.lastStatus.phase).not.toBe('idle');
  const expected = [['again.png', paths[3]], ['brighter.png', paths[8]]];
  expect(groups(seen)).toEqual(expect.arrayContaining(expected));
  const told = groups(seen).flat();
  expect(told).not.toContain('broken.png');
  await rm(join(place.folder, 'again.png'));
  await copyFile(join(place.folder, paths[12]), join(place.folder, 'third.png'));
  await seen.until(() => seen.twins.length > 0 && groups(seen).some(group => group.includes('third.png')) && !groups(seen).flat().includes('again.png'));
  expect(groups(seen)).toEqual(expect.arrayContaining([['brighter.png', paths[8]]]));
});

test('a run that nobody watches is spared the search', async () => {
  await draw(place.folder, 12);
  const opened = await open(place.folder, place.state, undefined, { limits: { epochs: 1 }, scoreOnlyAtEnd: true });
  session = opened.session;
  await opened.seen.rest();
  expect(opened.seen.twins).toEqual([]);
});

test('similar images come nearest first, after the image itself', async () => {
  const paths = await draw(place.folder, 30);
  await copyFile(join(place.folder, paths[3]), join(place.folder, 'again.png'));
  const opened = await open(place.folder, place.state, undefined, { limits: { epochs: 12 } });
  session = opened.session;
  await expect(session.similar(paths[3], 10)).rejects.toThrow(/not looked|not in the folder/);
  await opened.seen.rest();
  const found = await session.similar(paths[3], 10);
  expect(found.slice(0, 2)).toEqual([paths[3], 'again.png']);
  expect(found).toHaveLength(11);
  const kind = paths[3].split('-')[0];
  expect(found.slice(2).filter(path => path.startsWith(kind)).length).toBeGreaterThanOrEqual(7);
  await expect(session.similar('gone.png', 5)).rejects.toThrow('gone.png');
});
