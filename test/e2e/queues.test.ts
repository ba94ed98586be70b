/** Queues of one picture, of similar images and of unreadable ones; many images and many classes. Each test goes on where the one before ended. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { goStepByStep } from './failures';
import { type LabelledFolder, labelsIn, sampleFolder } from './folders';
import { faultsInEveryTheme, picture } from './looks';
import { Gallery } from './pages';
import { openScene, type Scene } from './scene';

let images: LabelledFolder;
let scene: Scene;
let workbench: Workbench;
let gallery: Gallery;
/** Each with its copies. */
let pictures: string[][];

beforeAll(async () => {
  images = sampleFolder(520);
  const { folder, paths } = images;
  const at = (name: string) => join(folder, name);
  const [a, b, c] = [paths[10], paths[200], paths[300]];
  copyFileSync(at(a), at('copy of a.jpg'));
  await sharp(at(b)).jpeg({ quality: 60 }).toFile(at('saved again b.jpg'));
  await sharp(at(b)).resize(80).jpeg({ quality: 85 }).toFile(at('smaller b.jpg'));
  const { width = 0, height = 0 } = await sharp(at(c)).metadata();
  const moved = await sharp(at(c)).extract({ left: 3, top: 0, width: width - 3, height }).toBuffer();
  await sharp(moved).extend({ right: 3, extendWith: 'copy' }).jpeg({ quality: 90 }).toFile(at('moved c.jpg'));
  writeFileSync(at('broken.jpg'), 'this is no image');
  pictures = [[a, 'copy of a.jpg'], [b, 'saved again b.jpg', 'smaller b.jpg'], [c, 'moved c.jpg']];
  scene = await openScene();
  workbench = await scene.window(folder);
});

afterAll(() => scene?.close());

goStepByStep(() => scene);

/** Labels on disk, by path. */
function labelled(): Map<string, string> {
  return new Map([...labelsIn(images.folder)].filter(([, line]) => line.label !== '').map(([path, line]) => [path, line.label]));
}

const selected = () => gallery.frame.locator('[data-testid="tile"][aria-selected="true"]').evaluateAll(tiles => (tiles as unknown as { dataset: { path: string } }[]).map(({ dataset }) => dataset.path));

test('near duplicates are found while training runs; a key shows them, a click selects the group, a digit labels all of it', async () => {
  gallery = await Gallery.open(workbench);
  await gallery.createClass('bolt');
  await gallery.createClass('nut');
  await poll('every copy', async () => await gallery.count('duplicates') === 7, { timeout: 120_000 });
  await gallery.tiles.first().click();
  await workbench.page.keyboard.press('d');
  await gallery.frame.getByTestId('group-bar').getByText('3 groups').waitFor();
  expect((await gallery.shown()).toSorted()).toEqual(pictures.flat().toSorted());
  const [, , group] = pictures;
  await gallery.tile(group[1]).click();
  expect((await selected()).toSorted()).toEqual(group.toSorted());
  await workbench.page.keyboard.press('2');
  await poll('the whole group on disk', () => group.every(path => labelled().get(path) === 'nut') && labelled().size === group.length);
  expect((await selected()).every(path => !group.includes(path))).toBe(true);
  await workbench.page.keyboard.press('Backspace');
  await poll('one undo for the group', () => labelled().size === 0);
  await poll('the group that it was about', async () => (await selected()).toSorted().join() === group.toSorted().join());
});

test('the queue is pictured and can be used by everyone', async () => {
  await gallery.tile(pictures[0][0]).click();
  expect(await faultsInEveryTheme(workbench, gallery.frame, 'duplicates')).toEqual([]);
});

test('unreadable images are shown with the reason', async () => {
  await gallery.tiles.first().click();
  await workbench.page.keyboard.press('b');
  await poll('the broken one alone', async () => (await gallery.shown()).join() === 'broken.jpg');
  expect((await gallery.tile('broken.jpg').innerText()).length).toBeGreaterThan('broken.jpg'.length + 5);
});

test('similar images come with the image first, from the gallery and from the review', async () => {
  await gallery.filter('all').click();
  await gallery.ranked();
  const [seed, copy] = pictures[0];
  await (await gallery.show(seed, images.paths.indexOf(seed) + 5, images.paths.length + 5)).click();
  await workbench.page.keyboard.press('r');
  await gallery.frame.getByTestId('filter-chosen').waitFor();
  await poll('the image and its copy', async () => (await gallery.shown()).slice(0, 2).join() === [seed, copy].join());
  await workbench.command('Winnow: Open Review');
  const review = await workbench.webview('[data-view="review"]');
  const subject = await review.getByTestId('subject').getAttribute('data-path');
  await review.getByTestId('subject').locator('h1').click();
  await workbench.page.keyboard.press('r');
  gallery = await Gallery.find(workbench);
  await gallery.frame.getByTestId('filter-chosen').waitFor({ timeout: 20_000 });
  await poll('the subject first', async () => (await gallery.shown())[0] === subject);
});

test('one key labels 500 images as one step', async () => {
  await gallery.filter('all').click();
  await gallery.tiles.first().click();
  await workbench.page.keyboard.press('Control+a');
  await gallery.frame.getByTestId('selected-count').getByText(/^525 of 525/).waitFor();
  await workbench.page.keyboard.press('1');
  await poll('all on disk', () => labelled().size === 525 && [...labelled().values()].every(name => name === 'bolt'), { timeout: 10_000 });
  await workbench.page.keyboard.press('Control+z');
  await poll('one undo for all', () => labelled().size === 0, { timeout: 10_000 });
  await workbench.page.keyboard.press('Control+y');
  await poll('one redo for all', () => labelled().size === 525, { timeout: 10_000 });
  await workbench.page.keyboard.press('Control+z');
  await poll('nothing again', () => labelled().size === 0, { timeout: 10_000 });
});

test('a class without a digit is found by typing a part of its name; a new one is made there', async () => {
  for (let at = 3; at <= 12; at++) await gallery.createClass(`kind ${at}`);
  await gallery.tiles.nth(3).click();
  const [path] = await selected();
  await workbench.page.keyboard.press('c');
  const input = workbench.page.locator('.quick-input-widget input.input').first();
  await input.waitFor();
  await workbench.page.keyboard.type('12');
  await workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'kind 12' }).first().waitFor();
  await workbench.page.keyboard.press('Enter');
  await poll('the label on disk', () => labelled().get(path) === 'kind 12');
  expect(await selected()).not.toContain(path);
  await workbench.page.keyboard.press('c');
  await input.waitFor();
  await workbench.page.keyboard.type('gear wheel');
  await workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'gear wheel' }).first().waitFor();
  await workbench.page.keyboard.press('Enter');
  await gallery.chip('gear wheel').waitFor();
  await poll('its label on disk', () => [...labelled().values()].includes('gear wheel'));
  await picture(workbench, gallery.frame, 'many classes');
});

test('a command says of a label that it is right, on disk; one undo takes that back', async () => {
  const [path, name] = [...labelled()][0];
  await (await gallery.show(path, images.paths.indexOf(path), images.paths.length)).click();
  await workbench.command('Winnow: Keep Label: It Is Right');
  const line = () => labelsIn(images.folder).get(path);
  await poll('that the label is kept', () => line()?.sure === '1' && line()?.label === name);
  await workbench.page.keyboard.press('Control+z');
  await poll('the label alone', () => line()?.sure === undefined && line()?.label === name);
});
