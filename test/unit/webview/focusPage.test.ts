/** The keyboard focus stays with the images, whatever happens around them. */
import { type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, describePage, focused, open } from './browser';

/** The image with the keyboard focus; null: none has it. */
const held = (page: Page) => page.locator('[data-testid="tile"]:focus').getAttribute('data-path', { timeout: 300 }).catch(() => null);

/** Whether the image with the keyboard focus is wholly in view. */
const inView = (page: Page) => page.locator('[data-testid="tile"]:focus').evaluate(tile => {
  const { top, bottom } = tile.getBoundingClientRect();
  const scroller = tile.closest('[data-testid="grid"]')!.getBoundingClientRect();
  return top >= scroller.top && bottom <= scroller.bottom + 1;
});

describePage('the keyboard focus of the gallery', () => {
  test('the editor hears its own keys from the field of classes, and not what is typed there', async () => {
    const page = await open('', 900);
    await page.evaluate(`window.heard = []; addEventListener('keydown', ({ key }) => window.heard.push(key))`);
    await page.getByTestId('new-class').click();
    for (const key of ['1', 'x', 'F1', 'Control+Shift+P']) await page.keyboard.press(key);
    expect(await page.evaluate<string[]>('window.heard')).toEqual(['F1', 'Control', 'Shift', 'P']);
    await page.close();
  });

  test('stays with its image, in view, when the window becomes narrow and wide again', async () => {
    const page = await open('', 1500);
    await page.getByTestId('tile').first().click();
    for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const path = await focused(page);
    for (const width of [620, 1500]) {
      await page.setViewportSize({ width, height: 700 });
      await expect.poll(() => held(page)).toBe(path);
      await expect.poll(() => inView(page)).toBe(true);
    }
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => held(page)).not.toBe(path);
    await page.close();
  });

  test('comes back to the images with the window, where nothing has it', async () => {
    const page = await open('');
    await page.getByTestId('tile').nth(3).click();
    const path = await focused(page);
    await page.locator('[data-testid="tile"]:focus').blur();
    expect(await held(page)).toBeNull();
    await page.evaluate('window.dispatchEvent(new Event("focus"))');
    await expect.poll(() => held(page)).toBe(path);
    // Not away from where it is.
    await page.getByTestId('search').click();
    await page.evaluate('window.dispatchEvent(new Event("focus"))');
    await page.waitForTimeout(100);
    expect(await held(page)).toBeNull();
    await page.close();
  });

  test('goes to the first image of a queue that is asked for, wherever it was, and stays where it was among all', async () => {
    const page = await open('');
    await act(page, 'show', { filter: 'next' });
    const first = await focused(page);
    await page.keyboard.press('End');
    const last = await focused(page);
    expect(last).not.toBe(first);
    await act(page, 'show', { filter: 'all' });
    expect(await focused(page)).toBe(last);
    await act(page, 'show', { filter: 'next' });
    await expect.poll(() => held(page)).toBe(first);
    // Its key once more makes the order anew and keeps the place.
    await page.keyboard.press('ArrowRight');
    const second = await focused(page);
    await act(page, 'show', { filter: 'next' });
    await expect.poll(() => held(page)).toBe(second);
    await page.close();
  });
});
