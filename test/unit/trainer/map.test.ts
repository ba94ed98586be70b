/** The map of the latent space and walks through it, from a session on a folder. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Session } from '../../../src/trainer/session';
import { draw, remove, temporary } from './helpers/folder';
import { know, open } from './helpers/recorder';

let place: Awaited<ReturnType<typeof temporary>>;
const sessions: Session[] = [];
const limits = { epochs: 4 };
const labels = know({ 'disc-00.png': 'disc', 'disc-02.png': 'disc', 'stripe-01.png': 'stripe', 'stripe-03.png': 'stripe' });

beforeEach(async () => { place = await temporary(); });
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close();
  await remove(place.root);
});

async function start() {
  const opened = await open(place.folder, place.state, labels, { limits });
  sessions.push(opened.session);
  return opened;
}

test('a map has every image that was scored; the next session goes on from it', async () => {
  await draw(place.folder, 40);
  const { session, seen } = await start();
  await expect(session.map()).rejects.toThrow('ranking');
  await seen.rest();
  const [first, same] = await Promise.all([session.map(), session.map()]);
  expect(same).toBe(first);
  expect(first).toMatchObject({ listing: seen.listings.at(-1)!.version, step: seen.lastRanking.step, fitted: 40, continued: false });
  expect(first.points).toHaveLength(80);
  expect(first.points.every(value => Number.isFinite(value))).toBe(true);
  await session.close();
  sessions.length = 0;

  const again = await start();
  await again.seen.until(() => again.seen.rankings.length > 0);
  const second = await again.session.map();
  expect(second.continued).toBe(true);
  const spread = Math.hypot(...first.points) / Math.sqrt(40);
  const ways = Array.from({ length: 40 }, (_, i) => Math.hypot(first.points[2 * i] - second.points[2 * i], first.points[2 * i + 1] - second.points[2 * i + 1])).sort((a, b) => a - b);
  expect(ways[20]).toBeLessThan(0.25 * spread);
});

test('a walk leads from one image, or class, to another; its ends do not depend on each other', async () => {
  await draw(place.folder, 24);
  const { session, seen } = await start();
  await expect(session.walk({ path: 'disc-00.png' }, { path: 'stripe-01.png' }, 5)).rejects.toThrow('ranking');
  await seen.rest();
  const there = await session.walk({ path: 'disc-00.png' }, { path: 'stripe-01.png' }, 5);
  const back = await session.walk({ path: 'stripe-01.png' }, { path: 'disc-00.png' }, 5);
  expect(there).toHaveLength(5);
  const difference = (a: Uint8Array, b: Uint8Array) => a.reduce((sum, value, at) => sum + Math.abs(value - b[at]), 0) / a.length;
  expect(difference(there[0].pixels, back[4].pixels)).toBeLessThan(1);
  expect(difference(there[2].pixels, back[2].pixels)).toBeLessThan(1);
  expect(difference(there[0].pixels, there[4].pixels)).toBeGreaterThan(5 * difference(there[0].pixels, back[4].pixels));
  // The end of a walk is what the model makes of the image.
  const { reconstruction } = await session.explain('disc-00.png');
  expect(difference(there[0].pixels, reconstruction.pixels)).toBeLessThan(2);

  const drawn = await session.walk({ classId: 'disc', seed: 4 }, { path: 'stripe-01.png' }, 2);
  const [generated] = await session.generate('disc', 1, 4);
  expect(difference(drawn[0].pixels, generated.pixels)).toBeLessThan(2);
  await expect(session.walk({ path: 'gone.png' }, { path: 'disc-00.png' }, 2)).rejects.toThrow('gone.png');
  await expect(session.walk({ classId: 'square', seed: 1 }, { path: 'disc-00.png' }, 2)).rejects.toThrow('square');
});

test('between a new listing and its scoring, what was scored is still itself', async () => {
  await draw(place.folder, 24);
  const opened = await open(place.folder, place.state, labels, { limits }, { watch: true });
  sessions.push(opened.session);
  const { session, seen } = opened;
  await seen.rest();
  const ends = [{ path: 'disc-00.png' }, { path: 'stripe-01.png' }] as const;
  const before = await session.walk(...ends, 2);
  const similar = await session.similar('disc-00.png', 5);
  session.pause();
  const { version } = seen.listings.at(-1)!;
  // The first of the listing from now on: every other image has another place.
  await copyFile(join(place.folder, 'stripe-03.png'), join(place.folder, 'a new one.png'));
  await seen.until(() => seen.listings.at(-1)!.version > version);
  const after = await session.walk(...ends, 2);
  expect(after.map(({ pixels }) => pixels)).toEqual(before.map(({ pixels }) => pixels));
  expect(await session.similar('disc-00.png', 5)).toEqual(similar);
  await expect(session.walk({ path: 'a new one.png' }, ends[0], 2)).rejects.toThrow('a new one.png');
});
