/** Sessions on a folder that lives as long as one test. */
import { afterEach, beforeEach } from 'vitest';
import { type Session } from '../../../../src/trainer/session';
import { remove, temporary } from './folder';
import { open } from './recorder';

type Options = Parameters<typeof open> extends [unknown, unknown, ...infer Rest] ? Rest : never;

/** A new folder at `place` for each test of the file; after it the `sessions` are closed and the folder is removed. `start` opens one of them. */
export function sessionsOnFolder() {
  const place = {} as Awaited<ReturnType<typeof temporary>>;
  const sessions: Session[] = [];
  beforeEach(async () => { Object.assign(place, await temporary()); });
  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.close();
    await remove(place.root);
  });
  const start = async (...options: Options) => {
    const opened = await open(place.folder, place.state, ...options);
    sessions.push(opened.session);
    return opened;
  };
  return { place, sessions, start };
}
