/** Queues and selections of the gallery, as a person uses them with mouse and keyboard. */
import { type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, describePage, open as openPage, settled } from './browser';

/** The page with its images. */
async function open(query: string, width?: number): Promise<Page> {
  const page = await openPage(query, width);
  await page.getByTestId(query.includes('review') ? 'review-item' : 'tile').first().waitFor();
  return page;
}

const chosen = (page: Page) => page.locator('[data-testid="tile"][aria-selected="true"]').evaluateAll(tiles => tiles.map(tile => tile.getAttribute('data-path')));
const shown = (page: Page) => page.locator('[data-testid="tile"]').evaluateAll(tiles => tiles.map(tile => tile.getAttribute('data-path')));
const tile = (page: Page, at: number) => page.locator('[data-testid="tile"]').nth(at);
const labels = (page: Page) => page.locator('[data-state="labelled"]').count();

describePage('queues in a browser', () => {
  test('near duplicates: a click selects the group, one key labels all of it, the next group follows, one undo takes it back', async () => {
    const page = await open('');
    await act(page, 'show', { filter: 'duplicates' });
    expect(await page.getByTestId('count-duplicates').textContent()).toBe('10');
    await page.getByTestId('group').first().waitFor();
    expect(await page.getByTestId('group').allTextContents()).toEqual(['2 images', '5 images', '3 images']);
    const before = await labels(page);
    await tile(page, 3).click();
    const group = (await shown(page)).slice(2, 7);
    expect(await chosen(page)).toEqual(group);
    await act(page, 'labelSelection', 1);
    await expect.poll(() => chosen(page)).toEqual((await shown(page)).slice(7));
    for (const path of group) await page.locator(`[data-path="${path}"] [data-state="labelled"]`).getByText('nut').waitFor();
    expect(await labels(page)).toBeGreaterThan(before);
    await page.getByTestId('undo').click();
    await expect.poll(() => labels(page)).toBe(before);
    await page.close();
  });

  test('near duplicates: a second click is the image alone, Ctrl+click takes one out; different labels are told', async () => {
    const page = await open('');
    await act(page, 'show', { filter: 'duplicates' });
    await tile(page, 2).click();
    await tile(page, 3).click({ modifiers: ['Control'] });
    expect(await chosen(page)).toHaveLength(4);
    await tile(page, 2).click();
    await tile(page, 2).click();
    expect(await chosen(page)).toEqual([(await shown(page))[2]]);
    await act(page, 'labelSelection', 0);
    // Single images go on as single ones.
    await expect.poll(() => chosen(page)).toEqual([(await shown(page))[3]]);
    await act(page, 'labelSelection', 2);
    await page.getByTestId('differing').waitFor();
    await page.close();
  });

  test('a queue that is shown begins with its first image, by key and by mouse, so that a digit labels at once', async () => {
    const page = await open('');
    await act(page, 'show', { filter: 'next' });
    const [first, second] = await shown(page);
    await expect.poll(() => chosen(page)).toEqual([first]);
    await expect.poll(() => page.locator('[data-testid="tile"]:focus').getAttribute('data-path')).toBe(first);
    await act(page, 'labelSelection', 1);
    await page.locator(`[data-path="${first}"] [data-state="labelled"]`).getByText('nut').waitFor();
    expect(await chosen(page)).toEqual([second]);
    // Asked for once more at its end, it is made anew and begins again.
    await page.keyboard.press('End');
    const [last] = await chosen(page);
    await act(page, 'labelSelection', 1);
    await page.locator(`[data-path="${last}"] [data-state="labelled"]`).waitFor();
    await act(page, 'show', { filter: 'next' });
    await expect.poll(async () => (await chosen(page)).join()).toBe(second);
    // What is selected stays so where it is shown, and is brought into view.
    await act(page, 'show', { filter: 'all' });
    await expect.poll(() => chosen(page)).toEqual([second]);
    await page.keyboard.press('End');
    await page.getByTestId('filter-duplicates').click();
    await expect.poll(() => chosen(page)).toEqual((await shown(page)).slice(0, 2));
    await page.close();
  });

  test('anomalies come ranked, the worst first, and the order is left behind with them', async () => {
    const page = await open('');
    await act(page, 'show', { filter: 'anomalies' });
    const scores = (await page.locator('[data-state="flagged"] .number').allTextContents()).map(Number);
    expect(scores.length).toBeGreaterThan(3);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    await act(page, 'show', { filter: 'all' });
    expect(await shown(page)).toEqual((await shown(page)).toSorted());
    await page.close();
  });

  test('what is refused does not move on', async () => {
    const page = await open('');
    await act(page, 'show', { filter: 'labelled' });
    const [first] = await chosen(page);
    for (const kind of ['accept', 'reject', 'confirm']) {
      await act(page, kind);
      await page.getByTestId('hint').waitFor();
      expect(await chosen(page)).toEqual([first]);
    }
    await act(page, 'skip');
    expect(await chosen(page)).not.toEqual([first]);
    await page.close();
  });

  test('unreadable images are shown with their reasons', async () => {
    const page = await open('');
    await act(page, 'show', { filter: 'unreadable' });
    await page.getByTestId('tile').getByText('damaged JPEG: bad marker').waitFor();
    expect(await page.getByTestId('tile').count()).toBe(1);
    await page.close();
  });

  test('a label that looks wrong is kept with a: it is asked about no more, and undo takes that back', async () => {
    const page = await open('');
    await act(page, 'show', { filter: 'mislabelled' });
    const count = async () => Number(await page.getByTestId('count-mislabelled').innerText());
    const before = await count();
    expect(before).toBeGreaterThan(1);
    const path = await page.getByTestId('tile').first().getAttribute('data-path');
    await page.getByTestId('tile').first().click();
    await act(page, 'accept');
    await expect.poll(count).toBe(before - 1);
    expect(await page.getByTestId('live').innerText()).toContain('Kept the label');
    // The label itself is as it was.
    await act(page, 'show', { filter: 'all' });
    expect(await page.locator(`[data-path="${path}"] [data-state="labelled"]`).count()).toBe(1);
    await page.getByTestId('undo').click();
    await expect.poll(count).toBe(before);
    await act(page, 'show', { filter: 'mislabelled' });
    await page.getByTestId('tile').first().click();
    await page.getByTestId('keep-label').click();
    await expect.poll(count).toBe(before - 1);
    await page.close();
  });

  test('why an image cannot be read is said in the display language', async () => {
    const page = await open('language=de');
    await act(page, 'show', { filter: 'unreadable' });
    await page.getByTestId('tile').getByText('JPEG beschädigt: bad marker').waitFor();
    await page.close();
  });

  test('similar images come in their order, the image itself first; the review page asks for its subject', async () => {
    const page = await open('');
    await tile(page, 4).click();
    const [seed] = await chosen(page);
    await act(page, 'similar');
    await page.getByTestId('filter-chosen').waitFor();
    expect((await shown(page))[0]).toBe(seed);
    expect(await chosen(page)).toEqual([seed]);
    await page.getByTestId('reason').getByText('this image').waitFor();
    await page.close();
    const review = await open('view=review');
    await review.getByTestId('review-item').first().click();
    await review.evaluate('window.addEventListener("message", ({ data }) => { if (data.name === "choose") window.asked = data.event.seed; })');
    await act(review, 'similar');
    await expect.poll(() => review.evaluate('window.asked')).toBe(await review.getByTestId('subject').getAttribute('data-path'));
    await review.close();
  });

  test('filters stay where they are while their counts change', async () => {
    const page = await open('empty', 900);
    const places = () => page.locator('[data-testid^="filter-"]').evaluateAll(all => all.map(each => Object.values((each as unknown as { getBoundingClientRect(): { toJSON(): Record<string, number> } }).getBoundingClientRect().toJSON())));
    const before = await places();
    const grid = await page.getByTestId('grid').boundingBox();
    expect(before).toHaveLength(10);
    await page.keyboard.press('Control+a');
    await tile(page, 0).click();
    await page.keyboard.press('Control+a');
    await act(page, 'flag');
    await expect.poll(() => page.getByTestId('count-anomalies').textContent()).toBe('120');
    const after = await places();
    after.forEach((place, at) => place.forEach((value, side) => expect(Math.abs(value - before[at][side])).toBeLessThan(1.5)));
    expect(await page.getByTestId('grid').boundingBox()).toEqual(grid);
    await page.close();
  });

  test('a filter that can be narrowed to a class leaves the filters and classes where they are', async () => {
    const page = await open('', 900);
    const chips = async () => (await page.getByTestId('chips').boundingBox())!.y;
    const before = await chips();
    await page.getByTestId('filter-labelled').click();
    const all = await page.getByTestId('tile').count();
    expect(await chips()).toBe(before);
    await page.getByTestId('filter-class').selectOption({ index: 1 });
    await expect.poll(() => page.getByTestId('tile').count()).toBeLessThan(all);
    expect(new Set(await page.locator('[data-testid="tile"] .name').allTextContents()).size).toBe(1);
    await page.close();
  });

  test('a rectangle that is dragged selects what it touches, with Ctrl in addition', async () => {
    const page = await open('');
    const box = async (at: number) => (await tile(page, at).boundingBox())!;
    const drag = async (from: number, to: number) => {
      const [a, b] = [await box(from), await box(to)];
      await page.mouse.move(a.x + 20, a.y + 20);
      await page.mouse.down();
      await page.mouse.move(b.x + 30, b.y + 30, { steps: 4 });
      await page.mouse.up();
    };
    const all = await shown(page);
    const columns = Number(await page.getByTestId('grid').getAttribute('aria-colcount'));
    await drag(0, columns + 1);
    expect((await chosen(page)).sort()).toEqual([0, 1, columns, columns + 1].map(at => all[at]).sort());
    await page.keyboard.down('Control');
    await drag(3, 4);
    await page.keyboard.up('Control');
    expect(await chosen(page)).toHaveLength(6);
    await page.close();
  });

  test('Ctrl+wheel, slider and keys change the size of thumbnails, and the place is kept', async () => {
    const page = await open('');
    const width = async () => (await tile(page, 0).boundingBox())!.width;
    await tile(page, 0).click();
    const first = await width();
    await act(page, 'larger');
    await expect.poll(width).toBeGreaterThan(first);
    await act(page, 'smaller');
    await expect.poll(width).toBe(first);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await expect.poll(width).toBeGreaterThan(first);
    await page.getByTestId('size').fill('64');
    await expect.poll(width).toBeLessThan(first);
    await page.close();
  });
});

describePage('classes in a browser', () => {
  const chips = (page: Page) => page.getByTestId('chip').evaluateAll(all => all.map(chip => chip.getAttribute('data-name')));
  const focusedChip = (page: Page) => page.locator('[data-testid="chip"] .apply:focus').evaluate(button => button.parentElement?.getAttribute('data-name'));

  test('200 classes leave room for the images, are found by typing, and one tab stop leads to them', async () => {
    const page = await open('classes=200', 900);
    expect(await chips(page)).toHaveLength(200);
    expect((await page.getByTestId('grid').boundingBox())!.y).toBeLessThan(260);
    await tile(page, 0).click();
    const field = page.locator('[data-testid="new-class"] input');
    await field.fill('12');
    await expect.poll(async () => (await chips(page)).length).toBe(12);
    await page.getByText('12 of 200').waitFor();
    // Enter would make a class beside those that are found, and says so.
    await page.getByTestId('makes').getByText('"12"').waitFor();
    await field.fill('class 150');
    await page.getByTestId('makes').waitFor({ state: 'detached' });
    await field.press('Enter');
    await page.getByTestId('tile').first().getByText('class 150').waitFor();
    expect(await page.locator('[data-testid="chip"] button[tabindex="0"]').count()).toBe(1);
    await act(page, 'labelWith', { classId: 'c199' });
    await page.getByTestId('tile').nth(1).getByText('class 199').waitFor();
    await page.close();
  });

  test('chips by keyboard: arrows move, Alt+arrows change the order, the menu opens and gives the place back', async () => {
    const page = await open('');
    await page.locator('[data-testid="new-class"] input').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedChip(page)).toBe('bolt');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focusedChip(page)).toBe('nut');
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => chips(page)).toEqual(['bolt', 'washer', 'nut']);
    await expect.poll(() => focusedChip(page)).toBe('nut');
    await page.keyboard.press('Shift+F10');
    await page.getByTestId('chip-menu').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedChip(page)).toBe('nut');
    await page.keyboard.press('Home');
    await expect.poll(() => focusedChip(page)).toBe('bolt');
    await page.close();
  });

  test('a class that has moved takes the focus only while the page has it', async () => {
    const page = await open('');
    await page.locator('[data-testid="new-class"] input').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedChip(page)).toBe('bolt');
    // As when the command palette opens before the host has answered.
    await page.evaluate('document.hasFocus = () => false');
    await page.evaluate(`(() => {
      const within = root => (root.activeElement.shadowRoot ? within(root.activeElement.shadowRoot) : root.activeElement);
      const chip = within(document);
      chip.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', altKey: true, bubbles: true, composed: true }));
      chip.blur();
    })()`);
    await expect.poll(() => chips(page)).toEqual(['nut', 'bolt', 'washer']);
    await settled(page);
    expect(await page.locator('[data-testid="chip"] .apply:focus').count()).toBe(0);
    await page.close();
  });

  test('a colour is chosen from the menu, though the picker takes the focus from the window', async () => {
    const page = await open('');
    const swatch = page.locator('[data-testid="chip"][data-name="nut"] .swatch');
    const colour = () => swatch.evaluate(each => (each as unknown as { style: { background: string } }).style.background);
    await page.locator('[data-testid="chip"][data-name="nut"] .more').click();
    await page.getByTestId('recolour').click();
    await page.evaluate('window.dispatchEvent(new Event("blur"))');
    await page.getByTestId('colour').evaluate(input => {
      (input as unknown as { value: string }).value = '#123456';
      (input as unknown as { dispatchEvent(event: unknown): void }).dispatchEvent(new Event('change'));
    });
    await expect.poll(colour).toBe('rgb(18, 52, 86)');
    await page.getByTestId('chip-menu').waitFor({ state: 'detached' });
    await page.close();
  });

  test('the menu of a class moves nothing under the pointer', async () => {
    // So wide that the last chip just fits into its row.
    const page = await open('classes=8', 900);
    const places = () => page.locator('[data-testid="chip"], [data-testid="grid"]').evaluateAll(all => all.map(each => (each as unknown as { getBoundingClientRect(): { x: number; y: number } }).getBoundingClientRect()).map(({ x, y }) => [x, y]));
    const rows = async () => new Set((await places()).map(([, y]) => y)).size;
    const before = await rows();
    let width = 900;
    while (await rows() === before && width < 1600) await page.setViewportSize({ width: width += 2, height: 700 });
    const closed = await places();
    await page.getByTestId('chip').nth(1).locator('.more').click();
    await page.getByTestId('chip-menu').waitFor();
    expect(await places()).toEqual(closed);
    await page.close();
  });

  test('a chip that is dragged onto another takes its place', async () => {
    const page = await open('');
    await page.locator('[data-testid="chip"][data-name="washer"]').dragTo(page.locator('[data-testid="chip"][data-name="bolt"]'));
    await expect.poll(() => chips(page)).toEqual(['washer', 'bolt', 'nut']);
    await page.close();
  });
});
