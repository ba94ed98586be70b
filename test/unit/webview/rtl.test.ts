/** Pages that run from right to left: what comes first is on the right, and keys and pointer follow the eye. */
import { type Locator, type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describePage, open } from './browser';

const views = ['gallery', 'review', 'training', 'map', 'imagine'] as const;

describePage('right to left', () => {
  test.each(views)('%s fits into a narrow and a wide window, and every button can be reached', async view => {
    for (const width of [900, 1600]) {
      const page = await open(`view=${view}&dir=rtl`, width);
      await page.getByTestId(marks[view]).first().waitFor();
      expect(await outside(page)).toEqual([]);
      await page.close();
    }
  });

  test('filters, classes and tiles begin on the right', async () => {
    const page = await open('dir=rtl');
    await tile(page, 1).waitFor();
    await isRightOf(page.getByTestId('filter-all'), page.getByTestId('filter-next'));
    await isRightOf(page.getByTestId('filter-all'), page.getByTestId('undo'));
    await isRightOf(page.getByTestId('chip').nth(0), page.getByTestId('chip').nth(1));
    await isRightOf(tile(page, 0), tile(page, 1));
    await page.close();
  });

  test('arrow keys go where they point: in the grid, between classes, in the table of suggestions', async () => {
    const page = await open('dir=rtl');
    await tile(page, 0).click();
    await page.keyboard.press('ArrowLeft');
    expect(await focusedTile(page)).toBe('1');
    await page.keyboard.press('ArrowRight');
    expect(await focusedTile(page)).toBe('0');
    const chips = page.getByTestId('chip').locator('.apply');
    await chips.nth(0).focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate<string>(`${deepFocus}.textContent`)).toContain('nut');
    await page.close();
    const training = await open('dir=rtl&view=training');
    await training.getByTestId('cell-0-0').focus();
    await training.keyboard.press('ArrowLeft');
    expect(await training.evaluate<string>(`${deepFocus}.dataset.testid`)).toBe('cell-0-1');
    await training.close();
  });

  test('a rectangle selects what lies under it', async () => {
    const page = await open('dir=rtl');
    await tile(page, 1).waitFor();
    const [first, second] = [(await tile(page, 0).boundingBox())!, (await tile(page, 1).boundingBox())!];
    // From the gap above into both, beginning at the right edge.
    await page.mouse.move(first.x + first.width + 4, first.y - 4);
    await page.mouse.down();
    await page.mouse.move(second.x + second.width / 2, second.y + second.height / 2, { steps: 5 });
    const band = (await page.locator('.band').boundingBox())!;
    expect(Math.round(band.x)).toBe(Math.round(second.x + second.width / 2));
    await page.mouse.up();
    const chosen = await page.locator('[data-testid="tile"][aria-selected="true"]').evaluateAll(tiles => tiles.map(each => each.getAttribute('data-rank')));
    expect(chosen).toEqual(['0', '1']);
    await page.close();
  });

  test('names of files and percentages keep their own direction', async () => {
    const page = await open('dir=rtl&view=review');
    const name = page.getByTestId('review-item').first().locator('.name');
    await name.waitFor();
    expect(await inOrder(name)).toBe(true);
    expect(await inOrder(page.getByTestId('reason').first().locator('.number'))).toBe(true);
    await page.close();
  });

  test('the buttons beside the count of flagged images stand on the side to which they move the line', async () => {
    const page = await open('dir=rtl&view=review');
    await page.getByTestId('flag-fewer').waitFor();
    await isRightOf(page.getByTestId('flag-fewer'), page.getByTestId('flag-more'));
    await page.close();
  });

  test('the menu of a class opens inside the window, under its class', async () => {
    const page = await open('dir=rtl');
    const chip = page.getByTestId('chip').nth(0);
    await chip.click({ button: 'right' });
    const [menu, under] = [(await page.getByTestId('chip-menu').boundingBox())!, (await chip.boundingBox())!];
    expect(Math.round(menu.x + menu.width)).toBe(Math.round(under.x + under.width));
    await page.close();
  });
});

const marks = { gallery: 'tile', review: 'reason', training: 'loss-chart', map: 'map', imagine: 'sheet' } as const;

/** The element with the keyboard, inside whatever shadow. */
const deepFocus = '(() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at; })()';

function tile(page: Page, rank: number): Locator {
  return page.locator(`[data-testid="tile"][data-rank="${rank}"]`);
}

async function focusedTile(page: Page): Promise<string | null> {
  const cell = page.locator('[data-testid="tile"]:focus');
  await cell.waitFor();
  return cell.getAttribute('data-rank');
}

async function isRightOf(one: Locator, other: Locator): Promise<void> {
  const [a, b] = [(await one.boundingBox())!, (await other.boundingBox())!];
  expect(a.x).toBeGreaterThan(b.x + b.width - 1);
}

/** Buttons and fields that lie beside the window, and elements that are wider than what shows them. */
function outside(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const all = root => [...root.querySelectorAll('*')].flatMap(each => [each, ...each.shadowRoot ? all(each.shadowRoot) : []]);
    const name = each => each.tagName + ' ' + (each.dataset?.testid ?? each.className);
    const elements = all(document).filter(each => each.getClientRects().length > 0 && !each.closest('.hidden-text'));
    const beside = elements.filter(each => each.matches('button, input, select, vscode-text-field')).filter(each => {
      const { left, right } = each.getBoundingClientRect();
      return left < -1 || right > innerWidth + 1;
    });
    const scrolled = [document.documentElement, document.body].filter(each => each.scrollWidth > innerWidth);
    return [...beside, ...scrolled].map(name);
  })()`);
}

/** Whether the characters of a text stand from left to right, as those of a file's name and of a number do. */
function inOrder(text: Locator): Promise<boolean> {
  return text.evaluate(({ ownerDocument, childNodes }) => {
    const node = [...childNodes].find(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim() !== '')!;
    const range = ownerDocument.createRange();
    const lefts = [...node.textContent!].map((_, index) => {
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      return range.getBoundingClientRect().left;
    });
    return lefts.every((left, index) => index === 0 || left >= lefts[index - 1]);
  });
}
