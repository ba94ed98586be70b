/** The first five minutes: the walkthrough of VS Code, its steps done one after the other, and commands that say what they lack. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { goStepByStep } from './failures';
import { type LabelledFolder, labelsIn, sampleFolder, temporaryFolder } from './folders';
import { type Theme, themes } from './looks';
import { Gallery } from './pages';
import { openScene, out, type Scene } from './scene';

const titles = ['Open a folder of images', 'Make your classes', 'Label ten images', 'Review the first anomaly', 'Export your labels'];
const ids = ['folder', 'classes', 'labels', 'anomaly', 'export'] as const;
let images: LabelledFolder;
let scene: Scene;
let workbench: Workbench;
let gallery: Gallery;

beforeAll(async () => {
  images = sampleFolder(24);
  scene = await openScene({ settings: { 'files.simpleDialog.enable': true, 'winnow.trainOnOpen': false } });
  workbench = await scene.window();
});

afterAll(() => scene?.close());

goStepByStep(() => scene);

const step = (id: typeof ids[number]): Locator => workbench.page.locator(`.getting-started-step[data-step-id$="#${id}"]`);

/** Steps that are checked. */
async function done(): Promise<string[]> {
  const checked = await Promise.all(ids.map(id => workbench.page.locator(`[data-done-step-id$="#${id}"]`).first().getAttribute('aria-checked')));
  return ids.filter((_, at) => checked[at] === 'true');
}

async function getStarted(): Promise<void> {
  await workbench.command('Winnow: Get Started');
  await step('folder').waitFor();
}

test('in an empty window the command shows the five steps', async () => {
  await getStarted();
  expect(await workbench.page.locator('.getting-started-step .step-title').allInnerTexts()).toEqual(titles);
  await step('folder').getByRole('button', { name: 'Open Sample Folder' }).waitFor();
  expect(await done()).toEqual([]);
});

test('commands that need a folder say so and offer one', async () => {
  for (const title of ['Winnow: New Class…', 'Winnow: Export Labels', 'Winnow: Use Folder Names as Classes', 'Winnow: Open Gallery', 'Winnow: Open Review']) {
    await workbench.command(title);
    const toast = workbench.toast('Open a folder of images first.');
    await toast.getByRole('button', { name: 'Open Sample Folder' }).waitFor();
    expect(await workbench.toasts()).toHaveLength(1);
    await workbench.command('Notifications: Clear All Notifications');
    await toast.waitFor({ state: 'detached' });
  }
  expect(await workbench.page.locator('.tab').filter({ hasText: 'Winnow Gallery' }).count()).toBe(0);
});

test('the empty view of the classes leads to the walkthrough', async () => {
  await workbench.closeEditors();
  await workbench.activity('Winnow');
  await workbench.page.locator('.welcome-view-content').getByText('Get started', { exact: true }).click();
  await step('folder').waitFor();
});

test('a step is done when what it asks for has happened', async () => {
  await workbench.page.close();
  workbench = await scene.window(images.folder);
  await getStarted();
  await step('classes').click();
  await step('classes').getByRole('button', { name: 'New Class' }).click();
  await workbench.answer('bolt');
  await poll('folder and class', async () => (await done()).join() === 'folder,classes', { timeout: 30_000 });

  await step('labels').click();
  await step('labels').getByRole('button', { name: 'Open Gallery' }).click();
  gallery = await Gallery.find(workbench);
  await gallery.tile(images.paths[0]).click();
  await gallery.tile(images.paths[8]).click({ modifiers: ['Shift'] });
  await workbench.page.keyboard.press('1');
  await poll('nine labels on disk', () => labelsIn(images.folder).size === 9);
  await getStarted();
  expect(await done()).toEqual(['folder', 'classes']);
  gallery = await Gallery.open(workbench);
  await gallery.label(images.paths[9], 1, 0, 1);
  await gallery.tile(images.paths[10]).click();
  await workbench.page.keyboard.press('f');
  await gallery.state(images.paths[10], 'confirmed').waitFor();
  await getStarted();
  await poll('ten labels and a decided anomaly', async () => (await done()).join() === 'folder,classes,labels,anomaly');

  const file = join(temporaryFolder('out'), 'labels.csv');
  await step('export').click();
  await step('export').getByRole('button', { name: 'Export Labels' }).click();
  await workbench.pick('CSV');
  await workbench.file(file, 'OK');
  await poll('the file', () => existsSync(file));
  await poll('all steps', async () => (await done()).length === ids.length);
  expect(await workbench.toasts()).toEqual([]);
});

test('an action without a subject says why, where one sees it', async () => {
  gallery = await Gallery.open(workbench);
  await gallery.tile(images.paths[12]).click();
  await workbench.page.keyboard.press('7');
  await gallery.frame.getByTestId('hint').filter({ hasText: 'No class has the key 7' }).waitFor();
  await workbench.page.screenshot({ path: join(out, 'hint.png') });
});

test('the pictures follow the theme', async () => {
  await workbench.closeEditors();
  await getStarted();
  await workbench.page.setViewportSize({ width: 1440, height: 900 });
  for (const theme of Object.keys(themes) as Theme[]) {
    await workbench.choose('Preferences: Color Theme', themes[theme].name);
    for (const id of ids) {
      await step(id).click();
      await workbench.webview(`body.${themes[theme].body} svg`);
      await workbench.page.waitForTimeout(700);
      await workbench.page.screenshot({ path: join(out, `walkthrough ${id} ${theme}.png`) });
    }
  }
}, 300_000);
