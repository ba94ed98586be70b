import { type Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { countOf, describePage, open, tell } from './browser';

interface InPage {
  getBoundingClientRect(): { left: number; right: number; top: number; bottom: number };
  getRootNode(): { elementFromPoint(x: number, y: number): InPage | null };
  contains(other: InPage | null): boolean;
}

/** Whether both ends of an element can be seen: nothing covers them or cuts them off. */
const isSeen = (element: Locator) => element.evaluate(node => {
  const each = node as unknown as InPage;
  const { left, right, top, bottom } = each.getBoundingClientRect();
  return [left + 2, right - 2].every(x => each.contains(each.getRootNode().elementFromPoint(x, (top + bottom) / 2)));
});

describePage('the training page in a browser', () => {
  test('training pauses and resumes', async () => {
    const page = await open('view=training');
    await page.getByTestId('loss-chart').waitFor();
    await page.getByTestId('pause').click();
    await page.getByTestId('resume').click();
    await page.getByTestId('pause').waitFor();
    await page.getByTestId('linear').click();
    expect(await page.getByTestId('linear').getAttribute('aria-pressed')).toBe('true');
    await page.close();
  });

  test('without curves it says what there is to do', async () => {
    const none = await open('view=training&empty&none');
    await none.getByTestId('empty').getByRole('button').click();
    expect(await none.evaluate('window.ran')).toEqual(['openSample']);
    await none.close();
    const page = await open('view=training&empty');
    await page.getByTestId('empty').waitFor();
    expect(await page.getByTestId('empty').getByRole('button').count()).toBe(0);
    await page.getByTestId('pause').click();
    await page.getByTestId('empty').getByRole('button').click();
    await page.getByTestId('pause').waitFor();
    await page.close();
  });

  test('what the curves say needs more lines in a narrower window, and pushes the rest down', async () => {
    const page = await open('view=training', 1200);
    await page.getByTestId('loss-chart').waitFor();
    const lines = async () => (await page.locator('.u-legend').boundingBox())!.height;
    const before = await lines();
    await page.setViewportSize({ width: 520, height: 700 });
    await expect.poll(lines).toBeGreaterThan(before + 10);
    const overlap = async () => {
      const lowest = Math.max(...await page.locator('.u-legend .u-series').evaluateAll(all => all.map(each => (each as unknown as { getBoundingClientRect(): { bottom: number } }).getBoundingClientRect().bottom)));
      return lowest - (await page.locator('winnow-rightness').boundingBox())!.y;
    };
    await expect.poll(overlap).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 300, height: 700 });
    await expect.poll(lines).toBeGreaterThan(before + 40);
    await expect.poll(overlap).toBeLessThanOrEqual(0);
    await page.close();
  });

  test('reconstructions have a column for each step, and a new one comes live', async () => {
    const page = await open('view=training');
    const columns = page.locator('[data-testid="frames"] thead th');
    await columns.first().waitFor();
    const before = await columns.count();
    await tell(page, 'window.emit("reconstructions", { ...window.frames.at(-1), step: 900 })');
    await columns.nth(before).waitFor();
    expect(await columns.count()).toBe(before + 1);
    await page.close();
  });

  test.each([560, 900, 1250, 1600])('at %s px the table of seven classes and the reconstructions can be seen whole', async width => {
    const page = await open('view=training&classes=7', width);
    await page.getByTestId('confusion').waitFor();
    await tell(page, '[700, 800, 900, 1000, 1100].forEach(step => window.emit("reconstructions", { ...window.frames.at(-1), step }))');
    await expect.poll(() => page.locator('[data-testid="frames"] thead th').count()).toBe(9);
    await page.setViewportSize({ width, height: 2000 });
    for (const table of ['confusion', 'frames']) {
      for (const end of ['first', 'last'] as const) await expect.poll(() => isSeen(page.locator(`[data-testid="${table}"] thead th`)[end]())).toBe(true);
    }
    expect(await page.getByTestId('ahead').count()).toBe(0);
    await page.close();
  });

  test.each(['ltr', 'rtl'])('a table that is too wide says so at its edge, and a press there goes on, and back (%s)', async dir => {
    const page = await open(`view=training&classes=16&dir=${dir}`, 560);
    await page.setViewportSize({ width: 560, height: 2000 });
    const [on, back] = [page.getByTestId('ahead'), page.getByTestId('behind')];
    await on.waitFor();
    expect(await back.count()).toBe(0);
    const [first, last] = [page.getByTestId('cell-0-0'), page.getByTestId('cell-0-15')];
    expect(await isSeen(last)).toBe(false);
    await expect.poll(async () => {
      if (await on.count() > 0) await on.click();
      return isSeen(last);
    }).toBe(true);
    await on.waitFor({ state: 'detached' });
    // The names of the rows stay.
    expect(await isSeen(page.locator('[data-testid="confusion"] tbody th').first())).toBe(true);
    await expect.poll(async () => {
      if (await back.count() > 0) await back.click();
      return isSeen(first);
    }).toBe(true);
    await back.waitFor({ state: 'detached' });
    // By keys, too.
    await first.focus();
    for (let n = 0; n < 15; n++) await page.keyboard.press(dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight');
    await expect.poll(() => isSeen(last)).toBe(true);
    await page.close();
  });

  test('what the suggestions took for something else opens by mouse and by keys', async () => {
    const page = await open('view=training');
    const cells = page.locator('[data-testid="confusion"] td button');
    await cells.first().waitFor();
    expect(await cells.count()).toBe(9);
    expect(await page.locator('[data-testid="confusion"] td button[tabindex="0"]').count()).toBe(1);
    const chosen = page.evaluate('new Promise(resolve => window.addEventListener("message", ({ data }) => { if (data.name === "choose") resolve(data.event); }))');
    await cells.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const count = Number(await page.getByTestId('cell-1-1').textContent());
    expect(count).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    const { paths } = await chosen as { paths: string[] };
    expect(paths).toHaveLength(count);
    expect(paths.every(path => path.startsWith('nut/'))).toBe(true);
    await page.close();
  });

  test('labels that were taken back count no more, and given again they count once', async () => {
    const page = await open('view=training');
    const cell = page.getByTestId('cell-1-1');
    await cell.waitFor();
    const chosen = page.evaluate<{ paths: string[] }>('new Promise(resolve => window.addEventListener("message", ({ data }) => { if (data.name === "choose") resolve(data.event); }))');
    await cell.click();
    const { paths } = await chosen;
    const before = await countOf(page, 'cell-1-1');
    expect(before).toBe(paths.length);
    expect(new Set(paths).size).toBe(before);
    await tell(page, `window.label(${JSON.stringify(paths.slice(0, 1))}, null)`);
    await expect.poll(() => countOf(page, 'cell-1-1')).toBe(before - 1);
    await tell(page, 'window.undo()');
    await expect.poll(() => countOf(page, 'cell-1-1')).toBe(before);
    await tell(page, `window.label(${JSON.stringify(paths.slice(0, 1))}, 'c2')`);
    await expect.poll(() => countOf(page, 'cell-1-1')).toBe(before - 1);
    await page.close();
  });

  test('the images of a mistake are opened by what they are, also once the folder has other images', async () => {
    const page = await open('view=training');
    await page.getByTestId('cell-1-1').waitFor();
    await tell(page, `fetch('/listing').then(answer => answer.json()).then(all => {
      const paths = all.slice(40);
      window.emit('listing', { version: 2, paths, modified: Float64Array.from(paths, () => 1), unreadable: [] });
    })`);
    const chosen = page.evaluate('new Promise(resolve => window.addEventListener("message", ({ data }) => { if (data.name === "choose") resolve(data.event); }))');
    // The first forty were the bolts, which are in no row any more.
    await page.getByTestId('cell-2-2').waitFor({ state: 'detached' });
    await page.getByTestId('cell-0-0').click();
    const { paths } = await chosen as { paths: string[] };
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter(path => !path.startsWith('nut/'))).toEqual([]);
    await page.close();
  });
});
