/** Labels go out through the palette and the file dialog, and come back in. */
import { copyFileSync, existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { keepEvidence } from './failures';
import { labelsIn, sampleFolder, temporaryFolder } from './folders';
import { Gallery } from './pages';
import { openScene, type Scene } from './scene';

const names = ['a #1 100%.png', 'it\'s "b".png', 'c é.png', 'd.png'];
const out = temporaryFolder('out of here');
const folder = temporaryFolder('odd "images"');
const truth = (): string => readFileSync(join(folder, '.winnow', 'labels.csv'), 'utf8');
let scene: Scene;
let workbench: Workbench;
let gallery: Gallery;

beforeAll(async () => {
  const sample = sampleFolder(names.length);
  names.forEach((name, at) => copyFileSync(join(sample.folder, sample.paths[at]), join(folder, name)));
  scene = await openScene({ settings: { 'files.simpleDialog.enable': true, 'winnow.trainOnOpen': false } });
  workbench = await scene.window(folder);
  gallery = await Gallery.open(workbench);
  await gallery.tiles.first().waitFor({ timeout: 60_000 });
});

afterAll(() => scene?.close());

keepEvidence(() => scene);

async function exportTo(format: string, path: string): Promise<void> {
  await workbench.command('Winnow: Export Labels');
  await workbench.pick(format);
  await workbench.file(path, 'OK');
  await poll(`something at ${path}`, () => existsSync(path), { timeout: 15_000 });
}

async function importFrom(format: string, path: string): Promise<void> {
  await workbench.command('Winnow: Import Labels');
  await workbench.pick(format);
  await workbench.file(path, 'Import');
}

test('nothing to export is said, not written', async () => {
  await workbench.command('Winnow: Export Labels');
  await workbench.toast(/nothing to export/).waitFor();
  await workbench.command('Notifications: Clear All Notifications');
});

test('a CSV brings back what was changed since, as one step', async () => {
  const file = join(out, 'labels of #1.csv');
  await gallery.createClass('odd, "name"');
  await gallery.createClass('b/c');
  for (const [at, name] of names.slice(0, 3).entries()) await gallery.label(name, at === 1 ? 2 : 1, 0, 1);
  await poll('three labels on disk', () => labelsIn(folder).size === 3);
  const exported = truth();
  await exportTo('CSV', file);
  expect(readFileSync(file, 'utf8')).toBe(exported);
  await workbench.status(/Exported 3 labels/).waitFor();
  expect((JSON.parse(readFileSync(join(out, 'labels of #1.csv.classes.json'), 'utf8')) as { classes: { name: string }[] }).classes.map(({ name }) => name)).toEqual(['odd, "name"', 'b/c']);

  await gallery.label(names[0], 2, 0, 1);
  await gallery.label(names[2], 2, 0, 1);
  await poll('two other labels on disk', () => labelsIn(folder).get(names[2])?.label === 'b/c');
  const changed = truth();
  await importFrom('Any File', file);
  await poll('the exported labels', () => truth() === exported, { timeout: 15_000 });
  await workbench.command('Winnow: Undo');
  await poll('the labels before the import', () => truth() === changed);
  await workbench.command('Winnow: Redo');
  await poll('the exported labels again', () => truth() === exported);
  expect(await workbench.toasts()).toEqual([]);
});

test('class folders of links bring labels back, too', async () => {
  const classes = join(out, 'classes');
  const exported = truth();
  await exportTo('Class Folders, Symbolic Links', classes);
  expect(lstatSync(join(classes, 'b%2Fc', names[1])).isSymbolicLink()).toBe(true);
  await gallery.label(names[1], 1, 0, 1);
  await poll('another label on disk', () => truth() !== exported);
  await importFrom('Class Folders', classes);
  await poll('the exported labels', () => truth() === exported, { timeout: 15_000 });
  expect(await workbench.toasts()).toEqual([]);
});
