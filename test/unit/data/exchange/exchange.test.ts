import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportLabels, filesOf } from '../../../../src/data/exchange/exportLabels';
import { formatIds } from '../../../../src/data/exchange/formats';
import { readExchange } from '../../../../src/data/exchange/readExchange';
import { applyChange } from '../../../../src/data/labels/change';
import { importRows } from '../../../../src/data/labels/importRows';
import { type LabelRow } from '../../../../src/data/labelsFile';
import { rowsFrom } from '../../../../src/data/labels/rowsAndDecisions';
import { PersonError } from '../../../../src/shared/personError';
import { type ImageClass, noKnowledge } from '../../../../src/shared/project';
import { tempFolder } from '../tempFolder';
import { byPath, knowledgeOf, nastyRows } from './rows';

const row = (path: string, label: string | null, anomalous: boolean | null = null, by = 'ann', at = '2026-01-02T03:04:05.000Z'): LabelRow => ({ path, label, anomalous, by, at });
const names = { csv: 'x.csv', jsonl: 'x.jsonl', 'label-studio': 'x.json', fiftyone: 'labels.json', folders: 'classes' };

describe.each(formatIds)('%s', format => {
  it('is written, recognised and read into an empty folder without a loss', async () => {
    const rows = nastyRows(11, 40);
    const folder = join(tempFolder('memory'), 'images');
    for (const { path } of rows) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), path);
    }
    const out = join(tempFolder('memory'), 'new', names[format]);
    const exported = await exportLabels({ knowledge: knowledgeOf(rows), folder, format, out });
    expect(exported).toMatchObject({ count: rows.length, gone: [] });
    expect(exported.written.every(existsSync)).toBe(true);
    const found = await readExchange(out, rows.map(({ path }) => path));
    expect(found).toMatchObject({ format, missing: [] });
    const { knowledge } = applyChange(noKnowledge, importRows(noKnowledge, found.rows));
    expect(rowsFrom(knowledge)).toEqual(byPath(rows));
    expect((await readExchange(out, rows.map(({ path }) => path), format)).rows).toHaveLength(rows.length);
  });

  it('brings back the classes with their colours and order, also those that no image has', async () => {
    const folder = join(tempFolder('memory'), 'images');
    mkdirSync(folder, { recursive: true });
    for (const name of ['a.png', 'b.png']) writeFileSync(join(folder, name), name);
    const classes = ['nut', 'two\nlines', 'empty', 'bolt', 'classes.json'].map((name, at) => ({ id: `c${at}`, name, color: `#00000${at}` }));
    const decide = (path: string, label: string) => ({ path, label, anomalous: null, by: '', at: '' });
    const out = join(tempFolder('memory'), names[format]);
    await exportLabels({ knowledge: { classes, decisions: [decide('a.png', 'c3'), decide('b.png', 'c4')] }, folder, format, out });
    const found = await readExchange(out, ['a.png', 'b.png']);
    const told = (all: readonly ImageClass[]) => all.map(({ name, color }) => ({ name, color }));
    const { knowledge } = applyChange(noKnowledge, importRows(noKnowledge, found.rows, found.classes));
    expect(told(knowledge.classes)).toEqual(told(classes));
    // Those of the folder keep their own colours and places.
    const own = { ...noKnowledge, classes: [{ id: 'x', name: 'bolt', color: '#ffffff' }] };
    expect(told(applyChange(own, importRows(own, found.rows, found.classes)).knowledge.classes)).toEqual(told([...own.classes, ...classes.filter(({ name }) => name !== 'bolt')]));
  });

  it('never overwrites unless it was allowed, and never files of Winnow', async () => {
    const root = tempFolder();
    const folder = join(root, 'images');
    const request = { knowledge: knowledgeOf([row('a.png', 'bolt')]), folder, format };
    for (const name of [names[format], ...filesOf({ ...request, out: join(root, names[format]) })].map(name => join(root, name.slice(name.lastIndexOf('/') + 1)))) {
      const place = format === 'folders' ? join(name, 'mine') : name;
      mkdirSync(join(place, '..'), { recursive: true });
      writeFileSync(place, 'mine');
      await expect(exportLabels({ ...request, out: join(root, names[format]) })).rejects.toBeInstanceOf(PersonError);
      expect(readFileSync(place, 'utf8')).toBe('mine');
    }
    const own = join(folder, '.winnow', 'labels.csv');
    await expect(exportLabels({ ...request, out: own, replace: true })).rejects.toBeInstanceOf(PersonError);
    await expect(exportLabels({ ...request, knowledge: noKnowledge, out: join(root, 'none') })).rejects.toBeInstanceOf(PersonError);
    expect(existsSync(join(root, 'none'))).toBe(false);
    if (format === 'folders') return;
    await exportLabels({ ...request, out: join(root, names[format]), replace: true });
    expect(readFileSync(join(root, names[format]), 'utf8')).toContain('bolt');
    expect(readdirSync(root).filter(name => !name.startsWith('.')).length).toBe(filesOf({ ...request, out: join(root, names[format]) }).length);
  });
});

describe('the classes beside an export', () => {
  const classed = (color: string) => ({ classes: [{ id: 'c', name: 'bolt', color }], decisions: [{ path: 'a.png', label: 'c', anomalous: null, by: '', at: '' }] });
  const colorsIn = async (file: string) => (await readExchange(file, ['a.png'])).classes.map(({ color }) => color);

  it('are its own, though exports in other formats have its name', async () => {
    const folder = tempFolder();
    const outs = [['csv', 'x.csv', '#000001'], ['jsonl', 'x.jsonl', '#000002'], ['label-studio', 'x.json', '#000003'], ['csv', 'x', '#000004']] as const;
    for (const [format, name, color] of outs) await exportLabels({ knowledge: classed(color), folder: join(folder, 'images'), format, out: join(folder, name) });
    for (const [, name, color] of outs) expect(await colorsIn(join(folder, name))).toEqual([color]);
  });

  it('are found where they were written before', async () => {
    const folder = tempFolder();
    const out = join(folder, 'x.csv');
    const { written } = await exportLabels({ knowledge: classed('#000001'), folder: join(folder, 'images'), format: 'csv', out });
    renameSync(written.find(file => file !== out)!, join(folder, 'x.classes.json'));
    expect(await colorsIn(out)).toEqual(['#000001']);
    await exportLabels({ knowledge: classed('#000002'), folder: join(folder, 'images'), format: 'csv', out, replace: true });
    expect(await colorsIn(out)).toEqual(['#000002']);
  });
});

describe('reading', () => {
  const file = (name: string, text: string): string => {
    const path = join(tempFolder(), name);
    writeFileSync(path, text);
    return path;
  };

  it('finds the format by the content where the ending does not tell it', async () => {
    const texts = { csv: 'path,label\na.png,bolt\n', jsonl: '{"path":"a.png","label":"bolt"}\n', 'label-studio': '[{"data":{"image":"a.png"},"annotations":[{"result":[{"type":"choices","from_name":"c","value":{"choices":["bolt"]}}]}]}]', fiftyone: '{"labels":{"a":"bolt"}}' };
    for (const [format, text] of Object.entries(texts)) {
      expect(await readExchange(file('labels.txt', text), ['a.png'])).toMatchObject({ format, rows: [{ path: 'a.png', label: 'bolt' }] });
    }
    const dataset = tempFolder();
    writeFileSync(join(dataset, 'labels.json'), texts.fiftyone);
    expect(await readExchange(dataset, ['a.png'])).toMatchObject({ format: 'fiftyone' });
  });

  it('tells which images are not there, and that none is', async () => {
    const source = file('x.csv', 'path,label\na.png,bolt\ngone/b.png,nut\nc.png,\n');
    expect(await readExchange(source, ['a.png', 'c.png'])).toMatchObject({ rows: [{ path: 'a.png' }], missing: ['gone/b.png'] });
    await expect(readExchange(source, ['z.png'])).rejects.toThrow('a.png');
  });

  it('names file and place of what is broken, and reads nothing then', async () => {
    const attempts: [string, string, string][] = [
      ['x.csv', 'path,label\na.png,bolt,3\n', 'line 2'],
      ['x.csv', 'name,class\na.png,bolt\n', 'line 1'],
      ['x.jsonl', '{"path":"a.png","label":"bolt"}\n{"path":\n', 'line 2'],
      ['x.json', '[\n\n{"data":', 'line 3'],
      ['x.json', '[{"data":{}}]', 'task 1'],
      ['x.json', '', 'x.json'],
      ['x.bin', '\0\u0001', 'x.bin'],
      ['x.csv', 'path,label\na.png,\n', 'x.csv'],
    ];
    for (const [name, text, word] of attempts) {
      const failure: unknown = await readExchange(file(name, text), ['a.png']).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(PersonError);
      expect(String(failure)).toContain(name);
      expect(String(failure)).toContain(word);
    }
    await expect(readExchange(join(tempFolder(), 'no.csv'), [])).rejects.toThrow('no.csv');
    await expect(readExchange(file('x.csv', 'path\n'), [], 'folders')).rejects.toBeInstanceOf(PersonError);
    await expect(readExchange(tempFolder(), [])).rejects.toBeInstanceOf(PersonError);
  });
});

describe('taking rows in', () => {
  const before = knowledgeOf([row('a.png', 'bolt', true), row('b.png', 'nut'), row('c.png', 'nut', false)]);

  it('what a row says wins, what it leaves open stays', () => {
    const { knowledge } = applyChange(before, importRows(before, [row('a.png', 'nut', null, 'bo', ''), row('b.png', null, true), row('d.png', 'gear', null, '', '')]));
    expect(rowsFrom(knowledge)).toEqual([row('a.png', 'nut', true, 'bo', ''), row('b.png', 'nut', true), row('c.png', 'nut', false), row('d.png', 'gear', null, '', '')]);
    expect(knowledge.classes.map(({ name }) => name)).toEqual(['bolt', 'nut', 'gear']);
  });

  it('is one change that its inverse takes back, new classes included', () => {
    const rows = nastyRows(4);
    const applied = applyChange(before, importRows(before, rows));
    expect(applyChange(applied.knowledge, applied.inverse).knowledge).toEqual(before);
  });

  it('is no change when nothing is new', () => {
    expect(importRows(before, rowsFrom(before))).toEqual({});
    expect(importRows(before, rowsFrom(before).map(each => ({ ...each, by: '', at: '' })))).toEqual({});
  });
});
