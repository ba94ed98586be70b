/** What becomes of training and of labels that come while it is paused or broken off. */
import { expect, test, vi } from 'vitest';
import { Work } from '../../../src/trainer/work';
import { draw } from './helpers/folder';
import { know } from './helpers/recorder';
import { sessionsOnFolder } from './helpers/sessions';

const { place, sessions, start } = sessionsOnFolder();
const few = { 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' };

test('paused it trains nothing, but answers; resumed it goes on', async () => {
  await draw(place.folder, 40);
  const { session, seen } = await start(undefined, { limits: { epochs: 300 } });
  await seen.until(() => seen.rankings.length > 0);
  await session.pause();
  await seen.until(() => seen.lastStatus.phase === 'paused');
  const { step } = seen.lastStatus;
  await session.setKnowledge(know({ 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' }));
  await seen.until(() => seen.lastRanking.classes.length === 2);
  expect(seen.lastStatus).toMatchObject({ phase: 'paused', step });
  await session.resume();
  await seen.until(() => seen.lastStatus.phase === 'training' && seen.lastStatus.step > step);
});

test('paused it rests, also when labels and files have come', async () => {
  await draw(place.folder, 20);
  const { session, seen } = await start(undefined, { limits: { epochs: 300 } });
  await seen.until(() => seen.rankings.length > 0);
  await session.pause();
  await session.setKnowledge(know(few));
  await seen.until(() => seen.lastRanking.classes.length === 2 && seen.lastStatus.phase === 'paused');
  const next = vi.spyOn(Work.prototype, 'next');
  try {
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(next.mock.calls.length).toBeLessThan(20);
  } finally {
    next.mockRestore();
  }
});

test('a label that came while a training was broken off gets a training of its own when the folder is opened again', async () => {
  await draw(place.folder, 16);
  const { session, seen } = await start();
  // A first training has 60 epochs, one for labels 30.
  await seen.until(() => seen.lastStatus.phase === 'training' && seen.lastStatus.epoch > 35);
  await session.pause();
  await session.setKnowledge(know(few));
  await seen.until(() => seen.lastRanking?.classes.length === 2);
  sessions.splice(sessions.indexOf(session), 1);
  await session.close();
  const again = await start(know(few));
  await again.seen.until(() => again.seen.lastStatus.phase === 'training' && again.seen.lastStatus.epochs > 0);
  expect(again.seen.lastStatus.epochs).toBe(30);
});
