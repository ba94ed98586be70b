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

test('while a person types nothing is learned, but labels are answered; then training goes on', async () => {
  const { session, seen } = await open(place.folder, place.state, know({}), { limits: { steps: 100_000 } });
  await seen.until(() => seen.rankings.length > 0);
  const typing = setInterval(() => void session.rest(2000), 200);
  await seen.until(() => seen.lastStatus.resting === true);
  const { step } = seen.lastStatus;
  const answers = seen.rankings.length;
  await session.setKnowledge(know({ 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' }));
  await seen.until(() => seen.rankings.length > answers);
  expect(seen.lastRanking.suggestion.every(suggestion => suggestion >= 0)).toBe(true);
  await new Promise(resolve => setTimeout(resolve, 300));
  expect(seen.lastStatus.step).toBe(step);
  clearInterval(typing);
  await seen.until(() => seen.lastStatus.step > step);
  expect(seen.lastStatus.resting).toBe(false);
  await session.close();
});

test('the first ranking does not wait for a person who types, nor does an answer about an image', async () => {
  const { session, seen } = await open(place.folder, place.state, noKnowledge, { limits: { steps: 100_000 } });
  const typing = setInterval(() => void session.rest(2000), 100);
  await seen.until(() => seen.rankings.length > 0);
  expect((await session.explain('disc-00.png')).path).toBe('disc-00.png');
  clearInterval(typing);
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

test('a rest is over by itself, and waiting for that for what comes meanwhile', async () => {
  const rest = new Rest();
  await rest.over();
  rest.begin(30);
  await rest.over();
  expect(rest.due).toBe(false);
  rest.begin(60_000);
  const over = rest.over();
  rest.interrupt();
  await over;
  expect(rest.due).toBe(true);
});
