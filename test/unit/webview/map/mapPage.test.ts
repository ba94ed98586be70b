/** The map and the page with imagined images in a real browser; where there is no Chromium these tests are left out. */
import { type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, countOf, describePage, open, tell } from '../browser';

const focusedName = (page: Page) => page.getByTestId('map-focus').textContent();
const selectedPaths = (page: Page) => page.evaluate<string[]>('window.selectedPaths ?? []');
const selectedCount = async (page: Page) => Number(await page.getByTestId('map-selected').getAttribute('data-count', { timeout: 3000 }));
const centre = async (page: Page) => {
  const { x, y, width, height } = (await page.getByTestId('map').boundingBox())!;
  return { x, y, width, height };
};

/** Draws a loop around a part of the map, in shares of its width and height. */
async function lasso(page: Page, corners: readonly (readonly [number, number])[]): Promise<void> {
  const { x, y, width, height } = await centre(page);
  const at = ([u, v]: readonly [number, number]) => [x + u * width, y + v * height] as const;
  await page.mouse.move(...at(corners[0]));
  await page.mouse.down();
  for (const corner of corners.slice(1)) await page.mouse.move(...at(corner), { steps: 4 });
  await page.mouse.up();
}

/** A training that ends and has moved the points so far. */
async function trainOn(page: Page, turn: number): Promise<void> {
  const idle = { phase: 'idle', message: '', progress: null, step: 700, epoch: 20, epochs: 0, imagesPerSecond: null, secondsLeft: null, images: 120, unreadable: 0, engine: null };
  await tell(page, `window.mapTurn = ${turn}; window.step = 700; window.emit('status', ${JSON.stringify(idle)}); window.suggest('bolt/01.png', 0.9)`);
  await page.getByTestId('projection').getByText('700').waitFor();
}

const everything = [[0.01, 0.01], [0.99, 0.01], [0.99, 0.99], [0.01, 0.99]] as const;
const leftHalf = [[0.01, 0.01], [0.45, 0.01], [0.45, 0.99], [0.01, 0.99]] as const;

describePage('the map in a browser', () => {
  test('points are drawn in the colours of their classes', async () => {
    const page = await open('view=map');
    await page.getByTestId('map').waitFor();
    const coloured = () => page.evaluate<string[]>(`(async () => {
      const find = root => { for (const each of root.querySelectorAll('*')) { if (each.localName === 'winnow-map-view') return each; const inner = each.shadowRoot && find(each.shadowRoot); if (inner) return inner; } };
      const canvas = find(document).shadowRoot.querySelector('canvas');
      const { width, height } = canvas;
      const copy = new OffscreenCanvas(width, height).getContext('2d');
      find(document).requestUpdate('grouping'); await find(document).updateComplete; find(document).fit(); await new Promise(requestAnimationFrame);
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, width, height);
      const seen = new Map();
      for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 200) { const key = [data[at], data[at + 1], data[at + 2]].map(value => Math.round(value / 24)).join(); seen.set(key, (seen.get(key) ?? 0) + 1); }
      return [...seen].filter(([, count]) => count > 50).map(([key]) => key);
    })()`);
    const classes = ['#3b82f6', '#e5484d', '#f5a524'].map(colour => [1, 3, 5].map(at => Math.round(parseInt(colour.slice(at, at + 2), 16) / 24)).join());
    await expect.poll(coloured, { timeout: 10_000 }).toEqual(expect.arrayContaining(classes));
    await page.close();
  });

  test('a lasso selects, ctrl adds, a click on nothing clears, and the other pages are told', async () => {
    const page = await open('view=map');
    await page.getByTestId('projection').getByText('120 images').waitFor();
    await page.keyboard.down('Shift');
    await lasso(page, leftHalf);
    await page.keyboard.up('Shift');
    const left = await selectedCount(page);
    expect(left).toBeGreaterThan(20);
    expect(left).toBeLessThan(119);
    await expect.poll(async () => (await selectedPaths(page)).length).toBe(left);
    await act(page, 'map', { step: 'lasso' });
    await page.locator('[data-testid="tool-lasso"][aria-pressed="true"]').waitFor();
    await page.keyboard.down('Control');
    await lasso(page, everything);
    await page.keyboard.up('Control');
    await expect.poll(() => selectedCount(page)).toBe(120);
    const { x, y } = await centre(page);
    await page.mouse.click(x + 3, y + 3);
    await page.getByTestId('map-selected').waitFor({ state: 'detached' });
    await expect.poll(async () => (await selectedPaths(page)).length).toBe(0);
    await page.close();
  });

  test('by keyboard: arrows go from image to image, space selects, enter opens, neighbours and all in view are selected', async () => {
    const page = await open('view=map');
    await page.getByTestId('map').focus();
    await page.keyboard.press('ArrowRight');
    const first = await focusedName(page);
    expect(first).toMatch(/(bolt|nut|washer).*\.png/);
    await page.keyboard.press('ArrowRight');
    const second = await focusedName(page);
    expect(second).not.toBe(first);
    await page.keyboard.press(' ');
    expect(await selectedCount(page)).toBe(1);
    expect(await page.getByTestId('map-focus').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Shift+ArrowLeft');
    expect(await selectedCount(page)).toBe(2);
    await act(page, 'map', { step: 'grow' });
    expect(await selectedCount(page)).toBeGreaterThan(30);
    await act(page, 'openReview');
    await expect.poll(() => page.evaluate<string>('window.opened')).toMatch(/\.png$/);
    expect(await focusedName(page)).toContain(await page.evaluate<string>('window.opened'));
    await act(page, 'map', { step: 'clear' });
    await act(page, 'selectAll');
    expect(await selectedCount(page)).toBe(120);
    for (let n = 0; n < 8; n++) await act(page, 'map', { step: 'zoomIn' });
    await act(page, 'selectAll');
    expect(await selectedCount(page)).toBeLessThan(120);
    await page.close();
  });

  test('a key labels what is selected; the legend selects its images', async () => {
    const page = await open('view=map');
    await page.getByTestId('colour-label').click();
    const entry = page.locator('[data-testid="legend"][data-name="nut"]');
    await entry.click();
    const before = await selectedCount(page);
    await page.locator('[data-testid="legend"]').first().click();
    const unlabelled = await selectedCount(page);
    expect(before + unlabelled).toBeLessThanOrEqual(120);
    await act(page, 'labelSelection', { index: 1 });
    await expect.poll(() => entry.locator('.number').textContent()).toBe(String(before + unlabelled));
    await page.close();
  });

  test('dragging still draws a lasso after the page has been away', async () => {
    const page = await open('view=map');
    const pressed = (tool: string) => page.getByTestId(`tool-${tool}`).getAttribute('aria-pressed');
    await page.getByTestId('projection').getByText('120 images').waitFor();
    expect(await pressed('move')).toBe('true');
    await page.getByTestId('tool-lasso').click();
    await page.waitForTimeout(300); // What the page remembers is written a few times a second.
    await page.reload();
    await page.getByTestId('projection').getByText('120 images').waitFor();
    expect(await pressed('lasso')).toBe('true');
    await lasso(page, leftHalf);
    expect(await selectedCount(page)).toBeGreaterThan(20);
    await act(page, 'map', { step: 'lasso' });
    await page.waitForTimeout(300);
    await page.reload();
    await page.getByTestId('projection').getByText('120 images').waitFor();
    expect(await pressed('move')).toBe('true');
    await page.close();
  });

  test('the legend of suggestions, which has the labelled images, too, says how many are which, as the gallery counts them', async () => {
    const gallery = await open('');
    await gallery.getByTestId('tile').first().waitFor();
    const [labelled, suggested] = [await countOf(gallery, 'filter-labelled'), await countOf(gallery, 'filter-suggested')];
    await gallery.close();
    const page = await open('view=map');
    await page.getByTestId('projection').getByText('120 images').waitFor();
    expect(await countOf(page, 'legend-labelled')).toBe(labelled);
    expect(await countOf(page, 'legend-suggested')).toBe(suggested);
    const [, ...entries] = await page.locator('[data-testid="legend"] .number').allTextContents(); // The first is of those that have neither.
    expect(entries.reduce((sum, text) => sum + Number(text), 0)).toBe(labelled + suggested);
    await page.locator('[data-testid="legend"][data-name="nut"]').click();
    await act(page, 'labelSelection', { index: 1 });
    await expect.poll(() => countOf(page, 'legend-labelled')).toBeGreaterThan(labelled);
    expect(await countOf(page, 'legend-labelled') + await countOf(page, 'legend-suggested')).toBe(labelled + suggested);
    await page.getByTestId('colour-label').click();
    await page.getByTestId('legend-labelled').waitFor({ state: 'detached' });
    await page.close();
  });

  test('what the map shows in the gallery is selected there, all of it, and one key labels it', async () => {
    const map = await open('view=map');
    await map.locator('[data-testid="legend"][data-name="nut"]').click();
    const count = await selectedCount(map);
    await act(map, 'map', { step: 'showInGallery' });
    await expect.poll(() => map.evaluate<{ paths: string[]; selected: boolean }>('window.shown').then(({ paths, selected }) => [paths.length, selected])).toEqual([count, true]);
    const shown = await map.evaluate('window.shown');
    await map.close();
    const selected = (page: Page) => page.locator('[data-testid="tile"][aria-selected="true"]').count();
    const gallery = await open('', 1600);
    await gallery.getByTestId('tile').first().click();
    await tell(gallery, `window.emit('choose', { title: 'Selected on the map', ...${JSON.stringify(shown)} })`);
    await expect.poll(() => selected(gallery)).toBe(count);
    await act(gallery, 'labelSelection', { index: 0 });
    await expect.poll(() => gallery.locator('[data-testid="tile"] [data-state="labelled"]').count()).toBe(count);
    await tell(gallery, `window.emit('choose', { title: 'a few', ...${JSON.stringify(shown)}, selected: false })`);
    await expect.poll(() => selected(gallery)).toBe(1);
    await gallery.close();
    const late = await open('chosen', 1600);
    await late.getByTestId('tile').first().waitFor();
    expect(await selected(late)).toBe(30);
    await late.close();
  });

  test('the legend takes the keyboard, and an entry is chosen by keys', async () => {
    const page = await open('view=map');
    await page.getByTestId('colour-label').click();
    await act(page, 'map', { step: 'legend' });
    const chosen = page.locator('[data-testid="legend"]:focus');
    const count = await chosen.locator('.number').textContent();
    await page.keyboard.press('Enter');
    await expect.poll(async () => String(await selectedCount(page))).toBe(count);
    expect(await chosen.count()).toBe(0);
    await page.close();
  });

  test('a class without a digit labels the selection, too', async () => {
    const page = await open('view=map&classes=12');
    await page.locator('[data-testid="legend"][data-name="nut"]').click();
    const count = await selectedCount(page);
    await page.getByTestId('map-label-other').click();
    expect(await page.evaluate('window.ran')).toContain('labelWith');
    await act(page, 'labelWith', { classId: 'c11' });
    await page.getByTestId('colour-label').click();
    await expect.poll(() => page.locator('[data-testid="legend"][data-name="class 011"] .number').textContent()).toBe(String(count));
    await page.close();
  });

  test('hovering shows the image', async () => {
    const page = await open('view=map');
    await page.getByTestId('map').focus();
    await page.keyboard.press('ArrowRight');
    const card = page.getByTestId('map-card');
    await card.locator('img').waitFor();
    const path = await card.getAttribute('data-path');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => card.getAttribute('data-path')).not.toBe(path);
    const { x, y, width, height } = await centre(page);
    const seen = new Set<string | null>();
    for (let n = 0; n <= 40; n++) {
      await page.mouse.move(x + width * (0.2 + (0.6 * n) / 40), y + height * 0.5);
      if (await card.count() > 0) seen.add(await card.getAttribute('data-path', { timeout: 1000 }).catch(() => null));
    }
    expect(seen.size).toBeGreaterThan(2);
    await page.close();
  });

  test('the card of the focused image stays with its point when the map moves', async () => {
    const page = await open('view=map');
    await page.getByTestId('map').focus();
    await page.keyboard.press('ArrowRight');
    const card = page.getByTestId('map-card');
    // Beside the ring, on whatever side there is room.
    const distance = async () => {
      const [at, ring] = [(await card.boundingBox())!, (await page.locator('circle.focus').boundingBox())!];
      const middle = ring.x + ring.width / 2;
      return Math.round(at.x > middle ? at.x - middle : middle - at.x - at.width);
    };
    const before = await distance();
    const { x, y } = await centre(page);
    await page.mouse.move(x + 3, y + 3);
    await page.mouse.wheel(0, 150);
    await page.waitForTimeout(200);
    expect(await distance()).toBe(before);
    const place = await card.boundingBox();
    await trainOn(page, 30);
    await expect.poll(distance).toBe(before);
    expect(await card.boundingBox()).not.toEqual(place);
    await page.close();
  });

  test('what another page selects is selected here and gone to; nothing is told back', async () => {
    const page = await open('view=map');
    await page.getByTestId('projection').getByText('120 images').waitFor();
    await tell(page, `window.emit('selected', { paths: ['nut/03.png', 'nut/04.png'] })`);
    expect(await selectedCount(page)).toBe(2);
    expect(await focusedName(page)).toContain('nut/03.png');
    await page.waitForTimeout(400);
    expect(await page.evaluate('window.selectedPaths')).toBeUndefined();
    await page.close();

    const gallery = await open('');
    await gallery.getByTestId('filter-labelled').click();
    await tell(gallery, `window.emit('selected', { paths: ['nut/03.png', 'nut/04.png', 'washer/30.png'] })`);
    await gallery.getByText(/^\d of \d+ selected$/).waitFor();
    await gallery.locator('[data-testid="tile"]').first().click();
    await expect.poll(() => gallery.evaluate<string[]>('window.selectedPaths')).toHaveLength(1);
    await gallery.close();
  });

  test('another training moves the points; the view stays', async () => {
    const page = await open('view=map');
    await page.getByTestId('projection').getByText('640').waitFor();
    await act(page, 'map', { step: 'zoomIn' });
    await trainOn(page, 1);
    await page.getByTestId('projection').getByText('continued').waitFor();
    await page.close();
  });

  test('empty states say what to do, and a map that was refused comes by itself', async () => {
    const none = await open('view=map&none');
    await none.getByTestId('empty').getByRole('button').waitFor();
    await act(none, 'map', { step: 'zoomIn' });
    await none.getByTestId('hint').waitFor();
    await none.close();
    const page = await open('view=map&refuse');
    await page.getByTestId('empty').getByText('anomaly ranking').waitFor();
    await page.evaluate('window.refuse = false');
    await page.getByTestId('map').waitFor({ timeout: 10_000 });
    await page.close();
  });

  const pictures = (page: Page) => page.getByTestId('imagined').evaluateAll(all => (all as unknown as { getContext(kind: '2d'): { getImageData(...box: number[]): { data: Uint8Array } } }[]).map(canvas => [...canvas.getContext('2d').getImageData(0, 0, 8, 8).data].join()));
  const frame = (page: Page) => page.getByTestId('walk-frame').evaluate(canvas => [...(canvas as unknown as { getContext(kind: '2d'): { getImageData(...box: number[]): { data: Uint8Array } } }).getContext('2d').getImageData(0, 0, 8, 8).data].join());

  test('more imagines others of the class; the slider walks by mouse and key; the ends can be chosen', async () => {
    const page = await open('view=imagine');
    await page.getByTestId('imagined').nth(23).waitFor();
    const before = await pictures(page);
    await page.getByTestId('more').click();
    await expect.poll(() => pictures(page)).not.toEqual(before);
    const middle = await frame(page);
    await page.getByTestId('walk').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const right = await frame(page);
    expect(right).not.toBe(middle);
    await act(page, 'lessOnWalk');
    expect(await frame(page)).not.toBe(right);
    await act(page, 'lessOnWalk');
    expect(await frame(page)).toBe(middle);
    expect(await page.getByTestId('walk').getAttribute('aria-valuetext')).toMatch(/50.*bolt.*nut/);
    await tell(page, `window.emit('selected', { paths: ['nut/03.png', 'washer/04.png'] })`);
    await page.getByTestId('end-from-image').waitFor();
    expect(await page.getByTestId('end-to').inputValue()).toBe('path:washer/04.png');
    await page.getByTestId('pick-to').click();
    await expect.poll(() => page.getByTestId('end-to').inputValue()).toBe('path:bolt/03.png');
    await page.getByTestId('swap').click();
    expect(await page.getByTestId('end-from').inputValue()).toBe('path:bolt/03.png');
    await page.reload();
    await expect.poll(() => page.getByTestId('end-from').inputValue()).toBe('path:bolt/03.png');
    await page.close();
  });

  test('an end that the browser cannot show, such as a TIFF, is shown as its thumbnail', async () => {
    const page = await open('view=imagine');
    await page.route(/nut\/03\.png\?v=/, route => route.fulfill({ contentType: 'image/tiff', body: 'II*' }));
    await page.getByTestId('walk-frame').waitFor();
    await tell(page, `window.emit('selected', { paths: ['nut/03.png', 'washer/04.png'] })`);
    await expect.poll(() => page.getByTestId('end-from-image').evaluate(image => (image as unknown as { naturalWidth: number }).naturalWidth)).toBeGreaterThan(0);
    await page.close();
  });

  test('what cannot be imagined is said', async () => {
    const page = await open('view=imagine&empty');
    await page.getByTestId('empty').getByRole('button').waitFor();
    await page.close();
    const refused = await open('view=imagine&refuse');
    await refused.getByTestId('imagine-problem').waitFor();
    await refused.getByTestId('walk-problem').waitFor();
    await refused.close();
  });
});
