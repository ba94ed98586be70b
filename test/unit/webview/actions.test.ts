/** What is set with the mouse can be set by a command: orders, sliders, the search, scale, class and walk. */
import { type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, describePage, open } from './browser';

const valueOf = (page: Page, testid: string) => page.getByTestId(testid).inputValue();
const live = (page: Page) => page.getByTestId('live').textContent();
const shown = (page: Page) => page.getByTestId('tile').evaluateAll(tiles => tiles.map(tile => tile.getAttribute('data-path')));

describePage('commands on the pages in a browser', () => {
  test('the order goes through all that the filter has, and is reversed; the keyboard stays in the grid', async () => {
    const page = await open('');
    await page.getByTestId('tile').first().click();
    const byName = await shown(page);
    const seen = [];
    for (let turn = 0; turn < 3; turn++) {
      await act(page, 'sort');
      seen.push(await valueOf(page, 'sort'));
    }
    expect(seen).toEqual(['confidence', 'anomaly', 'name']);
    expect(await shown(page)).toEqual(byName);
    await act(page, 'reverseSort');
    await expect.poll(async () => (await shown(page))[0]).not.toBe(byName[0]);
    const words = await live(page);
    await act(page, 'reverseSort');
    await expect.poll(() => shown(page)).toEqual(byName);
    expect(await live(page)).not.toBe(words);
    await act(page, 'show', { filter: 'next' });
    expect(await valueOf(page, 'sort')).toBe('queue');
    await act(page, 'sort');
    expect(await valueOf(page, 'sort')).toBe('name');
    expect(await page.locator('[data-testid="grid"]:focus-within').count()).toBe(1);
    await page.close();
  });

  test('the confidence of what is accepted goes up and down a step, as far as it goes', async () => {
    const page = await open('');
    await act(page, 'show', { filter: 'suggested' });
    await expect.poll(() => valueOf(page, 'accept-threshold')).toBe('0.95');
    await act(page, 'lessConfidence');
    await expect.poll(() => valueOf(page, 'accept-threshold')).toBe('0.94');
    for (let step = 0; step < 8; step++) await act(page, 'moreConfidence');
    await expect.poll(() => valueOf(page, 'accept-threshold')).toBe('1');
    expect(await live(page)).toContain('100');
    await page.close();
  });

  test('the search field takes the keyboard, and what is labelled is a filter', async () => {
    const page = await open('');
    await page.getByTestId('tile').first().click();
    await act(page, 'search');
    await page.keyboard.type('nut/');
    await expect.poll(async () => (await shown(page)).every(path => path?.startsWith('nut/'))).toBe(true);
    await act(page, 'show', { filter: 'labelled' });
    expect(await page.getByTestId('filter-labelled').getAttribute('aria-pressed')).toBe('true');
    await page.close();
  });

  test('one class of what is labelled is chosen by keys from the list that a key goes to; where there is no list, that is said', async () => {
    const page = await open('');
    await page.getByTestId('tile').first().click();
    await act(page, 'narrow');
    await expect.poll(() => live(page)).toContain('show those first');
    await act(page, 'show', { filter: 'labelled' });
    const all = (await shown(page)).length;
    await act(page, 'narrow');
    await page.locator('[data-testid="filter-class"]:focus').waitFor();
    await page.keyboard.type('nut');
    await expect.poll(async () => (await shown(page)).every(path => path?.startsWith('nut/'))).toBe(true);
    const some = (await shown(page)).length;
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all);
    await page.keyboard.press('Escape');
    await page.locator('[data-testid="grid"]:focus-within').waitFor();
    expect(await shown(page)).toHaveLength(some);
    await page.close();
  });

  test('the keyboard stays in the place of the images, also when a filter has none, and comes back with them', async () => {
    const page = await open('empty');
    await page.getByTestId('tile').first().click();
    await act(page, 'show', { filter: 'labelled' });
    await page.locator('[data-testid="empty"]:focus').waitFor();
    await act(page, 'show', { filter: 'all' });
    await page.locator('[data-testid="grid"]:focus-within').waitFor();
    await page.close();
  });

  test('the error map is shown more strongly and more faintly, as far as it goes', async () => {
    const page = await open('view=review');
    await page.getByTestId('error-overlay').waitFor();
    const before = Number(await valueOf(page, 'opacity'));
    await act(page, 'strongerMap');
    await expect.poll(async () => Number(await valueOf(page, 'opacity'))).toBeCloseTo(before + 0.05);
    for (let step = 0; step < 20; step++) await act(page, 'fainterMap');
    await expect.poll(() => valueOf(page, 'opacity')).toBe('0');
    await page.close();
  });

  test('the order is taken over at once after a decision', async () => {
    const page = await open('view=review');
    const items = () => page.getByTestId('review-item').evaluateAll(all => all.map(item => item.getAttribute('data-item')));
    await page.getByTestId('review-item').first().click();
    const [first] = await items();
    // Right after one another, as quick fingers do.
    await page.evaluate('window.act("dismiss"); window.act("refresh")');
    await expect.poll(async () => (await items()).includes(first)).toBe(false);
    await page.close();
  });

  test('an order with nothing new says so', async () => {
    for (const query of ['', 'view=review']) {
      const page = await open(query);
      await page.getByTestId(query === '' ? 'tile' : 'review-item').first().waitFor();
      await act(page, 'refresh');
      await page.getByTestId('hint').waitFor();
      await page.close();
    }
  });

  test('the curves change their scale', async () => {
    const page = await open('view=training');
    await page.getByTestId('loss-chart').waitFor();
    expect(await page.getByTestId('log').getAttribute('aria-pressed')).toBe('true');
    await act(page, 'scale');
    await expect.poll(() => page.getByTestId('linear').getAttribute('aria-pressed')).toBe('true');
    await page.close();
  });

  test('the next class is imagined, after the last the first; the ends of the walk are swapped and chosen', async () => {
    const page = await open('view=imagine');
    await page.getByTestId('imagined').first().waitFor();
    const seen = [];
    for (let turn = 0; turn < 3; turn++) {
      seen.push(await valueOf(page, 'imagine-class'));
      await act(page, 'nextClass');
    }
    expect(new Set(seen).size).toBe(3);
    expect(await valueOf(page, 'imagine-class')).toBe(seen[0]);
    const ends = async () => [await valueOf(page, 'end-from'), await valueOf(page, 'end-to')];
    const [from, to] = await ends();
    await act(page, 'swapEnds');
    expect(await ends()).toEqual([to, from]);
    await act(page, 'pickTo');
    await expect.poll(async () => (await ends())[1]).toBe('path:bolt/03.png');
    await page.close();
    const empty = await open('view=imagine&empty');
    await act(empty, 'nextClass');
    await empty.getByTestId('hint').waitFor();
    await empty.close();
  });
});
