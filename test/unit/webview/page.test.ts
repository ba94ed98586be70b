/** The page in a real browser, as a person uses it; where there is no Chromium these tests are left out. */
import { type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, describePage, firstOf, focused, open, stateOf, tell } from './browser';

const selected = (page: Page) => page.locator('[data-testid="tile"][aria-selected="true"]').count();

describePage('the page in a browser', () => {
  test('the toolbar is one row in a narrow editor', async () => {
    const page = await open('', 900);
    const search = (await page.locator('[data-testid="search"]').boundingBox())!;
    const undo = (await page.locator('[data-testid="undo"]').boundingBox())!;
    expect(Math.abs(undo.y - search.y)).toBeLessThan(8);
    expect(search.width).toBeGreaterThan(60);
    await page.close();
  });

  test('texts and numbers are those of the display language', async () => {
    const page = await open('language=de');
    await page.getByTestId('filter-all').getByText('Alle').waitFor();
    expect(await page.locator('[data-state="flagged"] .number').first().textContent()).toMatch(/^0,\d\d$/);
    await page.close();
  });

  test('arrows move, shift extends, ctrl+A takes all, one tab stop', async () => {
    const page = await open('');
    await page.locator('[data-testid="tile"]').first().click();
    const first = await focused(page);
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).not.toBe(first);
    expect(await selected(page)).toBe(1);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await selected(page)).toBe(3);
    await page.keyboard.press('Home');
    expect(await focused(page)).toBe(first);
    await page.keyboard.press('Control+a');
    await page.getByText('120 of 120 selected').waitFor();
    await page.keyboard.press('End');
    await expect.poll(() => focused(page)).toBe('washer/39.png');
    expect(await page.locator('[data-testid="tile"][tabindex="0"]').count()).toBe(1);
    await page.close();
  });

  test('next to label comes in its own order and says why; a label is counted and nothing jumps', async () => {
    const page = await open('');
    await page.locator('[data-testid="filter-next"]').click();
    const paths = () => page.locator('[data-testid="tile"]').evaluateAll(tiles => tiles.map(tile => tile.getAttribute('data-path')));
    const before = await paths();
    expect(before[0]).toMatch(/07\.png$/);
    expect(before[1]).toMatch(/14\.png$/);
    expect(await page.locator('[data-testid="reason"]').allTextContents()).toContain('typical of many');
    const count = async () => Number(await page.locator('[data-testid="count-next"]').textContent());
    const whole = await count();
    await page.locator('[data-testid="tile"]').first().click();
    await act(page, 'labelSelection', 1);
    await expect.poll(count).toBe(whole - 1);
    expect(await paths()).toEqual(before);
    await page.close();
  });

  test('a class key labels the selection, moves on, and says so; undo takes it back', async () => {
    const page = await open('');
    const path = await firstOf(page, 'unlabelled');
    await act(page, 'labelSelection', 2);
    await stateOf(page, path, 'labelled').getByText('washer').waitFor();
    expect(await focused(page)).not.toBe(path);
    expect(await page.getByTestId('live').textContent()).toContain('washer');
    await page.getByTestId('refresh').waitFor();
    await page.getByTestId('undo').click();
    await stateOf(page, path, 'suggested').waitFor();
    await page.close();
  });

  test('what is so already makes no step: one undo takes back what was done, and the page says that there was nothing to do', async () => {
    const page = await open('');
    const path = await firstOf(page, 'unlabelled');
    await act(page, 'clearLabel');
    await page.getByTestId('hint').waitFor();
    await act(page, 'labelSelection', 0);
    await act(page, 'show', { filter: 'all' });
    await page.locator(`[data-path="${path}"]`).click();
    await act(page, 'labelSelection', 0);
    // It goes on all the same: the image is as the person wants it.
    expect(await focused(page)).not.toBe(path);
    await page.locator(`[data-path="${path}"]`).click();
    await act(page, 'flag');
    await stateOf(page, path, 'confirmed').waitFor();
    await act(page, 'confirm');
    await tell(page, 'window.undo()');
    await stateOf(page, path, 'confirmed').waitFor({ state: 'detached' });
    await stateOf(page, path, 'labelled').waitFor();
    await tell(page, 'window.undo()');
    await stateOf(page, path, 'labelled').waitFor({ state: 'detached' });
    await page.close();
  });

  test('a digit that comes late labels the image that it was pressed for, and leaves the person where they are', async () => {
    const page = await open('');
    const [first, second] = [await firstOf(page, 'unlabelled'), await page.getByTestId('tile').nth(1).getAttribute('data-path')];
    await page.keyboard.press('2');
    await page.locator(`[data-path="${second}"]`).click();
    await act(page, 'labelSelection', 1);
    await stateOf(page, first, 'labelled').getByText('nut').waitFor();
    expect(await stateOf(page, second, 'labelled').count()).toBe(0);
    expect(await focused(page)).toBe(second);
    await page.close();
    const review = await open('view=review');
    const items = review.getByTestId('review-item');
    await items.nth(1).click();
    await review.keyboard.press('2');
    await items.nth(2).click();
    await act(review, 'labelSelection', 1);
    expect(await review.getByTestId('subject').getByText('Labelled nut').count()).toBe(0);
    await items.nth(1).click();
    await review.getByTestId('subject').getByText('Labelled nut').waitFor();
    await review.close();
  });

  test('among labels that look wrong the digit of a label keeps it', async () => {
    const page = await open('');
    await act(page, 'show', { filter: 'mislabelled' });
    const tile = page.getByTestId('tile').first();
    const path = await tile.getAttribute('data-path');
    const name = await stateOf(page, path, 'labelled').locator('.name').innerText();
    await act(page, 'labelSelection', ['bolt', 'nut', 'washer'].indexOf(name));
    await page.locator(`[data-path="${path}"]`).click();
    await page.getByTestId('author').getByText('confirmed to be right').waitFor();
    await page.close();
  });

  test('where there is nothing to show, what is said stands in the middle of the room for the images', async () => {
    for (const query of ['none&empty', 'empty']) {
      const page = await open(query);
      if (query === 'empty') await page.getByTestId('filter-labelled').click();
      const words = page.getByTestId('empty').getByRole('heading');
      const [room, title] = [(await page.getByTestId('empty').boundingBox())!, (await words.boundingBox())!];
      expect(room.y + room.height).toBeCloseTo(700, 0);
      expect(Math.abs(title.y + title.height / 2 - (room.y + room.height / 2))).toBeLessThan(room.height / 8);
      expect(Math.abs(title.x + title.width / 2 - (room.x + room.width / 2))).toBeLessThan(2);
      await page.close();
    }
  });

  test('says which image a command is about: the focused one while it is shown, else the first of the selection', async () => {
    const page = await open('');
    const pointed = () => page.evaluate('window.pointed ?? null');
    expect(await pointed()).toBeNull();
    await page.locator('[data-testid="tile"]').nth(3).click();
    const path = await focused(page);
    await expect.poll(pointed).toBe(path);
    await page.keyboard.press('ArrowRight');
    await expect.poll(pointed).toBe(await focused(page));
    await tell(page, 'window.emit("selected", { paths: ["nut/05.png", "nut/06.png"] })');
    await expect.poll(pointed).toBe('nut/05.png');
    await page.close();
  });

  test('what was done elsewhere is told to screen readers, twice when it was done twice', async () => {
    const page = await open('');
    const live = () => page.getByTestId('live').innerText();
    await tell(page, 'window.emit("done", { what: "the class is gone" })');
    const first = await live();
    expect(first).toContain('the class is gone');
    await tell(page, 'window.emit("done", { what: "the class is gone" })');
    expect(await live()).not.toBe(first);
    await page.close();
  });

  test('undo and redo go back to the images that they are about, as far as the filter shows them', async () => {
    const page = await open('');
    await page.locator('[data-testid="tile"]').first().click();
    await page.locator('[data-testid="tile"]').nth(2).click({ modifiers: ['Shift'] });
    const chosen = () => page.locator('[data-testid="tile"][aria-selected="true"]').evaluateAll(tiles => tiles.map(tile => tile.dataset.path));
    const labelled = await chosen();
    await act(page, 'labelSelection', 2);
    await page.getByTestId('live').getByText('washer').waitFor({ state: 'attached' });
    await page.keyboard.press('End');
    await expect.poll(() => focused(page)).toBe('washer/39.png');
    await page.locator('[data-testid="undo"]:not(:disabled)').waitFor();
    const before = await page.getByTestId('live').innerText();
    await tell(page, 'window.undo()');
    await expect.poll(() => page.getByTestId('live').innerText()).not.toBe(before);
    expect(await page.getByTestId('live').innerText()).toContain('the last step');
    await expect.poll(chosen).toEqual(labelled);
    await expect.poll(() => page.locator('[data-testid="tile"]:focus').getAttribute('data-path')).toBe(labelled[0]);
    expect(await page.locator(`[data-path="${labelled[0]}"]`).boundingBox().then(box => box!.y)).toBeGreaterThan(0);
    await page.keyboard.press('End');
    await tell(page, 'window.redo()');
    await expect.poll(chosen).toEqual(labelled);
    // A filter that does not show them stays.
    await page.getByTestId('filter-anomalies').click();
    await page.locator('[data-testid="tile"]').last().click();
    const elsewhere = await chosen();
    await page.getByTestId('undo').click();
    await page.locator('[data-testid="undo"]:disabled').waitFor();
    await page.waitForTimeout(100); // The page hears last which images it was.
    expect(await chosen()).toEqual(elsewhere);
    expect(await page.getByTestId('filter-anomalies').getAttribute('aria-pressed')).toBe('true');
    await page.close();
  });

  test('the map and the imagined images are one click away from the gallery', async () => {
    const page = await open('');
    await page.getByRole('button', { name: 'Map' }).click();
    await page.getByRole('button', { name: 'Imagine' }).click();
    expect(await page.evaluate('window.ran.filter(command => !command.startsWith("set"))')).toEqual(['openMap', 'imagine']);
    await page.close();
  });

  test('a refused label is taken back and the reason is shown', async () => {
    const page = await open('');
    const path = await firstOf(page, 'unlabelled');
    await page.evaluate('window.refuse = true');
    await act(page, 'labelSelection', 0);
    await page.getByTestId('error').getByText('disk is full').waitFor();
    await stateOf(page, path, 'suggested').waitFor();
    await page.close();
  });

  test('a labelled image shows who said so and when', async () => {
    const page = await open('');
    await firstOf(page, 'labelled');
    expect(await page.getByTestId('author').textContent()).toMatch(/ me, .*2026/);
    const title = await page.locator('[data-testid="tile"] .frame').first().getAttribute('title');
    expect(title).toMatch(/ me, .*2026/);
    expect(title!.match(/\blabelled/g)).toHaveLength(1);
    await act(page, 'keepLabel');
    await act(page, 'previous');
    await page.getByTestId('author').getByText(/ me, .*confirmed to be right/).waitFor();
    await firstOf(page, 'unlabelled');
    expect(await page.getByTestId('author').count()).toBe(0);
    await page.close();
    const review = await open('view=review');
    await review.getByTestId('review-item').first().click();
    await act(review, 'labelSelection', 1);
    await review.getByTestId('author').getByText(/ me, .*2026/).waitFor();
    await review.close();
  });

  test('a reload brings back filter, place and selection', async () => {
    const page = await open('');
    await page.getByTestId('filter-suggested').click();
    await page.locator('[data-testid="tile"]').nth(1).click();
    await page.keyboard.press('End');
    const path = await focused(page);
    await expect.poll(() => page.getByTestId('grid').evaluate(grid => (grid as unknown as { scrollTop: number }).scrollTop)).toBeGreaterThan(200);
    const top = await page.getByTestId('grid').evaluate(grid => (grid as unknown as { scrollTop: number }).scrollTop);
    await page.waitForTimeout(300);
    await page.reload();
    await page.locator('[data-testid="tile"]').first().waitFor();
    expect(await page.getByTestId('filter-suggested').getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => page.getByTestId('grid').evaluate(grid => (grid as unknown as { scrollTop: number }).scrollTop)).toBeGreaterThan(top - 20);
    expect(await focused(page)).toBe(path);
    await page.close();
  });

  test('a new class by its name; typed keys stay in the field', async () => {
    const page = await open('empty');
    const field = page.locator('[data-testid="new-class"] input');
    // The editor hears of keys on the window: that is how its keybindings act.
    await page.evaluate('window.heard = []; window.addEventListener("keydown", ({ key }) => window.heard.push(key))');
    await field.pressSequentially('bracket 1');
    expect(await page.evaluate('window.heard')).toEqual([]);
    await field.press('Enter');
    await page.locator('[data-testid="chip"][data-name="bracket 1"]').waitFor();
    await field.press('Escape');
    await page.locator('[data-testid="tile"]').first().click();
    await page.keyboard.press('1');
    expect(await page.evaluate('window.heard')).toEqual(['1']);
    await page.close();
  });

  test('confirming and dismissing walks through the flags', async () => {
    const page = await open('view=review');
    await page.getByTestId('review-item').first().click();
    const subject = () => page.getByTestId('subject').getAttribute('data-path');
    const first = await subject();
    await page.getByTestId('error-map').waitFor();
    await act(page, 'dismiss');
    await expect.poll(subject).not.toBe(first);
    await page.locator(`[data-item="${first}"] .dismissed`).waitFor();
    const second = await subject();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    expect(await subject()).toBe(second);
    await act(page, 'confirm');
    await page.locator(`[data-item="${second}"] .confirmed`).waitFor();
    await page.close();
  });

  test('a dismissal is taken back for what is selected, and what was not reviewed says so', async () => {
    const page = await open('');
    await page.getByTestId('tile').first().waitFor();
    await act(page, 'show', { filter: 'anomalies' });
    await page.locator('[data-testid="tile"]:has([data-state="flagged"])').first().click();
    const path = await focused(page);
    await act(page, 'dismiss');
    await stateOf(page, path, 'dismissed').waitFor();
    await page.locator(`[data-path="${path}"]`).click();
    await act(page, 'clearReview');
    await stateOf(page, path, 'flagged').waitFor();
    await act(page, 'clearReview');
    await page.getByTestId('hint').waitFor();
    await page.close();
    const review = await open('view=review');
    await review.locator('[data-testid="review-item"]:has(.flagged)').first().click();
    const subject = await review.getByTestId('subject').getAttribute('data-path');
    await act(review, 'dismiss');
    await review.locator(`[data-item="${subject}"]:has(.dismissed)`).click();
    await act(review, 'clearReview');
    await review.locator(`[data-item="${subject}"] .flagged`).waitFor();
    await review.close();
  });

  test('the gallery shows chosen images alone, in their order, and again after a reload', async () => {
    const page = await open('');
    await page.locator('[data-testid="tile"]').first().waitFor();
    const paths = ['nut/03.png', 'bolt/09.png', 'washer/01.png'];
    await tell(page, `window.emit('choose', { title: 'a few', paths: ${JSON.stringify(paths)} })`);
    const shown = () => page.locator('[data-testid="tile"]').evaluateAll(tiles => tiles.map(tile => tile.dataset.path));
    await page.getByTestId('filter-chosen').waitFor();
    expect(await shown()).toEqual(paths);
    await page.waitForTimeout(300); // What the page remembers is written a few times a second.
    await page.reload();
    await page.getByTestId('filter-chosen').waitFor();
    expect(await shown()).toEqual(paths);
    await page.getByTestId('filter-all').click();
    expect(await page.getByTestId('filter-chosen').count()).toBe(0);
    await page.close();
  });
});
