/** The map of the latent space and the page with imagined images, by mouse and keyboard. Each test goes on where the one before ended. */
import { type Frame, type Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { goStepByStep } from './failures';
import { type LabelledFolder, labelsIn } from './folders';
import { faultsInEveryTheme } from './looks';
import { Gallery } from './pages';
import { openSampleScene, type Scene } from './scene';

let images: LabelledFolder;
let scene: Scene;
let workbench: Workbench;
let gallery: Gallery;
let map: Frame;
let names: readonly string[];

beforeAll(async () => {
  ({ images, scene, workbench, names } = await openSampleScene(90));
});

afterAll(() => scene?.close());

goStepByStep(() => scene);

/** What a person sees as selected on the map. */
const selectedOnMap = async () => Number(await map.getByTestId('map-selected').getAttribute('data-count', { timeout: 1000 }).catch(() => '0'));

test('before there is a model the map says that it comes, and then it is there', async () => {
  await workbench.command('Winnow: Open Map');
  map = await workbench.webview('[data-view="map"]');
  await map.getByTestId('map').or(map.getByTestId('empty')).first().waitFor();
  await map.getByTestId('map').waitFor({ timeout: 120_000 });
  await map.getByTestId('projection').getByText('UMAP').waitFor();
});

test('a lasso on the map selects the images in the gallery', async () => {
  const { keyboard, mouse } = workbench.page;
  await poll('every image on the map', async () => (await map.getByTestId('projection').innerText()).includes(`${images.paths.length} images`), { timeout: 60_000 });
  const { x, y, width, height } = (await map.getByTestId('map').boundingBox())!;
  await keyboard.down('Shift');
  await mouse.move(x + 4, y + 4);
  await mouse.down();
  for (const [u, v] of [[0.5, 0], [0.5, 1], [0, 1]]) await mouse.move(x + 4 + u * (width - 8), y + 4 + v * (height - 8), { steps: 6 });
  await mouse.up();
  await keyboard.up('Shift');
  await poll('a selection', async () => await selectedOnMap() > 5);
  const count = await selectedOnMap();
  expect(count).toBeLessThan(images.paths.length);
  gallery = await Gallery.open(workbench);
  await gallery.frame.getByTestId('selected-count').getByText(`${count} of ${images.paths.length} selected`).waitFor();
});

test('what is selected in the gallery is selected on the map', async () => {
  const { keyboard } = workbench.page;
  await gallery.tiles.first().click();
  await keyboard.press('Shift+ArrowRight');
  await keyboard.press('Shift+ArrowRight');
  await gallery.frame.getByTestId('selected-count').getByText('3 of').waitFor();
  await workbench.page.waitForTimeout(500);
  // Its key opens the map from any page.
  await keyboard.press('Shift+M');
  map = await workbench.webview('[data-view="map"]');
  await poll('three on the map', async () => await selectedOnMap() === 3);
});

test('the arrow keys go from image to image, a digit labels, g shows the selection alone', async () => {
  const { keyboard } = workbench.page;
  gallery = await Gallery.open(workbench);
  for (const name of names) await gallery.createClass(name);
  await workbench.command('Winnow: Open Map');
  map = await workbench.webview('[data-view="map"]');
  await map.getByTestId('map').waitFor();
  await map.getByTestId('map').focus();
  await keyboard.press('Escape');
  await poll('no selection', async () => await selectedOnMap() === 0);
  await keyboard.press('ArrowRight');
  const first = await map.getByTestId('map-focus').innerText();
  await keyboard.press('ArrowLeft');
  expect(await map.getByTestId('map-focus').innerText()).not.toBe(first);
  await map.getByTestId('map-card').locator('img').waitFor();
  await keyboard.press('Space');
  await keyboard.press('e');
  await poll('neighbours', async () => await selectedOnMap() > 20);
  const count = await selectedOnMap();
  await keyboard.press('1');
  await poll('labels on disk', () => [...labelsIn(images.folder).values()].filter(({ label }) => label === names[0]).length === count, { timeout: 10_000 });
  await keyboard.press('Backspace');
  await poll('one undo', () => [...labelsIn(images.folder).values()].every(({ label }) => label === ''), { timeout: 10_000 });
  await keyboard.press('Shift+C');
  await workbench.page.locator('.quick-input-widget input.input').first().waitFor();
  await keyboard.type(names[1]);
  await workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: names[1] }).first().waitFor();
  await keyboard.press('Enter');
  await poll('labels by a name that was typed', () => [...labelsIn(images.folder).values()].filter(({ label }) => label === names[1]).length === count, { timeout: 10_000 });
  await keyboard.press('Backspace');
  await poll('its undo', () => [...labelsIn(images.folder).values()].every(({ label }) => label === ''), { timeout: 10_000 });
  await keyboard.press('g');
  gallery = await Gallery.find(workbench);
  await poll('the selection alone, all of it selected', async () => (await gallery.frame.getByTestId('selected-count').innerText()).match(/\d+/g)?.join() === `${count},${count}`);
});

test('with labels the model imagines a class; the walk leads between two chosen images', async () => {
  const { keyboard } = workbench.page;
  await gallery.filter('all').click();
  for (const [at, name] of names.entries()) {
    for (const path of images.truth.get(name)!.slice(0, 4)) await gallery.label(path, at + 1, images.paths.indexOf(path), images.paths.length);
  }
  await poll('suggestions', async () => await gallery.count('suggested') > 0, { timeout: 60_000 });
  await gallery.tiles.first().click();
  await keyboard.press('Control+ArrowRight');
  await keyboard.press('Control+Space');
  await gallery.frame.getByTestId('selected-count').getByText('2 of').waitFor();
  await workbench.page.waitForTimeout(500);
  await workbench.command('Winnow: Imagine Images');
  const page = await workbench.webview('[data-view="imagine"]');
  await page.getByTestId('imagined').nth(23).waitFor({ timeout: 120_000 });
  await page.getByTestId('end-from-image').waitFor();
  const pixels = (canvas: Locator) => canvas.evaluate(element => [...(element as unknown as { getContext(kind: '2d'): { getImageData(...box: number[]): { data: Uint8Array } } }).getContext('2d').getImageData(0, 0, 28, 28).data].join());
  const before = await pixels(page.getByTestId('imagined').first());
  await page.getByTestId('sheet').click();
  await keyboard.press('m');
  await poll('other images', async () => await pixels(page.getByTestId('imagined').first()) !== before);
  await page.getByTestId('walk-frame').waitFor({ timeout: 30_000 });
  const middle = await pixels(page.getByTestId('walk-frame'));
  await page.getByTestId('walk').focus();
  await keyboard.press('End');
  await poll('the end of the way', async () => await pixels(page.getByTestId('walk-frame')) !== middle);
  expect(await faultsInEveryTheme(workbench, page, 'imagine')).toEqual([]);
});

test('after more training the map goes on from the last one; it is pictured', async () => {
  await workbench.command('Winnow: Open Map');
  map = await workbench.webview('[data-view="map"]');
  await map.getByTestId('projection').getByText('continued from the last map').waitFor({ timeout: 60_000 });
  await map.getByTestId('map').focus();
  await workbench.page.keyboard.press('ArrowRight');
  expect(await faultsInEveryTheme(workbench, map, 'map')).toEqual([]);
  expect(scene.browser.strangers()).toEqual([]);
});
