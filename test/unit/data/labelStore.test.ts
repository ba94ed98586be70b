import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabelStore } from '../../../src/data/labelStore';
import { createClass, deleteClass, labelImages, mergeClass, rejectSuggestions, renameClass, reviewImages } from '../../../src/data/labels/changes';
import { labelsPath } from '../../../src/data/labelsFile';
import { projectPath } from '../../../src/data/projectFile';
import { PersonError } from '../../../src/shared/personError';
import { type Knowledge } from '../../../src/shared/project';
import { canMount, fillUp, makeReadOnly, smallDisk } from './fullDisk';
import { tempFolder } from './tempFolder';

const author = { by: 'ann', at: '2026-01-02T03:04:05Z' };
const label = (path: string, id: string | null) => (k: Knowledge) => labelImages(k, new Map([[path, id]]), author);

async function withBoltAndNut(folder = tempFolder()): Promise<LabelStore> {
  const store = await LabelStore.open(folder);
  await store.apply(k => createClass(k, 'bolt'));
  await store.apply(k => createClass(k, 'nut'));
  return store;
}

const lines = (folder: string): string[] => readFileSync(labelsPath(folder), 'utf8').trimEnd().split('\n').slice(1);

describe('the label store', () => {
  it('writes nothing into a folder that is only looked at', async () => {
    const folder = tempFolder();
    const store = await LabelStore.open(folder);
    expect(store.knowledge()).toEqual({ classes: [], decisions: [] });
    await store.reload();
    expect(existsSync(join(folder, '.winnow'))).toBe(false);
  });

  it('has a decision on disk when it says so, and finds it again', async () => {
    const store = await withBoltAndNut();
    await store.apply(label('b.png', 'nut'));
    await store.apply(label('a, "x".png', 'bolt'));
    expect(lines(store.folder)).toEqual([`"a, ""x"".png",bolt,,ann,${author.at}`, `b.png,nut,,ann,${author.at}`]);
    const again = await LabelStore.open(store.folder);
    expect(again.knowledge()).toEqual(store.knowledge());
    expect(await again.reload()).toBe(false);
  });

  it('finds a rejection again by the name of its class, also a new name, and makes no class anew for it', async () => {
    const store = await withBoltAndNut();
    await store.apply(k => rejectSuggestions(k, new Map([['a.png', 'nut']]), author));
    await store.apply(k => renameClass(k, 'nut', 'hex; nut'));
    expect(lines(store.folder)).toEqual([`a.png,,,ann,${author.at},hex\\; nut`]);
    const again = await LabelStore.open(store.folder);
    expect(again.knowledge()).toEqual(store.knowledge());
    expect(again.knowledge().decisions).toMatchObject([{ path: 'a.png', label: null, rejected: ['nut'] }]);
    await again.apply(k => deleteClass(k, 'nut'));
    expect(lines(store.folder)).toEqual([]);
    expect((await LabelStore.open(store.folder)).knowledge().classes.map(({ id }) => id)).toEqual(['bolt']);
  });

  it('keeps a column that someone added, also of a line that is taken back', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, '.winnow'));
    writeFileSync(labelsPath(folder), 'note,path,label\nscratched,a.png,bolt\n');
    const store = await LabelStore.open(folder);
    const [{ id }] = store.knowledge().classes;
    const { inverse } = await store.apply(label('a.png', null));
    await store.apply(label('b.png', id));
    await store.apply(inverse);
    expect(lines(folder)).toEqual(['a.png,bolt,,,,scratched', `b.png,bolt,,ann,${author.at},`]);
  });

  it('does many changes at once without losing one, and takes them all back', async () => {
    const store = await withBoltAndNut();
    const before = store.knowledge();
    const done = await Promise.all(Array.from({ length: 60 }, (_, i) => i % 3 === 2
      ? store.apply(k => reviewImages(k, [`${i - 1}.png`], true, author))
      : store.apply(label(`${i}.png`, i % 2 ? 'bolt' : 'nut'))));
    expect(store.knowledge().decisions).toHaveLength(40);
    expect(store.knowledge().decisions.every(({ label }) => label !== null)).toBe(true);
    expect(lines(store.folder)).toHaveLength(40);
    for (const { inverse } of done.reverse()) await store.apply(inverse);
    expect(store.knowledge()).toEqual(before);
    expect(lines(store.folder)).toEqual([]);
  });

  it('rejects one impossible change and does the others', async () => {
    const store = await withBoltAndNut();
    const results = await Promise.allSettled([store.apply(label('a.png', 'bolt')), store.apply(label('b.png', 'gone')), store.apply(label('c.png', 'nut'))]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(lines(store.folder)).toHaveLength(2);
  });

  it('rewrites the lines of a class that is renamed, merged or deleted', async () => {
    const store = await withBoltAndNut();
    await store.apply(label('a.png', 'bolt'));
    await store.apply(label('b.png', 'nut'));
    await store.apply(k => renameClass(k, 'bolt', 'screw'));
    expect(lines(store.folder)[0]).toMatch(/^a.png,screw,/);
    expect(store.knowledge().classes[0]).toMatchObject({ id: 'bolt', name: 'screw' });
    const { inverse } = await store.apply(k => mergeClass(k, 'nut', 'bolt'));
    expect(lines(store.folder)[1]).toMatch(/^b.png,screw,/);
    await store.apply(inverse);
    await store.apply(k => deleteClass(k, 'bolt'));
    expect(lines(store.folder)).toHaveLength(1);
    expect((await LabelStore.open(store.folder)).knowledge()).toEqual(store.knowledge());
  });

  it('reads back an edit made outside, and makes classes of new names', async () => {
    const store = await withBoltAndNut();
    await store.apply(label('a.png', 'bolt'));
    writeFileSync(labelsPath(store.folder), 'path,label,anomalous,by,at\na.png,nut,,bob,\nb.png,gear,1,bob,\n');
    expect(await store.reload()).toBe(true);
    expect(store.knowledge().classes.map(({ name }) => name)).toEqual(['bolt', 'nut', 'gear']);
    expect(store.knowledge().decisions.map(({ path, label }) => [path, label])).toEqual([['a.png', 'nut'], ['b.png', 'gear']]);
    expect(await store.reload()).toBe(false);
  });

  it('makes a change on top of an edit made outside that nobody told it about', async () => {
    const store = await withBoltAndNut();
    await store.apply(label('a.png', 'bolt'));
    writeFileSync(labelsPath(store.folder), 'path,label,anomalous,by,at\na.png,nut,,bob,\n<<<<<<< HEAD\nb.png,nut,,bob,\n');
    await store.apply(label('c.png', 'bolt'));
    expect(store.knowledge().decisions.map(({ path, label }) => [path, label])).toEqual([['a.png', 'nut'], ['b.png', 'nut'], ['c.png', 'bolt']]);
    expect(store.broken().map(({ line, text }) => [line, text])).toEqual([[3, '<<<<<<< HEAD']]);
    expect(lines(store.folder)).toContain('<<<<<<< HEAD');
  });

  it('loses nothing between two windows on the same folder', async () => {
    const one = await withBoltAndNut();
    const two = await LabelStore.open(one.folder);
    for (let i = 0; i < 10; i++) await (i % 2 ? one : two).apply(label(`${i}.png`, i % 3 ? 'bolt' : 'nut'));
    await two.apply(k => createClass(k, 'gear'));
    await one.apply(label('3.png', 'gear'));
    await Promise.all([one.reload(), two.reload()]);
    expect(one.knowledge()).toEqual(two.knowledge());
    expect(one.knowledge().decisions).toHaveLength(10);
  });

  it('understands a class that was renamed in the project file alone', async () => {
    const store = await withBoltAndNut();
    await store.apply(label('a.png', 'bolt'));
    writeFileSync(projectPath(store.folder), readFileSync(projectPath(store.folder), 'utf8').replace('"name": "bolt"', '"name": "screw"'));
    await store.reload();
    expect(store.knowledge().classes.map(({ name }) => name)).toEqual(['screw', 'nut']);
    expect(store.knowledge().decisions[0].label).toBe('bolt');
  });

  it('keeps labels of files that are gone: it never looks at the images', async () => {
    const store = await withBoltAndNut();
    await store.apply(label('never/was.png', 'bolt'));
    await store.apply(label('a.png', 'bolt'));
    expect((await LabelStore.open(store.folder)).knowledge().decisions.map(({ path }) => path)).toEqual(['a.png', 'never/was.png']);
  });

  it('leaves a broken project file as it is, and says which file', async () => {
    const store = await withBoltAndNut();
    await store.apply(label('a.png', 'bolt'));
    const before = store.knowledge();
    for (const text of ['{"version": 1, "classes": [', '[]', '{"version": 2}', '{"classes": [{"name": "a"}, {"name": "a"}]}', '{"size": 4}']) {
      writeFileSync(projectPath(store.folder), text);
      await expect(store.reload()).rejects.toThrow(projectPath(store.folder));
      await expect(store.apply(k => createClass(k, 'gear'))).rejects.toBeInstanceOf(PersonError);
      await expect(LabelStore.open(store.folder)).rejects.toBeInstanceOf(PersonError);
      expect(readFileSync(projectPath(store.folder), 'utf8')).toBe(text);
      expect(store.knowledge()).toEqual(before);
    }
  });

  it('keeps what it does not know in the project file', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, '.winnow'));
    writeFileSync(projectPath(folder), JSON.stringify({ include: ['*.png'], other: { a: [1] }, classes: ['bolt', { name: 'nut', color: '#010203' }] }));
    const store = await LabelStore.open(folder);
    await store.apply(k => createClass(k, 'gear'));
    const project = JSON.parse(readFileSync(projectPath(folder), 'utf8'));
    expect(project).toMatchObject({ version: 1, include: ['*.png'], other: { a: [1] } });
    expect(project.classes.map((item: { name: string }) => item.name)).toEqual(['bolt', 'nut', 'gear']);
    expect(project.classes[1]).toEqual({ id: 'nut', name: 'nut', color: '#010203' });
  });

  it('has changed nothing when it could not write', async () => {
    const store = await withBoltAndNut();
    await store.apply(label('a.png', 'bolt'));
    const before = store.knowledge();
    rmSync(labelsPath(store.folder));
    mkdirSync(join(labelsPath(store.folder), 'in the way'), { recursive: true });
    await expect(store.apply(label('b.png', 'nut'))).rejects.toBeInstanceOf(PersonError);
    expect(store.knowledge()).toEqual(before);
    rmSync(labelsPath(store.folder), { recursive: true });
  });

  it.skipIf(!canMount)('loses nothing on a full disk', async () => {
    const folder = smallDisk(64_000);
    const store = await withBoltAndNut(folder);
    await store.apply(label('a.png', 'bolt'));
    const [before, file] = [store.knowledge(), readFileSync(labelsPath(folder), 'utf8')];
    fillUp(folder);
    for (const change of [label('b.png', 'nut'), (k: Knowledge) => renameClass(k, 'bolt', 'screw'), (k: Knowledge) => deleteClass(k, 'bolt')]) {
      await expect(store.apply(change)).rejects.toThrow(/full/);
      expect(store.knowledge()).toEqual(before);
      expect(readFileSync(labelsPath(folder), 'utf8')).toBe(file);
      expect((await LabelStore.open(folder)).knowledge()).toEqual(before);
    }
    rmSync(join(folder, 'ballast'));
    await store.apply(label('b.png', 'nut'));
    expect(lines(folder)).toHaveLength(2);
  });

  it.skipIf(!canMount)('can be read from a read-only disk, and says that it is one', async () => {
    const folder = smallDisk(64_000);
    await (await withBoltAndNut(folder)).apply(label('a.png', 'bolt'));
    makeReadOnly(folder);
    const store = await LabelStore.open(folder);
    expect(store.knowledge().decisions).toHaveLength(1);
    await expect(store.apply(label('b.png', 'nut'))).rejects.toThrow(/read-only/);
  });
});
