import { afterEach, beforeEach, expect, test } from 'vitest';
import { noKnowledge } from '../../../src/shared/project';
import { Rest } from '../../../src/trainer/rest';
import { draw, remove, temporary } from './helpers/folder';
import { know, open } from './helpers/recorder';

let place: Awaited<ReturnType<typeof temporary>>;

beforeEach(async () => {
  place = await temporary();
  await draw(place.folder, 16);
});
afterEach(() => remove(place.root));

const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

test('while a person types nothing is learned, but labels are answered; then training goes on', async () => {
  const { session, seen } = await open(place.folder, place.state, know({}), { limits: { steps: 100_000 } });
  await seen.until(() => seen.rankings.length > 0);
  await session.rest(2000);
  await wait(400);
  const { step, resting } = seen.lastStatus;
  expect(resting).toBe(true);
  const answers = seen.rankings.length;
  await session.setKnowledge(know({ 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' }));
  await seen.until(() => seen.rankings.length > answers);
  expect(seen.lastRanking.suggestion.every(suggestion => suggestion >= 0)).toBe(true);
  await wait(300);
  expect(seen.lastStatus.step).toBe(step);
  await seen.until(() => seen.lastStatus.step > step);
  expect(seen.lastStatus.resting).toBe(false);
  await session.close();
});

test('a session that is closed does not rest first', async () => {
  const { session, seen } = await open(place.folder, place.state, noKnowledge, { limits: { steps: 100_000 } });
  await seen.until(() => seen.lastStatus?.phase === 'training');
  for (let i = 0; i < 10; i++) await session.rest(60_000);
  const begun = Date.now();
  await session.close();
  expect(Date.now() - begun).toBeLessThan(1500);
});

test('a rest is over by itself, or for what comes meanwhile', async () => {
  const rest = new Rest();
  expect(await rest.over()).toBe(true);
  rest.begin(30);
  expect(await rest.over()).toBe(true);
  rest.begin(60_000);
  const over = rest.over();
  rest.interrupt();
  expect(await over).toBe(false);
});
