/** What the pages tell the trainer, and hear from one that begins anew, in a real browser; where there is no Chromium these tests are left out. */
import { type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describePage, open } from './browser';

const motions = (page: Page) => page.evaluate<number>('window.motions ?? 0');

describePage('the pages and the trainer', () => {
  test('the host hears of scrolling, so that training rests', async () => {
    const page = await open('', 900);
    await page.locator('[data-testid="tile"]').first().hover();
    expect(await motions(page)).toBe(0);
    for (let i = 0; i < 12; i++) await page.mouse.wheel(0, 60);
    await expect.poll(() => motions(page)).toBeGreaterThan(0);
    await page.close();
  });

  test('the host hears of a map that is dragged', async () => {
    const page = await open('view=map');
    await page.getByTestId('projection').getByText('120 images').waitFor();
    const { x, y, width, height } = (await page.getByTestId('map').boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 4, y + height / 4, { steps: 12 });
    await page.mouse.up();
    await expect.poll(() => motions(page)).toBeGreaterThan(0);
    await page.close();
  });

  test('suggestions stay with their images when a trainer that begins anew lists others under an old number', async () => {
    const page = await open('', 900);
    const tiles = page.locator('[data-testid="tile"]');
    await page.locator('[data-state="suggested"]').nth(4).waitFor();
    const paths = await tiles.evaluateAll(found => found.map(tile => tile.getAttribute('data-path')!));
    const suggested = page.locator('[data-testid="tile"]:has([data-state="suggested"])');
    const shown = () => suggested.evaluateAll(found => found.map(tile => `${tile.getAttribute('data-path')} ${tile.querySelector('.caption')?.textContent}`));
    const before = (await shown()).filter(text => !text.startsWith(paths[0]));
    expect(before.length).toBeGreaterThan(3);
    await page.evaluate(`window.emit('listing', { version: 1, paths: ${JSON.stringify(paths.slice(1))}, modified: new Float64Array(${paths.length - 1}).fill(1), unreadable: [] })`);
    await expect.poll(() => tiles.count()).toBe(paths.length - 1);
    expect(await shown()).toEqual(expect.arrayContaining(before));
    await page.close();
  });
});
