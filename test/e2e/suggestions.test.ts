/** Suggestions taken and refused: a rejection that lasts, and many accepted at once after a look at them. Each test goes on where the one before ended. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { goStepByStep } from './failures';
import { type LabelledFolder, labelsIn } from './folders';
import { faultsInEveryTheme } from './looks';
import { Gallery, openPage } from './pages';
import { openSampleScene, type Scene } from './scene';

let images: LabelledFolder;
let scene: Scene;
let workbench: Workbench;
let gallery: Gallery;
let names: readonly string[];
/** The image whose suggestion is rejected, and the class that was. */
let subject: string;
let rejected: string;
/** The class that is left for it. */
let other: string;

beforeAll(async () => {
  ({ images, scene, workbench, names } = await openSampleScene(90));
});

afterAll(() => scene?.close());

goStepByStep(() => scene);

async function label(from: number, to: number): Promise<void> {
  for (const [at, name] of names.entries()) {
    for (const path of images.truth.get(name)!.slice(from, to)) await gallery.label(path, at + 1, images.paths.indexOf(path), images.paths.length);
  }
}

/** Name of the class that is suggested for the subject; empty: none. */
async function suggestion(): Promise<string> {
  await gallery.show(subject, images.paths.indexOf(subject), images.paths.length);
  return /^(.*) \d+\s?%$/.exec((await gallery.suggestions()).get(subject) ?? '')?.[1] ?? '';
}

/** Images with a label on disk. */
function labelled(): Map<string, string> {
  return new Map([...labelsIn(images.folder)].filter(([, line]) => line.label !== '').map(([path, line]) => [path, line.label]));
}

test('x rejects a suggestion, on disk, and goes on to the next image; another class is suggested', async () => {
  gallery = await Gallery.open(workbench);
  await gallery.ranked();
  for (const name of names) await gallery.createClass(name);
  await label(0, 4);
  await poll('suggestions', async () => await gallery.count('suggested') === images.paths.length - 8, { timeout: 60_000 });
  await gallery.trained();
  const toLabel = new Set(names.flatMap(name => images.truth.get(name)!.slice(0, 8)));
  [subject] = images.paths.filter(path => !toLabel.has(path)).slice(20);
  rejected = await suggestion();
  expect(names).toContain(rejected);
  other = names.find(name => name !== rejected)!;
  await gallery.tile(subject).click();
  await workbench.page.keyboard.press('x');
  await poll('the rejection on disk', () => labelsIn(images.folder).get(subject)?.rejected === rejected);
  const next = images.paths[images.paths.indexOf(subject) + 1];
  expect(await gallery.tile(next).getAttribute('aria-selected')).toBe('true');
  await poll('the other class', async () => await suggestion() === other, { timeout: 30_000 });
});

test('where every class is rejected nothing is suggested; one undo brings the last back', async () => {
  await gallery.tile(subject).click();
  await workbench.page.keyboard.press('x');
  await gallery.state(subject, 'unlabelled').waitFor();
  await poll('both on disk', () => labelsIn(images.folder).get(subject)?.rejected?.split(';').length === 2);
  await workbench.page.keyboard.press('Backspace');
  await gallery.state(subject, 'suggested').waitFor();
  expect(labelsIn(images.folder).get(subject)?.rejected).toBe(rejected);
});

test('neither retraining nor a reload brings it back', async () => {
  await label(4, 8);
  await gallery.frame.locator('[data-testid="status"][data-phase="training"]').waitFor({ timeout: 30_000 });
  await gallery.trained();
  expect(await suggestion()).toBe(other);
  await workbench.reload();
  gallery = await Gallery.find(workbench);
  await poll('the model', async () => await gallery.count('suggested') > 0, { timeout: 30_000 });
  await gallery.trained();
  expect(await suggestion()).toBe(other);
});

test('sure suggestions are previewed, accepted in one step, and one undo takes it back', async () => {
  const { frame } = gallery;
  const { keyboard } = workbench.page;
  await gallery.filter('suggested').click();
  // With two classes every first choice is at least this sure.
  await frame.getByTestId('accept-threshold').fill('0.5');
  const before = labelled();
  await gallery.tiles.first().click();
  await keyboard.press('p');
  await frame.getByTestId('preview-bar').waitFor();
  const offered = async () => Number((await frame.getByTestId('accept-all').innerText()).replaceAll(/\D/g, ''));
  const count = await offered();
  expect(count).toBeGreaterThan(20);
  const shares = [...(await gallery.suggestions()).values()].map(text => Number(/(\d+)\s?%$/.exec(text)?.[1]));
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  const [wrong] = await gallery.shown();
  await keyboard.press('x');
  await poll('one less', async () => await offered() === count - 1);
  await poll('the rejection on disk', () => Boolean(labelsIn(images.folder).get(wrong)?.rejected));

  await keyboard.press('Shift+A');
  await poll('all labels on disk', () => labelled().size === before.size + count - 1);
  await frame.getByTestId('preview-bar').waitFor({ state: 'detached' });
  expect(labelled().has(wrong)).toBe(false);
  // The model may have come to prefer the other class by itself.
  expect([undefined, other]).toContain(labelled().get(subject));
  await keyboard.press('Backspace');
  await poll('one undo for all', () => JSON.stringify([...labelled()]) === JSON.stringify([...before]));
});

test('the preview is opened by command, pictured, and left by Escape', async () => {
  const { frame } = gallery;
  await gallery.trained();
  await workbench.command('Winnow: Preview Sure Suggestions');
  await frame.getByTestId('preview-bar').waitFor();
  expect(await faultsInEveryTheme(workbench, frame, 'preview')).toEqual([]);
  await gallery.tiles.first().click();
  await workbench.page.keyboard.press('Escape');
  await frame.getByTestId('preview-bar').waitFor({ state: 'detached' });
  expect(await gallery.filter('suggested').getAttribute('aria-pressed')).toBe('true');
});

test('the training page tells how right suggestions were; a click shows those images in the gallery, which was hidden', async () => {
  const training = await openPage(workbench, 'training');
  await training.getByTestId('frames').waitFor();
  const cell = training.locator('[data-testid="confusion"] button[aria-disabled="false"]').first();
  await cell.waitFor({ timeout: 30_000 });
  const count = Number(await cell.innerText());
  expect(await faultsInEveryTheme(workbench, training, 'tested')).toEqual([]);
  await cell.click();
  gallery = await Gallery.find(workbench);
  await gallery.frame.getByTestId('filter-chosen').waitFor();
  const shown = await gallery.shown();
  expect(shown).toHaveLength(count);
  // A test is a label; all of these were given one by one.
  expect(shown.every(path => labelled().has(path))).toBe(true);
  await gallery.filter('all').click();
  await gallery.frame.getByTestId('filter-chosen').waitFor({ state: 'detached' });
});
