/** Queues that the model ranks (unsure, likely mislabelled), and new ranks, which wait until the person asks for them. Each test goes on where the one before ended. */
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
/** The two classes of which images are labelled; the sample has more kinds, of which the model is unsure. */
let names: readonly string[];
/** An image whose label is doubted. */
let doubted: string;

beforeAll(async () => {
  ({ images, scene, workbench, names } = await openSampleScene(180));
});

afterAll(() => scene?.close());

goStepByStep(() => scene);

const press = (key: string) => workbench.page.keyboard.press(key);
const refresh = () => gallery.frame.getByTestId('refresh');

/** Presses the key of a queue and waits until the page shows it. */
async function showByKey(key: string, name: 'all' | 'unsure' | 'mislabelled'): Promise<void> {
  await press(key);
  await poll(`the queue ${name}`, async () => await gallery.filter(name).getAttribute('aria-pressed') === 'true');
}

/** Labels on disk, by path. */
function labelled(): Map<string, string> {
  return new Map([...labelsIn(images.folder)].filter(([, line]) => line.label !== '').map(([path, line]) => [path, line.label]));
}

/** How many images the grid says that it shows. */
async function length(): Promise<number> {
  const [, count] = /(\d+)\D*$/.exec((await gallery.frame.getByTestId('selected-count').innerText()).replaceAll(/[,.]/g, '')) ?? [];
  return Number(count);
}

/** Confidences of the tiles in the page, in their order, percent. */
async function confidences(): Promise<number[]> {
  return [...(await gallery.suggestions()).values()].map(text => Number(/(\d+)\s?%$/.exec(text)?.[1]));
}

/** The counts of the filters agree with what is on disk and with each other. */
async function countsAreTrue(): Promise<void> {
  const count = images.paths.length;
  await poll('true counts', async () => {
    const [labels, rest, suggested, all] = await Promise.all((['labelled', 'unlabelled', 'suggested', 'all'] as const).map(name => gallery.count(name)));
    return labels === labelled().size && labels + rest === count && suggested <= rest && all === count;
  });
}

/** Labels the first image of the queue that is of a class, and the next ones, with its key. */
async function labelFirst(count: number): Promise<string[]> {
  const known = (await gallery.shown()).filter(path => !labelled().has(path)).map(path => ({ path, digit: names.findIndex(name => images.truth.get(name)!.includes(path)) + 1 }));
  const chosen = known.filter(({ digit }) => digit > 0).slice(0, count);
  expect(chosen).toHaveLength(count);
  for (const { path, digit } of chosen) {
    await gallery.tile(path).click();
    await press(String(digit));
    await gallery.state(path, 'labelled').waitFor();
  }
  return chosen.map(({ path }) => path);
}

/** Waits until the model learns: only rest after that has suggested anew for every image. */
async function learning(): Promise<void> {
  await gallery.frame.locator('[data-testid="status"][data-phase="training"]').waitFor({ timeout: 30_000 });
}

test('unsure: a key shows the suggestions below 95 %, the least sure first, as many as its count says', async () => {
  gallery = await Gallery.open(workbench);
  await gallery.ranked();
  for (const name of names) await gallery.createClass(name);
  for (const [at, name] of names.entries()) {
    for (const path of images.truth.get(name)!.slice(0, 8)) await gallery.label(path, at + 1, images.paths.indexOf(path), images.paths.length);
  }
  await poll('suggestions', async () => await gallery.count('suggested') === images.paths.length - 16, { timeout: 120_000 });
  await gallery.trained();
  await showByKey('u', 'unsure');
  const shares = await confidences();
  expect(shares.length).toBeGreaterThan(6);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  // 95 is what a confidence just below it is rounded to.
  expect(shares.at(-1)).toBeLessThanOrEqual(95);
  expect(await length()).toBe(await gallery.count('unsure'));
  await countsAreTrue();
});

test('while the model learns, the grid stays as it is and its counts are true; the button brings the new ranks', async () => {
  const before = await gallery.shown();
  const count = await length();
  const labels = await labelFirst(3);
  await refresh().waitFor();
  await learning();
  await countsAreTrue();
  await gallery.trained();
  expect(await gallery.shown()).toEqual(before);
  expect(await length()).toBe(count);
  for (const path of labels) expect(await gallery.state(path, 'labelled').count()).toBe(1);
  await countsAreTrue();
  const fresh = await gallery.count('unsure');
  await refresh().click();
  await refresh().waitFor({ state: 'detached' });
  expect(await length()).toBe(fresh);
  const shares = await confidences();
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect((await gallery.shown()).filter(path => labels.includes(path))).toEqual([]);
});

test('so does its key, which goes on at the image with the focus or else begins the queue again; where nothing has moved it says so', async () => {
  const labels = await labelFirst(2);
  await refresh().waitFor();
  const before = await gallery.shown();
  await learning();
  await gallery.trained();
  expect(await gallery.shown()).toEqual(before);
  const focus = await gallery.frame.locator('[data-testid="tile"][aria-selected="true"]').getAttribute('data-path') ?? '';
  await press('Shift+R');
  await refresh().waitFor({ state: 'detached' });
  const after = await gallery.shown();
  expect(after.filter(path => labels.includes(path))).toEqual([]);
  const next = after.includes(focus) ? focus : after[0];
  await poll('the image that is next', async () => await gallery.tile(next).getAttribute('aria-selected') === 'true');
  await press('Shift+R');
  await gallery.frame.getByTestId('hint').waitFor();
  expect(await gallery.shown()).toEqual(after);
});

test('likely mislabelled: labels that the images around speak against are shown, as many as the count says', async () => {
  await showByKey('g', 'all');
  const place = (path: string) => images.paths.indexOf(path);
  const label = async (answers: { path: string; digit: number }[]) => {
    for (const { path, digit } of answers.sort((a, b) => place(a.path) - place(b.path))) await gallery.label(path, digit, place(path), images.paths.length);
    await learning();
    await gallery.trained();
  };
  const [first, second] = names.map(name => images.truth.get(name)!.filter(path => !labelled().has(path)));
  await label([...first.splice(0, 6).map(path => ({ path, digit: 1 })), ...second.splice(0, 6).map(path => ({ path, digit: 2 }))]);
  // Which of the wrong ones the network finds, and after how many, hangs on what it has learned; here it is about the queue.
  while (await gallery.count('mislabelled') === 0) {
    const mistaken = first.splice(0, 3);
    expect(mistaken).toHaveLength(3);
    await label(mistaken.map(path => ({ path, digit: 2 })));
  }
  await showByKey('m', 'mislabelled');
  const shown = await gallery.shown();
  expect(shown).toHaveLength(await gallery.count('mislabelled'));
  expect(shown.filter(path => !labelled().has(path))).toEqual([]);
  await gallery.frame.getByTestId('doubt-bar').waitFor();
  [doubted] = shown;
});

test('the queue is pictured and can be used by everyone', async () => {
  await gallery.tile(doubted).click();
  expect(await faultsInEveryTheme(workbench, gallery.frame, 'mislabelled')).toEqual([]);
});

test('a digit gives it another label, undo brings it back, a keeps it, on disk; it is not asked about again', async () => {
  const own = labelled().get(doubted)!;
  const other = names.find(name => name !== own)!;
  await gallery.tile(doubted).click();
  await press(String(names.indexOf(other) + 1));
  await poll('the other label on disk', () => labelled().get(doubted) === other);
  await press('Backspace');
  await poll('the label of before', () => labelled().get(doubted) === own);
  await gallery.tile(doubted).click();
  await press('a');
  await poll('that the label is kept', () => labelsIn(images.folder).get(doubted)?.sure === '1' && labelled().get(doubted) === own);
  // Other labels may come into doubt or leave it: each decision shows the model's probabilities in a new light.
  await learning();
  await gallery.trained();
  await press('m');
  await poll('others', async () => !(await gallery.shown()).includes(doubted));
  expect(await gallery.frame.getByTestId('empty').isVisible() ? 0 : await length()).toBe(await gallery.count('mislabelled'));
  await countsAreTrue();
});
