import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockState } from '../../../src/data/stateLock';
import { PersonError } from '../../../src/shared/personError';
import { tempFolder } from './tempFolder';

const holder = (pid: number, host = hostname(), started = ''): string => JSON.stringify({ pid, started, host });

describe('the lock of a state folder', () => {
  it('lets one in at a time', async () => {
    const state = join(tempFolder(), 'new', 'state');
    const lock = await lockState(state);
    await expect(lockState(state)).rejects.toThrow(/another window/);
    await lock.release();
    await lock.release();
    expect(readdirSync(state)).toEqual([]);
    await (await lockState(state)).release();
  });

  it('lets only one of many in', async () => {
    const state = tempFolder();
    writeFileSync(join(state, 'lock'), holder(spawnSync(process.execPath, ['-e', '']).pid));
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockState(state)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) if (result.status === 'fulfilled') await result.value.release();
  });

  it('is held by a process that lives, and not by one that has died', async () => {
    const state = tempFolder();
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1e6)']);
    writeFileSync(join(state, 'lock'), holder(other.pid ?? 0));
    await expect(lockState(state)).rejects.toBeInstanceOf(PersonError);
    other.kill('SIGKILL');
    await new Promise(resolve => other.once('exit', resolve));
    await (await lockState(state)).release();
  });

  it('is not fooled by a number used again, a broken file or an own leftover', async () => {
    const state = tempFolder();
    const texts = [holder(process.pid), '', 'x', ...(existsSync('/proc/self/stat') ? [holder(process.ppid, hostname(), 'another time')] : [])];
    for (const text of texts) {
      writeFileSync(join(state, 'lock'), text);
      await (await lockState(state)).release();
    }
  });

  it('believes another machine while its lock is fresh', async () => {
    const state = tempFolder();
    writeFileSync(join(state, 'lock'), holder(1, 'elsewhere'));
    await expect(lockState(state)).rejects.toBeInstanceOf(PersonError);
    utimesSync(join(state, 'lock'), 1, 1);
    await (await lockState(state)).release();
  });

  it('names a folder that cannot be made', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    await expect(lockState(join(file, 'state'))).rejects.toThrow(file);
    const state = tempFolder();
    mkdirSync(join(state, 'lock', 'x'), { recursive: true });
    await expect(lockState(state)).rejects.toBeInstanceOf(Error);
  });
});
