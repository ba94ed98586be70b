import { expect, it } from 'vitest';
import { classNameOf, folded, folderNames } from '../../../../src/data/exchange/folders/folderNames';
import { layoutOf } from '../../../../src/data/exchange/folders/layout';
import { byPath, nastyClasses, nastyRows } from './rows';

it('every class has a folder that every disk takes, and no two the same', () => {
  const folders = [...folderNames(nastyClasses).values()];
  expect(new Set(folders.map(folded)).size).toBe(nastyClasses.length);
  for (const folder of folders) {
    expect(folder).toMatch(/^[^/\\:*?"<>|\p{Cc}]+$/u);
    expect(folder).toMatch(/[^. ]$/);
    expect(folder).not.toMatch(/^(\.|(con|nul|com1)(\.|$)|_anomalous$|labels\.csv$)/i);
    expect(Buffer.byteLength(folder)).toBeLessThanOrEqual(255);
  }
});

it('plain names stay as they are', () => {
  const plain = ['bolt', 'Schraube groß', '部品', 'a.b', 'class_1', 'consul'];
  expect([...folderNames(plain).values()]).toEqual(plain);
});

it('the class can be read off its folder, unless the name is too long for one', () => {
  for (const [name, folder] of folderNames(nastyClasses)) if (!folder.includes('%~')) expect(classNameOf(folder)).toBe(name);
  expect(['50%', '%zz', 'plain', '%2fa'].map(classNameOf)).toEqual(['50%', '%zz', 'plain', '%2fa']);
});

it('images get different places, in sub-folders only where names collide', () => {
  const row = (path: string, label: string | null, anomalous: boolean | null = null) => ({ path, label, anomalous, by: '', at: '' });
  const layout = layoutOf([
    row('a/1.png', 'bolt'), row('b/1.png', 'bolt'), row('b/2.png', 'bolt'), row('c/1.png', 'nut', true),
    row('d/3.png', null, true), row('e/4.png', null, false), row('B/2.PNG', 'nut'),
  ]);
  expect(Object.fromEntries(layout)).toEqual({
    'a/1.png': 'bolt/a/1.png', 'b/1.png': 'bolt/b/1.png', 'b/2.png': 'bolt/2.png', 'c/1.png': 'nut/1.png', 'B/2.PNG': 'nut/2.PNG', 'd/3.png': '_anomalous/3.png',
  });
});

it('a file and a folder of one name, and names that differ in case, do not meet', () => {
  const places = (paths: string[]) => [...layoutOf(paths.map(path => ({ path, label: 'x', anomalous: null, by: '', at: '' }))).values()];
  for (const paths of [['y/a.png', 'a.png/1.png', 'b/1.png'], ['A/x.png', 'a/x.png'], ['x.png', 'X.png', '2/x.png']]) {
    const files = places(paths).map(folded);
    expect(new Set(files).size).toBe(paths.length);
    for (const file of files) expect(files.some(other => other.startsWith(`${file}/`))).toBe(false);
  }
});

it('any rows are laid out without two in one place', () => {
  for (let seed = 0; seed < 20; seed++) {
    const rows = byPath(nastyRows(seed, 200));
    const layout = layoutOf(rows);
    expect(layout.size).toBe(rows.filter(({ label, anomalous }) => label !== null || anomalous === true).length);
    expect(new Set([...layout.values()].map(folded)).size).toBe(layout.size);
  }
});
