import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Knowledge } from '../../../src/shared/project';
import { draw, remove, temporary } from './helpers/folder';
import { know, open, type Recorder } from './helpers/recorder';

let place: Awaited<ReturnType<typeof temporary>>;
const labels = know({ 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' });

beforeEach(async () => {
  place = await temporary();
  await draw(place.folder, 16);
});
afterEach(() => remove(place.root));

/** Opens the folder until there is a ranking and, when asked for, rest; whether the first ranking came before anything was scored. */
async function opening(knowledge: Knowledge, rest = false): Promise<{ seen: Recorder; atOnce: boolean }> {
  const { session, seen } = await open(place.folder, place.state, knowledge, { limits: { epochs: 4 } });
  await seen.until(() => seen.rankings.length > 0);
  const atOnce = !seen.states.some(({ phase }) => phase === 'scoring');
  if (rest) await seen.rest();
  await session.close();
  return { seen, atOnce };
}

test('a second opening shows the last ranking before it looks at the images, and then looks at them', async () => {
  const first = await opening(labels, true);
  expect(first.atOnce).toBe(false);
  const second = await opening(labels, true);
  expect(second.atOnce).toBe(true);
  expect({ ...second.seen.rankings[0], listing: 0 }).toEqual({ ...first.seen.lastRanking, listing: 0 });
  expect(second.seen.rankings[0].listing).toBe(second.seen.listings[second.seen.listings.length - 1].version);
  expect(second.seen.rankings.length).toBeGreaterThan(1);
});

test('a ranking of other images, of other decisions, or a damaged one is not shown', async () => {
  await opening(labels, true);
  expect((await opening(know({ 'disc-00.png': 'disc', 'stripe-01.png': 'disc' }), true)).atOnce).toBe(false);
  expect((await opening(know({ 'disc-00.png': 'disc', 'stripe-01.png': 'disc' }), true)).atOnce).toBe(true);
  await rename(join(place.folder, 'disc-02.png'), join(place.folder, 'other.png'));
  expect((await opening(know({ 'disc-00.png': 'disc', 'stripe-01.png': 'disc' }), true)).atOnce).toBe(false);
  await writeFile(join(place.state, 'ranking.bin'), 'damaged');
  expect((await opening(know({ 'disc-00.png': 'disc', 'stripe-01.png': 'disc' }))).atOnce).toBe(false);
});

test('who asks about an image of the last ranking gets an answer as soon as it has been looked at; while paused, why there is none', async () => {
  await opening(labels, true);
  const waiting = await open(place.folder, place.state, labels, { limits: { epochs: 4 } });
  await waiting.seen.until(() => waiting.seen.rankings.length > 0);
  expect((await waiting.session.explain('disc-00.png')).path).toBe('disc-00.png');
  expect(await waiting.session.similar('disc-00.png', 3)).toContain('disc-00.png');
  await waiting.session.close();

  const paused = await open(place.folder, place.state, labels, { limits: { epochs: 4 } });
  await paused.session.pause();
  await paused.seen.until(() => paused.seen.rankings.length > 0);
  await expect(paused.session.explain('disc-00.png')).rejects.toThrow('ranking');
  await paused.session.close();
});

test('a ranking that knew nothing of a decision is not taken for one that did, also when the folder is closed right after it', async () => {
  const other = know({ 'disc-00.png': 'stripe', 'stripe-01.png': 'disc' });
  const { session, seen } = await open(place.folder, place.state, labels, { limits: { epochs: 4 } });
  await seen.until(() => seen.rankings.length > 0);
  await Promise.all([session.setKnowledge(other), session.close()]);
  expect((await opening(other)).atOnce).toBe(false);
});
