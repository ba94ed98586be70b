/** A folder with class folders: their names are offered as classes, once, and taken by the command at any time. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { keepEvidence } from './failures';
import { labelsIn, sampleFolder, temporaryFolder } from './folders';
import { Gallery } from './pages';
import { openScene, type Scene } from './scene';

const perClass = 4;
const folder = temporaryFolder('class folders');
/** In natural order, which is not that of their letters. */
const classes = ['part 1', 'part 2', 'part 10'];
const stray = 'stray.jpg';
const question = /3 folders hold the images/;
let scene: Scene;
let workbench: Workbench;
let gallery: Gallery;

beforeAll(async () => {
  const sample = sampleFolder(classes.length * perClass + 1);
  for (const [at, path] of sample.paths.entries()) {
    const below = at === 0 ? '' : classes[at % classes.length];
    mkdirSync(join(folder, below), { recursive: true });
    copyFileSync(join(sample.folder, path), join(folder, below, at === 0 ? stray : path));
  }
  scene = await openScene({ settings: { 'winnow.trainOnOpen': false } });
});

afterAll(() => scene?.close());

keepEvidence(() => scene);

/** Opens the folder in a window, and its gallery. */
async function open(): Promise<void> {
  await workbench?.page.close();
  workbench = await scene.window(folder);
  await workbench.command('Winnow: Open Gallery');
}

/** The gallery, as soon as it shows all images. */
async function find(): Promise<Gallery> {
  const found = await Gallery.find(workbench);
  await poll('all images', async () => await found.count('all') === classes.length * perClass + 1, { timeout: 60_000 });
  return found;
}

/** How many images of each class are labelled on disk. */
function labelled(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [path, { label }] of labelsIn(folder)) {
    if (label === path.split('/')[0]) counts[label] = (counts[label] ?? 0) + 1;
    else throw new Error(`${path} is labelled "${label}"`);
  }
  return counts;
}

const all = Object.fromEntries(classes.map(name => [name, perClass]));

async function chips(): Promise<(string | null)[]> {
  const found = await gallery.frame.getByTestId('chip').all();
  return Promise.all(found.map(chip => chip.getAttribute('data-name')));
}

test('the offer makes the classes and labels every image in a class folder', async () => {
  await open();
  // It hides after some seconds, which the page may need longer for.
  const toast = workbench.toast(question);
  await toast.waitFor({ timeout: 60_000 });
  // The editor now and then drops the click on a toast's button.
  await poll('the offer to be taken', async () => {
    if (await toast.isVisible()) await toast.getByRole('button', { name: 'Use as Labels' }).click({ timeout: 2000 });
    return labelsIn(folder).size > 0;
  }, { timeout: 20_000, interval: 500 });
  await workbench.status(/Labelled 12 images by their folders/).waitFor();
  expect(labelled()).toEqual(all);
  gallery = await find();
  await gallery.chip(classes[2]).waitFor();
  expect(await chips()).toEqual(classes);
  await poll('all labels in the page', async () => await gallery.count('labelled') === classes.length * perClass);
  expect(await gallery.state(stray, 'labelled').count()).toBe(0);
});

test('one undo takes it back', async () => {
  await workbench.command('Winnow: Undo');
  await poll('no label on disk', () => labelsIn(folder).size === 0);
  await gallery.chip(classes[0]).waitFor({ state: 'detached' });
  expect(await chips()).toEqual([]);
});

test('a second opening does not ask again', async () => {
  // VS Code in a browser writes what its extensions remember every five seconds, not when its window closes.
  await workbench.page.waitForTimeout(8000);
  await open();
  gallery = await find();
  await workbench.page.waitForTimeout(3000);
  expect(await workbench.toasts()).toEqual([]);
  // One that has hidden by now has left its mark.
  expect(await workbench.page.locator('.statusbar .codicon-bell-dot').count()).toBe(0);
  expect(labelsIn(folder).size).toBe(0);
});

test('the command leaves the labels that are there, and says when there is nothing to do', async () => {
  await gallery.createClass('part 1');
  await gallery.createClass('another');
  const path = (await gallery.shown()).find(each => each.startsWith('part 1/'))!;
  await gallery.label(path, 2, 0, 1);
  await workbench.command('Winnow: Use Folder Names as Classes');
  await workbench.status(/Labelled 11 images by their folders/).waitFor();
  expect(labelsIn(folder).get(path)?.label).toBe('another');
  expect(labelsIn(folder).size).toBe(12);
  await gallery.chip('part 10').waitFor();
  expect(await chips()).toEqual(['part 1', 'another', 'part 2', 'part 10']);
  expect(await workbench.toasts()).toEqual([]);
  await workbench.command('Winnow: Use Folder Names as Classes');
  await workbench.toast(/has a label already/).waitFor();
});
