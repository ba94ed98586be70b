import { cpSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type PixelFormat } from '../../../src/data/decode';
import { defaultGlobs } from '../../../src/data/globs';
import { PixelCache } from '../../../src/data/pixelCache';
import { scanFolder, type ScannedFile } from '../../../src/data/scan';
import { PersonError } from '../../../src/shared/personError';
import { phrase } from '../../../src/shared/phrase';
import { canMount, fillUp, makeReadOnly, smallDisk } from './fullDisk';
import { tempFolder } from './tempFolder';

const format: PixelFormat = { size: 28, channels: 1 };
const slotBytes = 28 * 28;

/** Writes an image that is grey of one value all over. */
async function draw(folder: string, name: string, value: number): Promise<void> {
  await sharp({ create: { width: 30, height: 30, channels: 3, background: { r: value, g: value, b: value } } }).png().toFile(join(folder, name));
}

async function imagesOf(values: readonly number[]): Promise<string> {
  const folder = tempFolder();
  for (const value of values) await draw(folder, `${value}.png`, value);
  return folder;
}

const scan = (folder: string): Promise<ScannedFile[]> => scanFolder(folder, defaultGlobs);

/** Checks that every image reads as the value it is named after. */
async function expectValues(cache: PixelCache, values: readonly number[]): Promise<void> {
  const out = new Uint8Array(values.length * slotBytes);
  await cache.read(values.map(value => `${value}.png`), out);
  values.forEach((value, i) => expect(new Set(out.subarray(i * slotBytes, (i + 1) * slotBytes))).toEqual(new Set([value])));
}

const slotsFile = (state: string): string => join(state, 'pixels-28x1', 'slots.bin');

describe('the pixel cache', () => {
  for (const memoryBytes of [undefined, 0]) {
    it(`decodes once and never again, ${memoryBytes === 0 ? 'without' : 'with'} memory`, async () => {
      const values = Array.from({ length: 40 }, (_, i) => i * 5);
      const [folder, state] = [await imagesOf(values), tempFolder()];
      const steps: number[] = [];
      const first = await PixelCache.open(state, format, { memoryBytes });
      expect(await first.fill(folder, await scan(folder), { onProgress: (done, total) => steps.push(done / total) })).toEqual({ unreadable: [], decoded: 40 });
      expect(steps.at(-1)).toBe(1);
      await expectValues(first, values);
      await first.close();
      const second = await PixelCache.open(state, format, { memoryBytes });
      expect(await second.fill(folder, await scan(folder))).toEqual({ unreadable: [], decoded: 0 });
      expect(second.decodedNow).toBe(0);
      await expectValues(second, [...values].reverse());
      await second.close();
    });
  }

  it('decodes what changed, forgets what vanished and uses its space again', async () => {
    const [folder, state] = [await imagesOf([10, 20, 30]), tempFolder()];
    let cache = await PixelCache.open(state, format);
    await cache.fill(folder, await scan(folder));
    const size = statSync(slotsFile(state)).size;
    for (let round = 0; round < 5; round++) {
      rmSync(join(folder, `${20 + round}.png`));
      await draw(folder, `${21 + round}.png`, 21 + round);
      await draw(folder, '10.png', 100 + round);
      utimesSync(join(folder, '10.png'), round, round);
      expect((await cache.fill(folder, await scan(folder))).decoded).toBe(2);
      expect(cache.has(`${20 + round}.png`)).toBe(false);
      await expectValues(cache, [21 + round, 30]);
    }
    expect(statSync(slotsFile(state)).size).toBeLessThanOrEqual(size + 2 * slotBytes);
    await cache.close();
    cache = await PixelCache.open(state, format);
    await expectValues(cache, [25, 30]);
    await cache.close();
  });

  it('lists unreadable files with their reason, tries them again only when they change, and goes on with the rest', async () => {
    const [folder, state] = [await imagesOf([10, 20]), tempFolder()];
    writeFileSync(join(folder, 'zero.png'), '');
    writeFileSync(join(folder, 'a text.jpg'), 'text');
    let cache = await PixelCache.open(state, format);
    const wanted = [{ path: 'a text.jpg', reason: phrase`not an image: a text file named ${'.jpg'}` }, { path: 'zero.png', reason: phrase`empty file` }];
    expect(await cache.fill(folder, await scan(folder))).toEqual({ unreadable: wanted, decoded: 4 });
    expect(cache.has('zero.png')).toBe(false);
    await expect(cache.read(['zero.png'], new Uint8Array(slotBytes))).rejects.toThrow('zero.png');
    await cache.close();
    cache = await PixelCache.open(state, format);
    expect(await cache.fill(folder, await scan(folder))).toEqual({ unreadable: wanted, decoded: 0 });
    await draw(folder, 'zero.png', 0);
    expect(await cache.fill(folder, await scan(folder))).toEqual({ unreadable: [wanted[0]], decoded: 1 });
    expect(cache.has('zero.png')).toBe(true);
    await cache.close();
  });

  it('lists a file that vanished after the scan, but remembers nothing of it', async () => {
    const [folder, state] = [await imagesOf([10, 20]), tempFolder()];
    const files = await scan(folder);
    rmSync(join(folder, '20.png'));
    const cache = await PixelCache.open(state, format);
    expect((await cache.fill(folder, files)).unreadable.map(({ path }) => path)).toEqual(['20.png']);
    expect((await cache.fill(folder, await scan(folder))).unreadable).toEqual([]);
    await cache.close();
  });

  it('trusts no slot that a crash may have spoilt', async () => {
    const values = [10, 20, 30, 40];
    const [folder, state, crashed] = [await imagesOf(values), tempFolder(), tempFolder()];
    const cache = await PixelCache.open(state, format);
    await cache.fill(folder, await scan(folder));
    // A crash while the last slot was being written to disk.
    cpSync(state, crashed, { recursive: true });
    truncateSync(slotsFile(crashed), 3.5 * slotBytes);
    const after = await PixelCache.open(crashed, format);
    expect((await after.fill(folder, await scan(folder))).decoded).toBe(1);
    await expectValues(after, values);
    await after.close();
    // A crash after other pixels went to disk, before the index did.
    rmSync(join(folder, '10.png'));
    await draw(folder, '50.png', 50);
    const before = readFileSync(join(state, 'pixels-28x1', 'index.json'));
    await cache.fill(folder, await scan(folder));
    await cache.close();
    writeFileSync(join(state, 'pixels-28x1', 'index.json'), before);
    const reopened = await PixelCache.open(state, format);
    await expectValues(reopened, values);
    await reopened.close();
  });

  it('starts anew when its index is broken', async () => {
    const [folder, state] = [await imagesOf([10, 20]), tempFolder()];
    let cache = await PixelCache.open(state, format);
    await cache.fill(folder, await scan(folder));
    await cache.close();
    for (const text of ['', '{"version": 99, "entries": []}', '{"version": 1, "entries": 3}']) {
      writeFileSync(join(state, 'pixels-28x1', 'index.json'), text);
      cache = await PixelCache.open(state, format);
      expect((await cache.fill(folder, await scan(folder))).decoded).toBe(2);
      await expectValues(cache, [10, 20]);
      await cache.close();
    }
  });

  it('keeps what was done when it is stopped', async () => {
    const [folder, state] = [await imagesOf([10, 20, 30, 40, 50, 60]), tempFolder()];
    const stop = new AbortController();
    let cache = await PixelCache.open(state, format);
    await expect(cache.fill(folder, await scan(folder), {
      signal: stop.signal,
      concurrency: 1,
      onProgress: done => done === 3 && stop.abort(),
    })).rejects.toThrow();
    await cache.close();
    cache = await PixelCache.open(state, format);
    expect((await cache.fill(folder, await scan(folder))).decoded).toBe(3);
    await cache.close();
  });

  it('names the folder when there is a file in its place', async () => {
    const state = join(tempFolder(), 'state');
    writeFileSync(state, '');
    const failure = await PixelCache.open(state, format).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PersonError);
    expect(String(failure)).toContain(state);
  });

  it.skipIf(!canMount)('says that the disk is full, and goes on once it is not', async () => {
    const values = Array.from({ length: 60 }, (_, i) => i);
    const [folder, state] = [await imagesOf(values), smallDisk(200_000)];
    mkdirSync(join(state, 'pixels-28x1'));
    fillUp(state);
    truncateSync(join(state, 'ballast'), statSync(join(state, 'ballast')).size - 20_000);
    const cache = await PixelCache.open(state, format);
    const failure = await cache.fill(folder, await scan(folder)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PersonError);
    expect(String(failure)).toContain('full');
    rmSync(join(state, 'ballast'));
    await cache.fill(folder, await scan(folder));
    await expectValues(cache, values);
    await cache.close();
    const again = await PixelCache.open(state, format);
    await expectValues(again, values);
    await again.close();
  });

  it.skipIf(!canMount)('says that the disk is read-only', async () => {
    const state = smallDisk(100_000);
    makeReadOnly(state);
    await expect(PixelCache.open(join(state, 'x'), format)).rejects.toThrow(/read-only/);
  });
});
