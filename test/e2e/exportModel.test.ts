/** A person labels a few images, exports the model through the palette, and runs the example beside it. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { keepEvidence } from './failures';
import { sampleFolder, temporaryFolder } from './folders';
import { picture, type Theme, themes, useTheme } from './looks';
import { Gallery, openPage } from './pages';
import { openScene, type Scene } from './scene';

const sample = sampleFolder(60);
const place = temporaryFolder('the model');
const file = join(place, 'parts.onnx');
let scene: Scene;
let workbench: Workbench;
let gallery: Gallery;

beforeAll(async () => {
  scene = await openScene({ settings: { 'files.simpleDialog.enable': true, 'winnow.trainOnOpen': false } });
  workbench = await scene.window(sample.folder);
  gallery = await Gallery.open(workbench);
  await gallery.tiles.first().waitFor({ timeout: 60_000 });
});

afterAll(() => scene?.close());

keepEvidence(() => scene);

/** The first two classes of the sample by the number of their images. */
const [first, second] = [...sample.truth].sort(([, a], [, b]) => b.length - a.length).slice(0, 2);

test('before there is a model it says so, and offers what helps', async () => {
  await workbench.command('Winnow: Export Model');
  const toast = workbench.toast(/no model yet/);
  await toast.waitFor();
  await toast.getByRole('button', { name: 'Resume Training' }).click();
  await gallery.ranked();
});

test('what the example says of an image is what the gallery suggests', async () => {
  for (const [digit, [name, paths]] of [[1, first], [2, second]] as const) {
    await gallery.createClass(name);
    for (const path of paths.slice(0, 4)) await gallery.label(path, digit, sample.paths.indexOf(path), sample.paths.length);
  }
  await gallery.trained(170_000);
  // What stands in the way beside the chosen file is asked about.
  writeFileSync(join(place, 'parts.json'), '{}');
  await workbench.command('Winnow: Export Model');
  await workbench.file(file, 'OK');
  const question = workbench.dialog(/Replace "parts.json"/);
  await question.waitFor();
  await question.getByRole('button', { name: 'Replace', exact: true }).click();
  await poll('the model', () => existsSync(file), { timeout: 60_000 });
  await workbench.status(/Exported the model to parts.onnx/).waitFor();
  expect(JSON.parse(readFileSync(join(place, 'parts.json'), 'utf8'))).toMatchObject({ classes: [{ name: first[0] }, { name: second[0] }], threshold: 0.5 });

  symlinkSync(resolve('node_modules'), join(dirname(place), 'node_modules'));
  const subject = first[1][6];
  await gallery.show(subject, sample.paths.indexOf(subject), sample.paths.length);
  const suggestion = await poll('a suggestion', async () => (await gallery.suggestions()).get(subject));
  const found = JSON.parse(execFileSync(process.execPath, [join(place, 'parts.mjs'), join(sample.folder, subject)], { encoding: 'utf8' })) as { class: string; probability: number; anomaly: number };
  const shown = /^(.*) (\d+)\s*%$/.exec(suggestion);
  expect(found.class).toBe(shown?.[1]);
  expect(Math.abs(100 * found.probability - Number(shown?.[2]))).toBeLessThan(1);
  expect(found.anomaly).toBeGreaterThan(0);
  expect(await workbench.toasts()).toEqual([]);
}, 300_000);

test('a place among Winnow\'s own files is refused', async () => {
  await workbench.command('Winnow: Export Model');
  await workbench.file(join(sample.folder, '.winnow', 'model.onnx'), 'OK');
  await workbench.toast(/keeps its own files/).waitFor();
  expect(existsSync(join(sample.folder, '.winnow', 'model.onnx'))).toBe(false);
  await workbench.command('Notifications: Clear All Notifications');
});

test('the file dialog in every theme', async () => {
  const page = await openPage(workbench, 'gallery');
  for (const theme of Object.keys(themes) as Theme[]) {
    await useTheme(workbench, page, theme);
    await workbench.command('Winnow: Export Model');
    await poll('the dialog', async () => (await workbench.page.locator('.quick-input-widget input.input').first().inputValue()).endsWith('.onnx'));
    await picture(workbench, page, `export model ${theme}`);
    await workbench.page.keyboard.press('Escape');
  }
});
