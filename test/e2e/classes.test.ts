/** Everything that is done to classes, by mouse, keys and commands, and taken back. Each test goes on where the one before ended. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { goStepByStep } from './failures';
import { type LabelledFolder, labelsIn } from './folders';
import { Gallery } from './pages';
import { openSampleScene, type Scene } from './scene';

let images: LabelledFolder;
let scene: Scene;
let workbench: Workbench;
let gallery: Gallery;

beforeAll(async () => {
  ({ images, scene, workbench } = await openSampleScene(40));
  gallery = await Gallery.open(workbench);
  await gallery.tiles.first().waitFor();
});

afterAll(() => scene?.close());

goStepByStep(() => scene);

/** Names of the classes, in their order, on the chips. */
const chips = () => gallery.frame.getByTestId('chip').evaluateAll(all => (all as unknown as { dataset: { name: string } }[]).map(({ dataset }) => dataset.name));

/** Waits for an order of the classes on the chips and on disk. */
async function ordered(...names: string[]): Promise<void> {
  const onDisk = () => (JSON.parse(readFileSync(join(images.folder, '.winnow', 'project.json'), 'utf8')) as { classes: { name: string }[] }).classes.map(({ name }) => name);
  await poll(names.join(), async () => (await chips()).join() === names.join() && onDisk().join() === names.join(), { timeout: 10_000 });
}

/** How many images have a label, by its name, on disk. */
function counts(): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { label } of labelsIn(images.folder).values()) if (label !== '') found[label] = (found[label] ?? 0) + 1;
  return found;
}

async function counted(wanted: Record<string, number>): Promise<void> {
  await poll(JSON.stringify(wanted), () => Object.keys(wanted).length === Object.keys(counts()).length && Object.entries(wanted).every(([name, count]) => counts()[name] === count), { timeout: 10_000 });
}

/** Waits until screen readers have been told. */
async function told(what: RegExp): Promise<void> {
  await gallery.frame.getByTestId('live').getByText(what).waitFor({ state: 'attached', timeout: 10_000 });
}

const press = (key: string) => workbench.page.keyboard.press(key);
/** Puts the keyboard on a class. */
const focusChip = (name: string) => gallery.chip(name).locator('.apply').focus();
const undo = async () => {
  await gallery.tiles.first().focus();
  await press('Control+z');
};

test('the undo icon of the title bar is greyed until there is something to take back', async () => {
  const icon = (name: string) => workbench.page.locator(`.editor-actions [aria-label^="${name}"]`).first();
  await icon('Nothing to Undo').waitFor();
  expect(await icon('Nothing to Undo').getAttribute('class')).toContain('disabled');
  for (const name of ['bolt', 'nut', 'washer']) await gallery.createClass(name);
  await icon('Undo').click();
  await ordered('bolt', 'nut');
  await gallery.tiles.first().focus();
  await press('Control+y');
  await ordered('bolt', 'nut', 'washer');
  expect(await icon('Nothing to Undo').count()).toBe(0);
});

test('a class is dragged to another place, or moved by key or command; digits follow, and undo', async () => {
  await gallery.chip('washer').dragTo(gallery.chip('bolt'));
  await ordered('washer', 'bolt', 'nut');
  await focusChip('washer');
  await press('Alt+ArrowRight');
  await ordered('bolt', 'washer', 'nut');
  await workbench.choose('Winnow: Move Class Back', 'bolt');
  await ordered('washer', 'bolt', 'nut');
  await gallery.tiles.first().click();
  await press('1');
  await counted({ washer: 1 });
  for (const names of [['washer', 'bolt', 'nut'], ['bolt', 'washer', 'nut'], ['washer', 'bolt', 'nut'], ['bolt', 'nut', 'washer']]) {
    await undo();
    await ordered(...names);
  }
  await counted({});
});

test('F2 renames, and the labels follow', async () => {
  for (const at of [0, 1, 2, 3, 4]) {
    await gallery.tiles.nth(at).click();
    await press(at < 3 ? '1' : '2');
    // A key labels what is selected when it arrives.
    await counted(at < 3 ? { bolt: at + 1 } : { bolt: 3, nut: at - 2 });
  }
  await focusChip('bolt');
  await press('F2');
  await workbench.answer('hex bolt');
  await ordered('hex bolt', 'nut', 'washer');
  await counted({ 'hex bolt': 3, nut: 2 });
  await undo();
  await counted({ bolt: 3, nut: 2 });
});

test('a colour is chosen from the palette', async () => {
  const colour = () => gallery.chip('bolt').locator('.swatch').evaluate(swatch => (swatch as unknown as { style: { background: string } }).style.background);
  const before = await colour();
  await workbench.choose('Winnow: Change Colour of Class…', 'bolt');
  await workbench.pick('#808080');
  await poll('the colour', async () => await colour() !== before);
  await undo();
  await poll('the colour before', async () => await colour() === before);
});

test('merging says first what becomes of the labels; one undo brings the class and its labels back', async () => {
  await gallery.chip('nut').locator('.more').click();
  await gallery.frame.getByTestId('merge').click();
  const input = workbench.page.locator('.quick-input-widget input.input').first();
  await input.waitFor();
  expect(await input.getAttribute('placeholder')).toMatch(/^2 images/);
  await workbench.pick('bolt');
  await ordered('bolt', 'washer');
  await counted({ bolt: 5 });
  await told(/nut.*bolt.*2 images/);
  await undo();
  await ordered('bolt', 'nut', 'washer');
  await counted({ bolt: 3, nut: 2 });
});

test('deleting says first what becomes of the labels, and can be called off; one undo brings all back', async () => {
  const question = workbench.dialog(/Delete the class "bolt"\?[^]*3 images/);
  await focusChip('bolt');
  await press('Delete');
  await question.waitFor();
  await press('Escape');
  await question.waitFor({ state: 'detached' });
  await counted({ bolt: 3, nut: 2 });
  await focusChip('bolt');
  await press('Delete');
  await question.getByRole('button', { name: 'Delete Class' }).click();
  await ordered('nut', 'washer');
  await counted({ nut: 2 });
  await told(/bolt.*3 images/);
  await undo();
  await ordered('bolt', 'nut', 'washer');
  await counted({ bolt: 3, nut: 2 });
  // Where no image carries the label nobody is asked.
  await focusChip('washer');
  await press('Delete');
  await ordered('bolt', 'nut');
});
