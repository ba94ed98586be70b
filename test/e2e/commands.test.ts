/** Commands from the palette that are given no image: they are about the one of the page that is active or was last. Each test goes on where the one before ended. */
import { type Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { goStepByStep } from './failures';
import { type LabelledFolder } from './folders';
import { Gallery } from './pages';
import { openSampleScene, type Scene } from './scene';

let images: LabelledFolder;
let scene: Scene;
let workbench: Workbench;
let gallery: Gallery;
let review: Frame;

beforeAll(async () => {
  ({ images, scene, workbench } = await openSampleScene(40));
});

afterAll(() => scene?.close());

goStepByStep(() => scene);

/** Name of the file in the active editor. */
const opened = () => workbench.page.locator('.tab.active').first().getAttribute('data-resource-name', { timeout: 1000 });

async function openImage(path: string): Promise<void> {
  await workbench.command('Winnow: Open Image');
  await poll(`"${path}" in the active editor`, async () => await opened() === path);
}

/** Shows a page again by its tab. */
async function tab(title: RegExp): Promise<void> {
  await workbench.page.locator('.tab').filter({ hasText: title }).first().click();
}

test('the image of the gallery is opened, though the review page shows another', async () => {
  gallery = await Gallery.open(workbench);
  await gallery.tiles.nth(4).click();
  await workbench.page.keyboard.press('Enter');
  review = await workbench.webview('[data-view="review"]');
  await review.locator(`[data-testid="subject"][data-path="${images.paths[4]}"]`).waitFor();
  await tab(/Winnow Gallery/);
  gallery = await Gallery.find(workbench);
  await gallery.tiles.nth(2).click();
  await openImage(images.paths[2]);
});

test('while no page of Winnow is active, the last one decides', async () => {
  await workbench.command('View: Close Editor');
  await tab(/Review/);
  await workbench.webview('[data-view="review"]');
  await openImage(images.paths[4]);
  // The tab in front is the image now, and no page is active.
  await tab(/Winnow Gallery/);
  gallery = await Gallery.find(workbench);
  await gallery.tiles.nth(6).click();
  await openImage(images.paths[6]);
  const row = workbench.page.locator('.explorer-folders-view .monaco-list-row.selected, .explorer-folders-view .monaco-list-row.focused').filter({ hasText: images.paths[6] });
  await poll('the row in the Explorer', async () => {
    await workbench.command('Winnow: Reveal in Explorer View');
    return row.first().waitFor({ timeout: 5000 }).then(() => true);
  }, { timeout: 60_000 });
});

test('so do the keys of the grid: what the focus has gone to is what is opened', async () => {
  await tab(/Winnow Gallery/);
  gallery = await Gallery.find(workbench);
  await gallery.tile(images.paths[6]).click();
  await workbench.page.keyboard.press('ArrowRight');
  await poll('the focus', async () => await gallery.tile(images.paths[7]).getAttribute('aria-selected') === 'true');
  await openImage(images.paths[7]);
  await workbench.closeEditors();
  expect(await workbench.toasts()).toEqual([]);
  await workbench.command('Winnow: Open Image');
  await workbench.toast('Select an image in the gallery first').waitFor();
});
