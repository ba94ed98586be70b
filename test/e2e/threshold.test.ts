/** Reviewing anomalies: the threshold under a person's hand, decisions that move the ranking, a class made of an anomaly, badges. Each test goes on where the one before ended. */
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Frame, type Locator } from 'playwright-core';
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
let review: Frame;
/** Flagged images before anybody touches the threshold. */
let automatic: number;

beforeAll(async () => {
  ({ images, scene, workbench } = await openSampleScene(240));
});

afterAll(() => scene?.close());

goStepByStep(() => scene);

const flagged = async () => Number((await review.getByTestId('flagged-count').innerText()).replaceAll(/\D/g, ''));
const rule = () => review.getByTestId('rule').getAttribute('data-rule');
const subject = async () => await review.getByTestId('subject').getAttribute('data-path') ?? '';
const press = (key: string) => workbench.page.keyboard.press(key);

/** The threshold in the project file; undefined: none. */
function kept(): number | undefined {
  try {
    return (JSON.parse(readFileSync(join(images.folder, '.winnow', 'project.json'), 'utf8')) as { threshold?: number }).threshold;
  } catch {
    return undefined;
  }
}

/** Flagged images in the tree, which is a moment behind. */
const inTree = () => workbench.page.locator('.pane-header[aria-label^="Anomalies"] .description').innerText().then(text => Number(text.replaceAll(/\D/g, '')));

async function treeAgrees(count: number): Promise<void> {
  await poll(`${count} flagged images in the tree`, async () => await inTree() === count);
}

/** Row of an image in the Explorer. */
function inExplorer(path: string): Locator {
  return workbench.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: path.slice(path.lastIndexOf('/') + 1) });
}

async function drag(from: number, to: number): Promise<void> {
  const { mouse } = workbench.page;
  const box = (await review.getByTestId('histogram').boundingBox())!;
  await mouse.move(box.x + from * box.width, box.y + box.height / 3);
  await mouse.down();
  await mouse.move(box.x + to * box.width, box.y + box.height / 3, { steps: 5 });
  await mouse.up();
}

const line = async () => Number(await review.getByTestId('threshold').getAttribute('aria-valuenow')) / 100;

test('the page says how many images are flagged, and by which rule', async () => {
  const gallery = await Gallery.open(workbench);
  await gallery.ranked();
  // The ranking stays as it is but for what a person does.
  await workbench.command('Winnow: Pause Training');
  await gallery.frame.locator('[data-testid="status"][data-phase="paused"]').waitFor({ timeout: 60_000 });
  await workbench.activity('Winnow');
  await workbench.tree('Anomalies').first().click();
  review = await workbench.webview('[data-view="review"]');
  await review.getByTestId('error-map').waitFor();
  automatic = await flagged();
  expect(automatic).toBe(Math.round(0.03 * images.paths.length));
  expect(await rule()).toBe('share');
  await treeAgrees(automatic);
  await review.getByTestId('nearest').nth(2).waitFor();
  expect(await review.getByTestId('nearest').count()).toBe(3);
});

test('dragging the line moves flags, tree and file without training; one undo takes it back', async () => {
  const at = await line();
  await drag(at, at - 0.15);
  await poll('the threshold on disk', () => kept() !== undefined);
  const more = await flagged();
  expect(more).toBeGreaterThan(automatic);
  expect(await rule()).toBe('hand');
  expect(await review.getByTestId('review-item').first().getAttribute('aria-setsize')).toBe(String(more));
  await treeAgrees(more);
  expect(await review.locator('[data-testid="status"]').getAttribute('data-phase')).toBe('paused');
  await press('Control+z');
  await poll('the automatic threshold', async () => await flagged() === automatic && kept() === undefined);
  await treeAgrees(automatic);
  await press('Control+y');
  await poll('the threshold again', async () => await flagged() === more && kept() !== undefined);
});

test('keys move it by one image, steps that follow one another are one undo, and T gives it back', async () => {
  const before = await flagged();
  const place = kept();
  await review.getByTestId('review-item').first().click();
  // The drag before must not count as one with these.
  await workbench.page.waitForTimeout(2500);
  for (const more of [1, 2, 3]) {
    await press(',');
    await poll('one more', async () => await flagged() === before + more);
  }
  await press('.');
  await poll('one fewer', async () => await flagged() === before + 2);
  await press('Backspace');
  await poll('where it was', async () => await flagged() === before && kept() === place);
  await press('t');
  await poll('the rule', async () => await rule() === 'share' && await flagged() === automatic && kept() === undefined);
});

test('a decision moves the ranking, is never asked again, and brings the next', async () => {
  await review.getByTestId('review-item').first().click();
  const first = await subject();
  const scores = () => review.getByTestId('review-item').allInnerTexts();
  const before = await scores();
  await workbench.page.mouse.move(0, 0);
  await press('a');
  await poll('the decision on disk', () => labelsIn(images.folder).get(first)?.anomalous === '1');
  const second = await subject();
  expect(second).not.toBe(first);
  await press('x');
  await poll('the other decision on disk', () => labelsIn(images.folder).get(second)?.anomalous === '0');
  await poll('another ranking', async () => JSON.stringify(await scores()) !== JSON.stringify(before));
  await poll('the best F1', async () => await rule() === 'bestF1');
  await poll('the dismissed one to be gone', async () => await review.locator(`[data-testid="review-item"][data-item="${second}"]`).count() === 0);
  await treeAgrees(await flagged());
});

test('C makes a class of its own for the anomaly, in one step', async () => {
  const path = await subject();
  await press('Shift+C');
  await workbench.answer('broken thing');
  await poll('label and review on disk', () => {
    const found = labelsIn(images.folder).get(path);
    return found?.label === 'broken thing' && found.anomalous === '1';
  });
  await workbench.tree('Classes').filter({ hasText: 'broken thing' }).waitFor();
  // The only class there is: it does not make every image one of it.
  await poll('a ranking that makes sense', async () => await flagged() < images.paths.length / 4, { timeout: 10_000 });
  await poll('the next image', async () => await subject() !== path);
  await review.getByTestId('review-item').first().click();
  await press('Control+z');
  await workbench.tree('Classes').filter({ hasText: 'broken thing' }).waitFor({ state: 'detached' });
  expect(labelsIn(images.folder).get(path)).toBeUndefined();
  await poll('the image that it was about', async () => await subject() === path);
  await press('Control+y');
  await poll('the class again', () => labelsIn(images.folder).get(path)?.label === 'broken thing');
  // The page goes back to it once more; what is clicked before that would be left again.
  await poll('its image again', async () => await subject() === path);
});

test('the Explorer marks what is flagged and confirmed, as long as the setting wants it', async () => {
  const confirmed = [...labelsIn(images.folder)].find(([, { anomalous }]) => anomalous === '1')![0];
  await review.locator('[data-testid="review-item"]:has(.flagged)').first().click();
  const open = await subject();
  const row = inExplorer(open);
  // A palette that is still filling may lose the click.
  await poll('the Explorer', async () => {
    await workbench.command('Winnow: Reveal in Explorer View');
    return row.waitFor({ timeout: 5000 }).then(() => true);
  }, { timeout: 60_000 });
  await poll('the flag', async () => /Winnow: flagged/.test(await row.innerHTML()), { timeout: 10_000 });
  await workbench.page.screenshot({ path: join('test/e2e/out', 'explorer badges.png') });
  expect(await inExplorer(confirmed).count() === 0 || /Winnow: confirmed/.test(await inExplorer(confirmed).first().innerHTML())).toBe(true);
  mkdirSync(join(images.folder, '.vscode'));
  writeFileSync(join(images.folder, '.vscode', 'settings.json'), '{ "winnow.explorerBadges": false }');
  await poll('no flag', async () => !/Winnow: flagged/.test(await row.innerHTML()), { timeout: 10_000 });
  await workbench.activity('Winnow');
});

test('a reload keeps the threshold', async () => {
  await review.getByTestId('threshold').focus();
  await press('PageDown');
  await poll('the threshold on disk', () => kept() !== undefined);
  const place = kept();
  await workbench.page.waitForTimeout(8000);
  await workbench.reload();
  review = await workbench.webview('[data-view="review"]', 60_000);
  await review.getByTestId('flagged-count').waitFor({ timeout: 60_000 });
  expect(await rule()).toBe('hand');
  expect(kept()).toBe(place);
  // Nobody has to ask for the first ranking.
  await poll('all that is flagged in the list', async () => Number(await review.getByTestId('review-item').first().getAttribute('aria-setsize')) >= await flagged());
});

test('the page is accessible in every theme', async () => {
  review = await openPage(workbench, 'review');
  await review.getByTestId('error-map').waitFor();
  expect(await faultsInEveryTheme(workbench, review, 'anomaly review')).toEqual([]);
});
