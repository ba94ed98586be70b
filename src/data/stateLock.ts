/** One process at a time works on a state folder. */
import { readFileSync } from 'node:fs';
import { link, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { PersonError } from '../shared/personError';
import { phrase } from '../shared/phrase';
import { errorCode, fileError } from './fileErrors';
import { makeFolder } from './makeFolder';

export interface StateLock {
  /** Lets the next one in; a second call does nothing. */
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  /** When the process started, so that another process with the same number is not taken for it; empty when not known. */
  readonly started: string;
  readonly host: string;
}

/** The holder touches its lock this often, ms ... */
const heartbeat = 10_000;
/** ... and a lock on another machine that is older than this has been left behind. */
const forgottenAfter = 60_000;
/** Locks of this process: the number of the process alone cannot tell them from those of a dead one. */
const held = new Set<string>();

/**
 * Takes the lock of a state folder, which is made when it is missing. The lock of a process that
 * died is taken over.
 * @throws PersonError when a live process has it, or when the folder cannot be written
 */
export async function lockState(stateDir: string): Promise<StateLock> {
  const file = join(resolve(stateDir), 'lock');
  const me: Holder = { pid: process.pid, started: startOf(process.pid), host: hostname() };
  try {
    await makeFolder(stateDir);
    while (!(await create(file, JSON.stringify(me)))) await removeStale(file, stateDir);
  } catch (error) {
    throw fileError(error, phrase`open the folder for the model`, stateDir);
  }
  held.add(file);
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), heartbeat);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      if (held.delete(file)) await rm(file, { force: true }).catch(() => undefined);
    },
  };
}

async function create(file: string, text: string): Promise<boolean> {
  const draft = `${file}.${process.pid}`;
  const handle = await open(draft, 'w');
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
  try {
    // A link appears with its text in it, so that no one ever reads an empty lock.
    await link(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    return await createExclusively(file, text);
  } finally {
    await rm(draft, { force: true });
  }
}

/** For disks without hard links. */
async function createExclusively(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(text);
    await handle.close();
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock if its holder is dead. */
async function removeStale(file: string, stateDir: string): Promise<void> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (await isAlive(text, file)) {
    throw new PersonError(phrase`"${stateDir}" is open in another window. Close Winnow there first, or open another folder.`, stateDir);
  }
  const aside = `${file}.stale-${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  // Someone else may have taken the lock between reading and renaming: then it is put back.
  const moved = await readFile(aside, 'utf8').catch(() => null);
  if (moved !== null && moved !== text) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function isAlive(text: string, file: string): Promise<boolean> {
  let holder: Holder;
  try {
    holder = JSON.parse(text) as Holder;
  } catch {
    return false;
  }
  if (holder.host !== hostname()) return Date.now() - (await stat(file)).mtimeMs < forgottenAfter;
  if (holder.pid === process.pid) return held.has(file);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false;
  }
  return holder.started === '' || startOf(holder.pid) === holder.started;
}

/** Start of a process in clock ticks since boot (Linux); empty elsewhere. */
function startOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return fields[19] ?? '';
  } catch {
    return '';
  }
}
