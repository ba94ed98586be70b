/** Every page, also with nothing to show, for people who see it in another theme or not at all, or whom movement disturbs. */
import { readFile } from 'node:fs/promises';
import { type Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { act, describePage, firstOf, open, stateOf } from './browser';

const themes = ['dark', 'light', 'contrast', 'contrastLight'] as const;
/** What stands on each page when it is there. */
const marks = { gallery: 'tile', review: 'reason', training: 'loss-chart', map: 'map', imagine: 'walk-frame' } as const;
const views = Object.keys(marks) as (keyof typeof marks)[];
const axe = readFile(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** Selects images, and what else brings more of a page on screen. */
async function use(page: Page, view: keyof typeof marks): Promise<void> {
  if (view === 'gallery') {
    await page.getByTestId('tile').first().click();
    await act(page, 'preview');
  }
  if (view === 'map') {
    await act(page, 'selectAll');
    await page.getByTestId('map').focus();
    await page.keyboard.press('ArrowRight');
  }
}

async function violations(page: Page): Promise<string[]> {
  const client = await page.context().newCDPSession(page);
  await client.send('Runtime.evaluate', { expression: await axe, allowUnsafeEvalBlockedByCSP: true });
  return page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")}`))');
}

describePage('every page in a browser', () => {
  describe.each(themes)('in %s', theme => {
    test.each(views)('%s has no accessibility violations, with images and without', async view => {
      const page = await open(`theme=${theme}&view=${view}`);
      await page.getByTestId(marks[view]).first().waitFor();
      await use(page, view);
      expect(await violations(page)).toEqual([]);
      await page.close();
      const none = await open(`theme=${theme}&view=${view}&none&empty`);
      await none.getByTestId('empty').waitFor();
      expect(await violations(none)).toEqual([]);
      await none.close();
    });
  });

  test.each(views)('%s without images says what to do, with a button that does it', async view => {
    const page = await open(`view=${view}&none&empty`);
    await page.getByTestId('empty').getByRole('button').first().click();
    expect(await page.evaluate('window.ran')).toEqual(['openSample']);
    await page.close();
  });

  test('what moves keeps still where less motion is asked for', async () => {
    const moving = (page: Page) => page.evaluate<number>(`(() => {
      const all = root => [...root.querySelectorAll('*')].flatMap(each => [each, ...each.shadowRoot ? all(each.shadowRoot) : []]);
      return all(document).filter(each => { const { animationName, transitionDuration } = getComputedStyle(each); return animationName !== 'none' || parseFloat(transitionDuration) > 0; }).length;
    })()`);
    for (const view of views) {
      const page = await open(`view=${view}`);
      await page.getByTestId(marks[view]).first().waitFor();
      expect(await moving(page), view).toBe(0);
      if (view === 'gallery') {
        // The check sees what moves.
        await page.emulateMedia({ reducedMotion: 'no-preference' });
        expect(await moving(page)).toBeGreaterThan(0);
      }
      await page.close();
    }
  });

  test('what was decided fits the smallest thumbnails, and is read to the end all the same', async () => {
    const page = await open('');
    const path = await firstOf(page, 'unlabelled');
    await act(page, 'flag');
    const parts = () => Promise.all([page.locator(`[data-path="${path}"] .frame`), stateOf(page, path, 'confirmed')].map(part => part.boundingBox()));
    for (const size of ['64', '96', '160']) {
      await page.getByTestId('size').fill(size);
      await expect.poll(async () => {
        const [frame, badge] = await parts();
        return frame !== null && badge !== null && badge.x >= frame.x && badge.x + badge.width <= frame.x + frame.width;
      }).toBe(true);
      expect(await stateOf(page, path, 'confirmed').innerText()).toMatch(/confirmed[^]*anomaly/);
    }
    await page.close();
  });
});
