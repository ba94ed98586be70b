/** A session is opened once and closed once, and lets go of its folder whatever happens between. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noKnowledge } from '../../../src/shared/project';
import { Session } from '../../../src/trainer/session';
import { draw } from './helpers/folder';
import { open, openOptions, Recorder } from './helpers/recorder';
import { sessionsOnFolder } from './helpers/sessions';

const limits = { epochs: 4 };
const { place, sessions, start } = sessionsOnFolder();

test('a state folder that is in use is refused', async () => {
  await draw(place.folder, 3);
  await start(undefined, { limits });
  await expect(open(place.folder, place.state)).rejects.toThrow(place.state);
});

test('of two calls that open the same session at once, one is refused and the other runs', async () => {
  await draw(place.folder, 3);
  const seen = new Recorder();
  const session = new Session(seen, { limits });
  sessions.push(session);
  const options = openOptions(place.folder, place.state);
  const outcomes = await Promise.allSettled([session.open(options, noKnowledge), session.open(options, noKnowledge)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await seen.rest();
  expect(seen.lastStatus.phase).toBe('idle');
});

test('whoever waits for the rest of a session that has failed is told at once, and its state is free after it is closed', async () => {
  const { session, seen } = await open(join(place.root, 'gone'), place.state, undefined, { limits });
  await seen.rest();
  expect(seen.lastStatus.phase).toBe('failed');
  await session.idle();
  await session.close();
  await draw(place.folder, 3);
  await start(undefined, { limits });
});
