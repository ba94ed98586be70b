/** The review page in a real browser, as a person uses it; where there is no Chromium these tests are left out. */
import { type Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { act, countOf, describePage, open as openPage, tell } from './browser';

const open = (query = '', width?: number) => openPage(`view=review${query}`, width);
const flagged = (page: Page) => countOf(page, 'flagged-count');
const rule = (page: Page) => page.getByTestId('rule').getAttribute('data-rule');
const listed = (page: Page) => page.getByTestId('review-item').first().getAttribute('aria-setsize').then(Number);
const subject = (page: Page) => page.getByTestId('subject').getAttribute('data-path');
/** Where on the histogram, 0-1 from its left, the line is. */
const line = (page: Page) => page.getByTestId('threshold').getAttribute('aria-valuenow').then(value => Number(value) / 100);

async function point(page: Page, share: number): Promise<[number, number]> {
  const box = (await page.getByTestId('histogram').boundingBox())!;
  return [box.x + share * box.width, box.y + box.height / 3];
}

describePage('the review page in a browser', () => {
  test('the line is dragged: flags, list and rule follow at once, and reset takes it back', async () => {
    const page = await open();
    await page.getByTestId('histogram').waitFor();
    const [before, from] = [await flagged(page), await line(page)];
    expect(before).toBeGreaterThan(2);
    expect(await rule(page)).toBe('share');
    await page.mouse.move(...await point(page, from));
    await page.mouse.down();
    await page.mouse.move(...await point(page, from / 2), { steps: 4 });
    // Before it is let go, too.
    await expect.poll(() => flagged(page)).toBeGreaterThan(before);
    const during = await flagged(page);
    expect(await listed(page)).toBeGreaterThanOrEqual(during);
    await page.mouse.up();
    await expect.poll(() => rule(page)).toBe('hand');
    expect(await flagged(page)).toBe(during);
    expect(await line(page)).toBeCloseTo(from / 2, 1);
    await page.getByTestId('reset-threshold').click();
    await expect.poll(() => flagged(page)).toBe(before);
    expect(await rule(page)).toBe('share');
    expect(await page.getByTestId('reset-threshold').count()).toBe(0);
    await page.close();
  });

  test('Escape lets go of the line where it was', async () => {
    const page = await open();
    await page.getByTestId('histogram').waitFor();
    const before = await flagged(page);
    await page.mouse.move(...await point(page, 0.8));
    await page.mouse.down();
    await page.mouse.move(...await point(page, 0.1), { steps: 3 });
    await expect.poll(() => flagged(page)).toBeGreaterThan(before);
    await page.keyboard.press('Escape');
    await expect.poll(() => flagged(page)).toBe(before);
    await page.mouse.up();
    expect(await rule(page)).toBe('share');
    await page.close();
  });

  test('keys on the line pass one image, ten, all or none; the list and a screen reader hear of it', async () => {
    const page = await open();
    await page.getByTestId('threshold').focus();
    const before = await flagged(page);
    for (const [key, more] of [['ArrowLeft', 1], ['ArrowLeft', 2], ['ArrowRight', 1], ['PageDown', 11]] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => flagged(page)).toBe(before + more);
    }
    expect(await page.getByTestId('threshold').getAttribute('aria-valuetext')).toContain(String(before + 11));
    await expect.poll(() => page.getByTestId('live').textContent()).toContain(String(before + 11));
    await page.keyboard.press('End');
    await expect.poll(() => flagged(page)).toBe(0);
    await page.keyboard.press('ArrowRight');
    await page.getByTestId('hint').waitFor();
    expect(await flagged(page)).toBe(0);
    await page.keyboard.press('Home');
    await expect.poll(() => flagged(page)).toBeGreaterThan(100);
    await page.getByTestId('flag-fewer').click();
    await expect.poll(() => rule(page)).toBe('hand');
    await page.close();
  });

  test('a threshold that cannot be saved goes back, and the reason is shown', async () => {
    const page = await open();
    await page.getByTestId('threshold').focus();
    const before = await flagged(page);
    await page.evaluate('window.refuse = true');
    await page.keyboard.press('ArrowLeft');
    await page.getByTestId('error').getByText('disk is full').waitFor();
    expect(await flagged(page)).toBe(before);
    expect(await rule(page)).toBe('share');
    await page.close();
  });

  test('three normal images stand beside the large view, the reasons have words and shares', async () => {
    const page = await open('', 900);
    await page.getByTestId('nearest').nth(2).waitFor();
    expect(await page.getByTestId('nearest').count()).toBe(3);
    const [large, near] = await Promise.all([page.getByTestId('original').boundingBox(), page.getByTestId('nearest').first().boundingBox()]);
    expect(near!.x).toBeGreaterThan(large!.x + large!.width);
    expect(Math.abs(near!.y - large!.y)).toBeLessThan(4);
    const reasons = await page.getByTestId('reason').allInnerTexts();
    expect(reasons.length).toBeGreaterThan(2);
    for (const text of reasons) expect(text).toMatch(/\d+ %/);
    await page.getByTestId('nearest').first().click();
    await expect.poll(() => page.evaluate('window.showing')).toBe(await subject(page));
    await page.close();
  });

  test('the error map over the image is as strong as the slider says, by mouse and key, and after a reload', async () => {
    const page = await open();
    await page.getByTestId('error-overlay').waitFor();
    const opacity = () => page.locator('winnow-raster.heat').evaluate(raster => Number((raster as unknown as { style: { opacity: string } }).style.opacity));
    await page.getByTestId('opacity').fill('0.2');
    await expect.poll(opacity).toBeCloseTo(0.2);
    await page.getByTestId('opacity').press('ArrowRight');
    await expect.poll(opacity).toBeCloseTo(0.25);
    await page.waitForTimeout(300); // What the page remembers is written a few times a second.
    await page.reload();
    await page.getByTestId('error-overlay').waitFor();
    expect(await opacity()).toBeCloseTo(0.25);
    await page.close();
  });

  test('while the share is the rule, the page says which kind of decision is still missing', async () => {
    const page = await open('&empty');
    const texts = new Set<string>();
    const heard = async () => {
      await expect.poll(async () => texts.has(await page.getByTestId('rule').innerText())).toBe(false);
      texts.add(await page.getByTestId('rule').innerText());
    };
    await page.getByTestId('review-item').first().click();
    await heard();
    for (const kind of ['confirm', 'dismiss']) {
      await act(page, kind);
      await heard();
    }
    await page.getByTestId('review-item').first().click();
    await act(page, 'clearReview');
    await heard();
    expect(texts.size).toBe(4);
    expect(await rule(page)).toBe('share');
    await page.close();
  });

  test('a decision brings the next flagged image; a class is made of one', async () => {
    const page = await open();
    await page.getByTestId('review-item').first().click();
    const first = await subject(page);
    const before = await flagged(page);
    await act(page, 'dismiss');
    await expect.poll(() => subject(page)).not.toBe(first);
    await expect.poll(() => flagged(page)).toBe(before - 1);
    const second = await subject(page);
    await act(page, 'makeClass');
    await expect.poll(() => subject(page)).not.toBe(second);
    await page.locator(`[data-testid="chip"][data-name="scratch"]`).waitFor();
    await expect.poll(() => flagged(page)).toBe(before - 2);
    expect(await page.getByTestId('live').textContent()).toContain('scratch');
    await page.close();
  });

  test.each([640, 800, 900, 1000, 1250, 1600])('at %s px pictures and buttons stay where they are from image to image, whatever is known of it', async width => {
    const page = await open('', width);
    await page.getByTestId('error-overlay').waitFor();
    await page.route(/long/, async route => route.fulfill({ contentType: 'image/png', body: await sharp({ create: { width: 16, height: 16, channels: 3, background: 'red' } }).png().toBuffer() }));
    const long = 'a folder with a long name/and one in it with a longer one/washer.png';
    await tell(page, `fetch('/listing').then(answer => answer.json()).then(all => {
      const paths = [...all.slice(0, -1), '${long}'];
      window.emit('listing', { version: 2, paths, modified: Float64Array.from(paths, () => 1), unreadable: [] });
      return window.label(['bolt/00.png'], 'c1');
    })`);
    const tops = new Map<string, Set<number>>();
    const look = async () => {
      for (const part of ['original', 'confirm', 'dismiss', 'flag', 'make-class', 'reconstruction', 'opacity']) {
        const { x, y } = (await page.getByTestId(part).boundingBox())!;
        tops.set(part, (tops.get(part) ?? new Set()).add(Math.round(x) * 10_000 + Math.round(y)));
      }
    };
    const states = new Set<string>();
    for (const path of ['bolt/00.png', 'nut/01.png', long]) {
      await tell(page, `window.emit('reveal', { path: '${path}' })`);
      for (const kind of ['reject', 'flag', 'previous', 'next', 'next']) {
        await look();
        await act(page, kind);
        await page.getByTestId('error-overlay').waitFor();
        states.add(await page.locator('.line').first().innerText());
      }
      await look();
    }
    expect(states.size).toBeGreaterThan(4);
    expect(Object.fromEntries([...tops].map(([part, places]) => [part, places.size]))).toEqual(Object.fromEntries([...tops.keys()].map(part => [part, 1])));
    await page.close();
  });

  test('a threshold that a key of the editor moves is told, and so are the ends of the list', async () => {
    const page = await open();
    await page.getByTestId('histogram').waitFor();
    const live = () => page.getByTestId('live').textContent();
    const before = await flagged(page);
    await tell(page, 'window.setThreshold(0.5)');
    expect(await flagged(page)).toBeGreaterThan(before);
    await expect.poll(live).toContain(String(await flagged(page)));
    await tell(page, 'window.setThreshold(null)');
    await expect.poll(live).toContain(String(before));
    expect(await flagged(page)).toBe(before);
    await page.getByTestId('review-item').first().click();
    const [heard, first] = [await live(), await subject(page)];
    await act(page, 'previous');
    await expect.poll(live).not.toBe(heard);
    await page.getByTestId('hint').waitFor();
    const begin = await live();
    for (let n = await listed(page); n > 1; n--) await act(page, 'next');
    const last = await subject(page);
    expect(last).not.toBe(first);
    await act(page, 'next');
    await expect.poll(live).not.toBe(begin);
    expect(await subject(page)).toBe(last);
    await page.close();
  });

  test('the list shows the current image also when a decision has moved all others', async () => {
    const page = await open();
    await page.getByTestId('histogram').waitFor();
    await tell(page, 'window.setThreshold(-0.5)');
    await page.getByTestId('review-item').first().click();
    for (let n = 0; n < 10; n++) await act(page, 'next');
    await page.mouse.move(10, 10);
    const decided = await subject(page);
    await act(page, 'makeClass');
    await expect.poll(() => subject(page)).not.toBe(decided);
    const current = page.locator(`[data-item="${await subject(page)}"]`);
    const before = Number(await current.getAttribute('aria-posinset'));
    await tell(page, 'window.turned = true; window.rank()');
    await expect.poll(async () => await current.count() > 0 && Number(await current.getAttribute('aria-posinset')) > before + 20).toBe(true);
    const list = (await page.getByTestId('review-list').boundingBox())!;
    await expect.poll(async () => {
      const { y, height } = (await current.boundingBox())!;
      return y > list.y - 1 && y + height < list.y + list.height + 1;
    }).toBe(true);
    await page.close();
  });

  test('what is said before the snapshot is not shown without what the person has decided', async () => {
    const page = await open('&early');
    await page.getByTestId('rule').waitFor();
    expect(await rule(page)).toBe('hand');
    await page.close();
  });

  test('a first ranking is in the list without asking', async () => {
    const page = await open('&unranked');
    await page.getByTestId('review-item').first().waitFor();
    const confirmed = await listed(page);
    await tell(page, 'window.rank()');
    await expect.poll(() => listed(page)).toBe(confirmed + await flagged(page));
    expect(await page.getByTestId('refresh').count()).toBe(0);
    await page.close();
  });

  test('from right to left the distribution keeps its direction', async () => {
    const page = await open();
    await page.getByTestId('histogram').waitFor();
    const share = async () => {
      const [box, knob] = await Promise.all([page.getByTestId('histogram').boundingBox(), page.getByTestId('threshold').boundingBox()]);
      return (knob!.x + knob!.width / 2 - box!.x) / box!.width;
    };
    const before = await share();
    await page.evaluate("document.documentElement.dir = 'rtl'");
    expect(await share()).toBeCloseTo(before, 1);
    await page.close();
  });
});
