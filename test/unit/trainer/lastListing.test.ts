import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noKnowledge } from '../../../src/shared/project';
import { type OpenOptions } from '../../../src/shared/trainerContract';
import { draw, remove, temporary } from './helpers/folder';
import { open, type Recorder } from './helpers/recorder';

let place: Awaited<ReturnType<typeof temporary>>;
let names: string[];

beforeEach(async () => {
  place = await temporary();
  names = await draw(place.folder, 16);
});
afterEach(() => remove(place.root));

/** Opens the folder until its images are decoded, and closes it. */
async function opening(change: Partial<OpenOptions> = {}): Promise<Recorder> {
  const { session, seen } = await open(place.folder, place.state, noKnowledge, { limits: { steps: 1 } }, change);
  await seen.until(() => seen.states.some(({ phase }) => phase === 'training' || phase === 'failed'));
  await session.close();
  return seen;
}

/** The paths of each listing that was told. */
function told(seen: Recorder): (readonly string[])[] {
  return seen.listings.map(({ paths }) => paths);
}

test('a second opening lists the images once, and knows at once which of them cannot be read', async () => {
  await writeFile(join(place.folder, 'broken.png'), 'no image');
  await opening();
  const { listings: [listing, ...others] } = await opening();
  expect(listing.paths).toEqual(['broken.png', ...names]);
  expect(listing.unreadable.map(({ path }) => path)).toEqual(['broken.png']);
  expect(others).toEqual([]);
});

test('what has changed in the folder since is told right after', async () => {
  await opening();
  await rename(join(place.folder, names[3]), join(place.folder, 'other.png'));
  const now = [...names.filter(name => name !== names[3]), 'other.png'].sort();
  expect(told(await opening())).toEqual([names, now]);
});

test('the listing of a folder that is gone is followed by the fault', async () => {
  await opening();
  await rm(place.folder, { recursive: true });
  const seen = await opening();
  expect(told(seen)).toEqual([names]);
  expect(seen.lastStatus.phase).toBe('failed');
});

test('a folder that was empty is remembered as empty', async () => {
  await opening();
  for (const name of names) await rm(join(place.folder, name));
  const idle = async () => {
    const { session, seen } = await open(place.folder, place.state);
    await seen.rest();
    await session.close();
    return told(seen);
  };
  expect(await idle()).toEqual([names, []]);
  expect(await idle()).toEqual([[]]);
});

test('a listing that cannot be kept is no reason not to train', async () => {
  await mkdir(join(place.state, 'listing.bin', 'in the way'), { recursive: true });
  const seen = await opening();
  expect(seen.states.some(({ phase }) => phase === 'failed')).toBe(false);
  expect(seen.lines.some(({ level, text }) => level === 'warn' && text.includes('listing.bin'))).toBe(true);
});

test('a listing that other globs have selected, or a damaged one, is not shown', async () => {
  await opening();
  const stripes = names.filter(name => name.startsWith('stripe'));
  expect(told(await opening({ exclude: ['disc-*'] }))).toEqual([stripes]);
  await writeFile(join(place.state, 'listing.bin'), 'damaged');
  expect(told(await opening({ exclude: ['disc-*'] }))).toEqual([stripes]);
});
