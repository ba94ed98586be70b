import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultGlobs } from '../../../src/data/globs';
import { watchFolder, type WatchOptions } from '../../../src/data/watch';
import { tempFolder } from './tempFolder';

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

async function watched(folder: string, options?: WatchOptions): Promise<{ calls: () => number; next: () => Promise<void> }> {
  let calls = 0;
  let wake = (): void => undefined;
  const watch = await watchFolder(folder, defaultGlobs, () => {
    calls++;
    wake();
  }, options);
  onTestFinished(() => watch.close());
  return { calls: () => calls, next: () => new Promise(resolve => { wake = resolve; }) };
}

describe('watching', () => {
  it('tells of images that appear, change and vanish, and of folders that are moved', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'a'));
    const watch = await watched(folder);
    const steps = [
      () => writeFileSync(join(folder, 'a', 'x.png'), '1'),
      () => appendFileSync(join(folder, 'a', 'x.png'), '2'),
      () => renameSync(join(folder, 'a'), join(folder, 'b')),
      () => rmSync(join(folder, 'b'), { recursive: true }),
    ];
    for (const step of steps) {
      const told = watch.next();
      step();
      await told;
    }
  });

  it('tells once of a burst, and nothing of its own files', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, '.winnow'));
    mkdirSync(join(folder, 'state'));
    writeFileSync(join(folder, 'notes.txt'), '');
    const watch = await watched(folder, { ignore: [join(folder, 'state')] });
    writeFileSync(join(folder, '.winnow', 'labels.csv'), 'x');
    writeFileSync(join(folder, 'state', 'x.png'), 'x');
    appendFileSync(join(folder, 'notes.txt'), 'x');
    await pause(600);
    expect(watch.calls()).toBe(0);
    const told = watch.next();
    for (let i = 0; i < 200; i++) writeFileSync(join(folder, `${i}.png`), 'x');
    await told;
    await pause(500);
    expect(watch.calls()).toBeLessThanOrEqual(2);
  });

  it('looks now and then where the system cannot watch, and says so', async () => {
    const lines: string[] = [];
    const watch = await watched(join(tempFolder(), 'missing'), { rescanEvery: 20, log: text => lines.push(text) });
    await watch.next();
    expect(lines).toHaveLength(1);
  });
});
