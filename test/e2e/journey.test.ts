/** The main job on real images, from the VSIX to suggestions, anomalies and recovery. Each test goes on where the one before ended. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { goStepByStep } from './failures';
import { imageFolder, type LabelledFolder, labelsIn } from './folders';
import { faultsInEveryTheme, readmePicture, wantsReadmePictures } from './looks';
import { Gallery, openPage, type View } from './pages';
import { openScene, type Scene } from './scene';

let images: LabelledFolder;
let scene: Scene;
let workbench: Workbench;
let gallery: Gallery;
/** Two classes of the folder and the images of each to label. */
let first: { name: string; paths: readonly string[] };
let second: { name: string; paths: readonly string[] };

beforeAll(async () => {
  images = imageFolder();
  const [one, ...others] = images.truth.keys();
  const two = others.at(-1)!;
  first = { name: one, paths: spread(images.truth.get(one)!, 24) };
  second = { name: two, paths: spread(images.truth.get(two)!, 24) };
  scene = await openScene();
  workbench = await scene.window(images.folder);
});

afterAll(() => scene?.close());

goStepByStep(() => scene, 'looks');

/** Labels images through the keyboard, `digit` being their class's key. */
async function label(paths: readonly string[], digit: number): Promise<void> {
  for (const path of paths) await gallery.label(path, digit, images.paths.indexOf(path), images.paths.length);
}

async function saved(paths: readonly string[], name: string): Promise<void> {
  await poll(`${paths.length} lines with "${name}" in labels.csv`, () => {
    const lines = labelsIn(images.folder);
    return paths.every(path => lines.get(path)?.label === name);
  });
}

describe('labelling as you go', () => {
  test('the grid shows the images of the folder', async () => {
    gallery = await Gallery.open(workbench);
    await gallery.tiles.first().waitFor();
    await poll('all images to be counted', async () => await gallery.count('all') === images.paths.length, { timeout: 60_000 });
    expect((await gallery.shown()).slice(0, 5)).toEqual(images.paths.slice(0, 5));
    const picture = gallery.tiles.first().locator('img');
    await poll('the first picture', () => picture.evaluate(img => (img as unknown as { naturalWidth: number }).naturalWidth > 0));
    // The real images lie in class folders, whose names are offered as labels; here labels are made one by one.
    await workbench.command('Notifications: Clear All Notifications');
  });

  test('training reaches a first anomaly ranking', async () => {
    await gallery.ranked();
    await workbench.activity('Winnow');
    await workbench.tree('Anomalies').first().waitFor();
  });

  test('classes are made by command and in the page', async () => {
    await workbench.command('Winnow: New Class…');
    await workbench.answer(first.name);
    await gallery.chip(first.name).waitFor();
    await gallery.createClass(second.name);
    await workbench.tree('Classes').filter({ hasText: second.name }).waitFor();
  });

  test('digits label the selection, on screen and on disk', async () => {
    await label(first.paths.slice(0, 4), 1);
    await label(second.paths.slice(0, 4), 2);
    await saved(first.paths.slice(0, 4), first.name);
    await saved(second.paths.slice(0, 4), second.name);
    expect(labelsIn(images.folder).size).toBe(8);
  });

  test('suggestions appear, apart from labels', async () => {
    await poll('suggestions', async () => (await gallery.suggestions()).size > 0, { timeout: 60_000 });
    expect(await gallery.count('suggested')).toBe(images.paths.length - 8);
    for (const text of (await gallery.suggestions()).values()) expect(text).toMatch(/^.+ \d{1,3}\s?%$/);
  });

  test('suggestions change after more labels', async () => {
    const before = [...await gallery.suggestions()].join('\n');
    await label(second.paths.slice(4, 10), 2);
    await label(first.paths.slice(4, 10), 1);
    await saved([...first.paths.slice(4, 10)], first.name);
    await gallery.show(images.paths[0], 0, images.paths.length);
    await poll('other suggestions', async () => [...await gallery.suggestions()].join('\n') !== before, { timeout: 60_000 });
  });

  test('the classes that were taught are suggested', async () => {
    // Taught images of both classes come out right far beyond chance.
    await poll('suggestions that follow the labels', async () => {
      let right = 0;
      let seen = 0;
      for (const { name, paths } of [first, second]) {
        const path = paths.at(-1)!;
        await gallery.show(path, images.paths.indexOf(path), images.paths.length);
        for (const [shown, text] of await gallery.suggestions()) {
          if (!images.truth.get(name)!.includes(shown)) continue;
          seen++;
          if (text.startsWith(name)) right++;
        }
      }
      return seen > 0 && right / seen > 0.6;
    }, { timeout: 60_000, interval: 1000 });
  });

  test('undo takes the last label back and redo brings it again', async () => {
    const path = first.paths[9];
    await gallery.show(path, images.paths.indexOf(path), images.paths.length);
    await gallery.state(path, 'labelled').waitFor();
    await gallery.tile(path).click();
    await workbench.page.keyboard.press('Backspace');
    await gallery.state(path, 'labelled').waitFor({ state: 'detached' });
    await poll('the line to be gone', () => !labelsIn(images.folder).get(path)?.label);
    await workbench.page.keyboard.press('Control+y');
    await gallery.state(path, 'labelled').waitFor();
    await saved([path], first.name);
  });

  test('several images are selected and labelled as one step', async () => {
    const [from, to] = [first.paths[0], first.paths[0]].map(path => images.paths.indexOf(path));
    await gallery.show(images.paths[from], from, images.paths.length);
    await gallery.tile(images.paths[from]).click();
    await gallery.tile(images.paths[to + 2]).click({ modifiers: ['Shift'] });
    expect(await gallery.frame.locator('[data-testid="tile"][aria-selected="true"]').count()).toBe(3);
    await workbench.page.keyboard.press('1');
    await saved(images.paths.slice(from, to + 3), first.name);
    await workbench.page.keyboard.press('Control+z');
    await poll('one undo for all', () => !labelsIn(images.folder).get(images.paths[to + 2])?.label);
  });

  test('the keyboard goes on at its image after a list of the editor, and when the side bar comes or goes', async () => {
    const { page } = workbench;
    const { keyboard } = page;
    const held = () => gallery.frame.locator('[data-testid="tile"]:focus').getAttribute('data-path', { timeout: 500 }).catch(() => null);
    await gallery.tiles.first().click();
    const path = await held();
    await keyboard.press('F1');
    await page.locator('.quick-input-widget input.input').first().waitFor();
    await keyboard.press('Escape');
    await poll('the image to have the focus again', async () => path !== null && await held() === path);
    for (let turn = 0; turn < 2; turn++) {
      await keyboard.press('Control+b');
      await page.waitForTimeout(500);
      await poll('the image to have the focus still', async () => await held() === path);
    }
    await keyboard.press('ArrowRight');
    await poll('the next image', async () => ![path, null].includes(await held()));
  });
});

describe('anomalies', () => {
  let flagged: string;

  test('the tree opens an image with its error map', async () => {
    await workbench.activity('Winnow');
    await workbench.tree('Anomalies').first().click();
    const review = await workbench.webview('[data-view="review"]');
    await review.getByTestId('error-map').first().waitFor();
    await review.getByTestId('reconstruction').first().waitFor();
    await poll('a drawn error map', () => review.getByTestId('error-map').first().evaluate(isDrawn));
    flagged = await review.locator('[data-path]').first().getAttribute('data-path') ?? '';
    expect(images.paths).toContain(flagged);
  });

  test('a dismissed flag stays dismissed through a retraining', async () => {
    const review = await workbench.webview('[data-view="review"]');
    await review.locator('body').click({ position: { x: 4, y: 4 } });
    await workbench.page.keyboard.press('x');
    await poll('the decision on disk', () => labelsIn(images.folder).get(flagged)?.anomalous === '0');
    gallery = await Gallery.open(workbench);
    await label(first.paths.slice(10, 14), 1);
    await gallery.show(flagged, images.paths.indexOf(flagged), images.paths.length);
    await gallery.state(flagged, 'dismissed').waitFor();
    expect(await gallery.state(flagged, 'flagged').count()).toBe(0);
  });

  test('a confirmed one is counted and sorted first', async () => {
    await gallery.filter('anomalies').click();
    await gallery.frame.getByTestId('sort').selectOption('anomaly');
    const path = (await gallery.shown())[0];
    await gallery.tile(path).click();
    await workbench.page.keyboard.press('f');
    await poll('the decision on disk', () => labelsIn(images.folder).get(path)?.anomalous === '1');
    await gallery.state(path, 'confirmed').waitFor();
    await gallery.filter('all').click();
    await gallery.frame.getByTestId('sort').selectOption('name');
  });
});

describe('nothing is lost', () => {
  test('a reload brings back labels, classes, model and place', async () => {
    const path = second.paths[0];
    await gallery.show(path, images.paths.indexOf(path), images.paths.length);
    // VS Code in a browser writes what its editors remember every five seconds, not at a reload.
    await workbench.page.waitForTimeout(8000);
    const place = await gallery.scrollTop();
    const labelled = await gallery.count('labelled');
    expect(place).toBeGreaterThan(0);

    await workbench.reload();
    gallery = await Gallery.find(workbench);
    await poll('the labels', async () => await gallery.count('labelled') === labelled);
    await gallery.chip(first.name).waitFor();
    await gallery.chip(second.name).waitFor();
    await poll('the place', async () => Math.abs(await gallery.scrollTop() - place) < 200);
    // A model from scratch would need longer than this, and would know no suggestion first.
    await poll('the model', async () => await gallery.count('suggested') > 0, { timeout: 20_000 });
  });

  test('a trainer that is killed comes back', async () => {
    // The window before the reload takes its trainer with it.
    const pid = await poll('a single trainer', async () => {
      const pids = await scene.trainers();
      return pids.length === 1 && pids[0];
    });
    process.kill(pid, 'SIGKILL');
    await poll('another trainer', async () => (await scene.trainers()).some(other => other !== pid));
    await label(second.paths.slice(10, 12), 2);
    await saved(second.paths.slice(10, 12), second.name);
    await poll('suggestions again', async () => await gallery.count('suggested') > 0, { timeout: 60_000 });
    expect(await workbench.toasts()).toEqual([]);
  });
});

describe('looks', () => {
  const views: readonly View[] = ['gallery', 'review', 'training'];

  test.runIf(wantsReadmePictures)('the README shows work that has come some way', async () => {
    // What does not belong gets no class.
    const kinds = [...images.truth.keys()].filter(name => name !== 'foreign');
    for (const name of kinds) if (await gallery.chip(name).count() === 0) await gallery.createClass(name);
    const names = [first.name, second.name, ...kinds.filter(name => name !== first.name && name !== second.name)];
    for (const name of names.slice(2)) await label(spread(images.truth.get(name)!, 6), names.indexOf(name) + 1);
    await gallery.trained(240_000).catch(() => undefined);
    await gallery.frame.getByTestId('sort').selectOption('anomaly');
    await gallery.grid.evaluate(grid => (grid as unknown as { scrollTo(x: number, y: number): void }).scrollTo(0, 0));
  }, 300_000);

  for (const view of views) {
    test(`the ${view} page is accessible in every theme`, async () => {
      await workbench.activity('Winnow');
      const flagged = workbench.tree('Anomalies').filter({ hasText: /\d[.]\d\d/ });
      if (view === 'review' && await flagged.count() > 0) await flagged.first().click();
      const frame = await openPage(workbench, view);
      if (view === 'review') await frame.getByTestId('error-map').first().waitFor();
      if (view === 'training') await frame.getByTestId('loss-chart').first().waitFor();
      const faults = await faultsInEveryTheme(workbench, frame, view, async theme => {
        if (theme === 'dark') await readmePicture(workbench, frame, view);
      });
      await workbench.page.setViewportSize({ width: 1280, height: 800 });
      expect(faults).toEqual([]);
    });
  }

  test('nothing but this machine was asked', () => {
    expect(scene.browser.strangers()).toEqual([]);
  });
});

/** `count` paths spread over all of them. */
function spread(paths: readonly string[], count: number): string[] {
  return Array.from({ length: Math.min(count, paths.length) }, (_, at) => paths[Math.floor(at * paths.length / Math.min(count, paths.length))]);
}

/** Runs in the page: whether a canvas holds more than one colour. */
function isDrawn(element: unknown): boolean {
  const canvas = element as { width: number; height: number; getContext(kind: '2d'): { getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray } } };
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);
  return pixels.some(pixel => pixel !== pixels[0]);
}
