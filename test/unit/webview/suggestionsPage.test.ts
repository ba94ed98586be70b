/** Suggestions in the page: many accepted after a preview, single ones rejected. */
import { expect, test } from 'vitest';
import { act, countOf, describePage, firstOf, focused, open, stateOf, tell } from './browser';

describePage('suggestions', () => {
  test('many are accepted in one step, after a preview from which single ones are taken out', async () => {
    const page = await open('');
    await page.getByTestId('filter-suggested').click();
    const suggested = await countOf(page, 'count-suggested');
    await page.getByTestId('accept-threshold').fill('0.8');
    const count = await countOf(page, 'preview');
    expect(count).toBeGreaterThan(4);
    await page.getByTestId('preview').click();
    await page.getByTestId('preview-bar').waitFor();
    expect(await countOf(page, 'accept-all')).toBe(count);
    const values = (await page.locator('[data-state="suggested"] .number').allTextContents()).map(text => parseInt(text));
    expect(values.length).toBeGreaterThan(20);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values[0]).toBeGreaterThanOrEqual(80);
    const [first, second] = await page.locator('[data-testid="tile"]').evaluateAll(tiles => tiles.map(tile => tile.getAttribute('data-path')));
    expect(await focused(page)).toBe(first);
    const name = await stateOf(page, first, 'suggested').locator('.name').textContent();
    await act(page, 'reject');
    expect(await focused(page)).toBe(second);
    await expect.poll(() => stateOf(page, first, 'suggested').locator('.name').textContent()).not.toBe(name);
    await act(page, 'labelSelection', 0);
    await stateOf(page, second, 'labelled').waitFor();
    await expect.poll(() => countOf(page, 'accept-all')).toBe(count - 2);
    await act(page, 'acceptAll');
    await page.getByTestId('preview-bar').waitFor({ state: 'detached' });
    await expect.poll(() => countOf(page, 'count-suggested')).toBe(suggested - count + 1);
    expect(await page.getByTestId('filter-suggested').getAttribute('aria-pressed')).toBe('true');
    await page.getByTestId('undo').click();
    await expect.poll(() => countOf(page, 'count-suggested')).toBe(suggested - 1);
    await page.close();
  });

  test('a preview is left for what was shown before, the host knows of it, and a refused accept stays in it', async () => {
    const page = await open('');
    await page.getByTestId('filter-unlabelled').click();
    await page.locator('[data-testid="tile"]').nth(5).click();
    const path = await focused(page);
    await act(page, 'acceptAll');
    await page.getByTestId('preview-bar').waitFor();
    await expect.poll(() => page.evaluate('window.ran.at(-1)')).toBe('setPreviewing:true');
    const count = await countOf(page, 'accept-all');
    await page.evaluate('window.refuse = true');
    await act(page, 'acceptAll');
    await page.getByTestId('error').getByText('disk is full').waitFor();
    await expect.poll(() => countOf(page, 'accept-all')).toBe(count);
    await act(page, 'leavePreview');
    await page.getByTestId('preview-bar').waitFor({ state: 'detached' });
    expect(await page.getByTestId('filter-unlabelled').getAttribute('aria-pressed')).toBe('true');
    expect(await focused(page)).toBe(path);
    await expect.poll(() => page.evaluate('window.ran.at(-1)')).toBe('setPreviewing:false');
    await page.close();
  });

  test('a preview in which there is nothing is left by Escape like any other', async () => {
    const page = await open('empty');
    await page.locator('[data-testid="tile"]').nth(1).click();
    const path = await focused(page);
    await act(page, 'preview');
    await page.getByTestId('empty').waitFor();
    await act(page, 'acceptAll');
    await page.getByTestId('hint').getByText('95').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('preview-bar').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe(path);
    await page.close();
  });

  test('what changes behind a preview is not accepted unseen', async () => {
    const page = await open('');
    await page.locator('[data-testid="tile"]').first().waitFor();
    await act(page, 'preview');
    const count = await countOf(page, 'accept-all');
    const last = await page.locator('[data-testid="tile"]').last().getAttribute('data-path');
    await tell(page, `window.suggest(${JSON.stringify(last)}, 0.99)`);
    await expect.poll(() => countOf(page, 'accept-all')).toBe(count - 1);
    await act(page, 'acceptAll');
    await page.getByTestId('preview-bar').waitFor({ state: 'detached' });
    await page.locator(`[data-testid="search"] input`).fill(last ?? '');
    await stateOf(page, last, 'suggested').waitFor();
    await page.close();
  });

  test('a rejected suggestion gives way to the next, and rejecting moves on', async () => {
    const page = await open('');
    const path = await firstOf(page, 'unlabelled');
    const name = stateOf(page, path, 'suggested').locator('.name');
    const before = await name.textContent();
    await act(page, 'reject');
    expect(await focused(page)).not.toBe(path);
    await expect.poll(() => name.textContent()).not.toBe(before);
    await page.getByTestId('undo').click();
    await expect.poll(() => name.textContent()).toBe(before);
    await page.close();
  });
});
