import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readClassFolders } from '../../../../src/data/exchange/folders/readClassFolders';
import { type Links } from '../../../../src/data/exchange/folders/transfer';
import { writeClassFolders } from '../../../../src/data/exchange/folders/writeClassFolders';
import { ImageIndex } from '../../../../src/data/exchange/imageIndex';
import { type LabelRow } from '../../../../src/data/labelsFile';
import { PersonError } from '../../../../src/shared/personError';
import { canMount, fillUp, smallDisk } from '../fullDisk';
import { tempFolder } from '../tempFolder';
import { byPath, nastyRows } from './rows';

const row = (path: string, label: string | null, anomalous: boolean | null = null): LabelRow => ({ path, label, anomalous, by: 'ann', at: '2026-01-02T03:04:05.000Z' });

/** A folder with an "image" for each path, which holds its path. */
function imagesAt(paths: readonly string[], root = tempFolder()): string {
  const folder = join(root, 'images');
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
  return folder;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => !statSync(join(folder, path)).isDirectory()).sort();
}

const read = async (out: string, rows: readonly LabelRow[]) => readClassFolders(out, new ImageIndex(rows.map(({ path }) => path)));
const some = [row('a/1.png', 'bolt'), row('b/1.png', 'bolt', true), row('b/2.png', 'nut'), row('c/3.png', null, true), row('c/4.png', null, false)];

describe('class folders', () => {
  it.each(['copy', 'hard', 'symbolic'] satisfies Links[])('%s: every image lies in its class, and every row comes back', async links => {
    const folder = imagesAt(some.map(({ path }) => path));
    const out = join(tempFolder(), 'deep', 'classes');
    expect(await writeClassFolders(some, folder, out, { links })).toEqual([]);
    expect(filesIn(out)).toEqual(['_anomalous/3.png', 'bolt/a/1.png', 'bolt/b/1.png', 'classes.json', 'labels.csv', 'nut/2.png']);
    expect(readFileSync(join(out, 'bolt/b/1.png'), 'utf8')).toBe('b/1.png');
    const [image, there] = [join(folder, 'b/2.png'), join(out, 'nut/2.png')];
    expect(lstatSync(there).isSymbolicLink()).toBe(links === 'symbolic');
    if (links === 'symbolic') expect(readlinkSync(there)).toBe(image);
    expect(statSync(there).ino === statSync(image).ino).toBe(links !== 'copy');
    const { rows, faults } = await read(out, some);
    expect(faults).toEqual([]);
    expect(byPath(rows)).toEqual(byPath(some));
    expect(readdirSync(dirname(out))).toEqual(['classes']);
  });

  it('bring back rows of any names', async () => {
    for (const seed of [1, 2, 3]) {
      const rows = nastyRows(seed, 80);
      const folder = imagesAt(rows.map(({ path }) => path), tempFolder('memory'));
      const out = join(tempFolder('memory'), 'classes é #1');
      await writeClassFolders(rows, folder, out, { links: 'copy' });
      expect(byPath((await read(out, rows)).rows)).toEqual(byPath(rows));
    }
  });

  it('of thousands of images are written with their progress', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => row(`${i % 9}/image ${i >> 1}.png`, `class ${i % 4}`));
    const folder = imagesAt(rows.map(({ path }) => path), tempFolder('memory'));
    const out = join(tempFolder('memory'), 'classes');
    const seen: number[] = [];
    await writeClassFolders(rows, folder, out, { links: 'hard', onProgress: (done, total) => seen.push(done / total) });
    expect(seen.at(-1)).toBe(1);
    expect(filesIn(out)).toHaveLength(new Set(rows.map(({ path }) => path)).size + 2);
  });

  it('leave out images that are gone, and keep their rows', async () => {
    const folder = imagesAt(some.map(({ path }) => path));
    rmSync(join(folder, 'b/2.png'));
    for (const links of ['copy', 'hard', 'symbolic'] satisfies Links[]) {
      const out = join(tempFolder(), 'classes');
      expect(await writeClassFolders(some, folder, out, { links })).toEqual(['b/2.png']);
      expect(filesIn(out)).not.toContain('nut/2.png');
      expect(byPath((await read(out, some)).rows)).toEqual(byPath(some));
    }
  });

  it('link to the image that a link stands for', async () => {
    const folder = imagesAt(['real.png']);
    symlinkSync(join(folder, 'real.png'), join(folder, 'link.png'));
    const out = join(tempFolder(), 'classes');
    await writeClassFolders([row('link.png', 'bolt')], folder, out, { links: 'hard' });
    expect(lstatSync(join(out, 'bolt/link.png')).isFile()).toBe(true);
  });
});

describe('what stands in the way', () => {
  it('is never overwritten', async () => {
    const folder = imagesAt(some.map(({ path }) => path));
    const out = tempFolder();
    writeFileSync(join(out, 'mine.txt'), 'mine');
    await expect(writeClassFolders(some, folder, out, { links: 'copy' })).rejects.toBeInstanceOf(PersonError);
    await expect(writeClassFolders(some, folder, join(out, 'mine.txt'), { links: 'copy' })).rejects.toBeInstanceOf(PersonError);
    expect(readdirSync(out)).toEqual(['mine.txt']);
    const empty = tempFolder();
    await writeClassFolders(some, folder, empty, { links: 'copy' });
    expect(existsSync(join(empty, 'nut/2.png'))).toBe(true);
  });

  it('is the folder of images itself', async () => {
    const folder = imagesAt(some.map(({ path }) => path));
    for (const out of [folder, join(folder, 'classes'), dirname(folder)]) await expect(writeClassFolders(some, folder, out, { links: 'copy' })).rejects.toBeInstanceOf(PersonError);
    await writeClassFolders(some, folder, `${folder}-classes`, { links: 'copy' });
    expect(filesIn(folder)).toHaveLength(some.length);
  });

  it('is another disk, for hard links: the image is named and nothing is left', async context => {
    const folder = imagesAt(some.map(({ path }) => path));
    const elsewhere = tempFolder('memory');
    if (statSync(folder).dev === statSync(elsewhere).dev) return context.skip();
    const failure = await writeClassFolders(some, folder, join(elsewhere, 'classes'), { links: 'hard' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PersonError);
    expect(String(failure)).toContain('1.png');
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it.runIf(canMount)('is a full disk: nothing is left', async () => {
    const folder = imagesAt(['a.png', 'b.png']);
    writeFileSync(join(folder, 'b.png'), Buffer.alloc(200_000));
    const disk = smallDisk(256_000);
    fillUp(disk);
    rmSync(join(disk, 'ballast'));
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(120_000));
    const failure = await writeClassFolders([row('a.png', 'x'), row('b.png', 'x')], folder, join(disk, 'classes'), { links: 'copy' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PersonError);
    expect(readdirSync(disk)).toEqual(['ballast']);
  });

  it('is a person who stops it: nothing is left', async () => {
    const folder = imagesAt(some.map(({ path }) => path));
    const parent = tempFolder();
    const controller = new AbortController();
    const reason = new Error('stop');
    const run = writeClassFolders(some, folder, join(parent, 'classes'), { links: 'copy', signal: controller.signal, onProgress: () => controller.abort(reason) });
    await expect(run).rejects.toBe(reason);
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe('folders that someone has changed', () => {
  it('an image moved to another class has that class, the rest stays', async () => {
    const folder = imagesAt(some.map(({ path }) => path));
    const out = join(tempFolder(), 'classes');
    await writeClassFolders(some, folder, out, { links: 'copy' });
    renameSync(join(out, 'nut/2.png'), join(out, 'bolt/2.png'));
    mkdirSync(join(out, 'gear'));
    renameSync(join(out, '_anomalous/3.png'), join(out, 'gear/3.png'));
    const { rows, faults } = await read(out, some);
    expect(faults).toEqual([]);
    expect(byPath(rows)).toMatchObject([some[0], some[1], { path: 'b/2.png', label: 'bolt', anomalous: null, at: '' }, { path: 'c/3.png', label: 'gear', anomalous: true }, some[4]]);
  });

  it('without the table the folders tell the classes', async () => {
    const out = tempFolder();
    for (const file of ['bolt/1.png', 'bolt/sub/2.png', 'a%2Fb/3.png', '_anomalous/4.png', 'nut/gone.png', 'notes.txt', 'loose.png']) {
      mkdirSync(dirname(join(out, file)), { recursive: true });
      writeFileSync(join(out, file), '');
    }
    const { rows, faults } = await readClassFolders(out, new ImageIndex(['x/1.png', 'sub/2.png', '3.png', '4.png', 'loose.png']));
    expect(faults).toEqual([]);
    expect(rows.map(({ path, label, anomalous }) => [path, label, anomalous]).sort()).toEqual([
      ['3.png', 'a/b', null], ['4.png', null, true], ['nut/gone.png', 'nut', null], ['sub/2.png', 'bolt', null], ['x/1.png', 'bolt', null],
    ]);
  });

  it('one image in two classes is a fault; a folder without any is none of class folders', async () => {
    const out = tempFolder();
    for (const file of ['bolt/1.png', 'nut/1.png']) {
      mkdirSync(dirname(join(out, file)), { recursive: true });
      writeFileSync(join(out, file), '');
    }
    expect((await readClassFolders(out, new ImageIndex(['1.png']))).faults).toHaveLength(1);
    await expect(readClassFolders(tempFolder(), new ImageIndex([]))).rejects.toBeInstanceOf(PersonError);
  });
});
