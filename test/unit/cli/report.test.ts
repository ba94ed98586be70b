/** The command `report`, called in this process, and its page in a browser that has no network. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { html } from '../../../src/cli/report/markup';
import { keepLosses, keptLosses } from '../../../src/cli/report/losses';
import { report } from '../../../src/cli/report/report';
import { train } from '../../../src/cli/train';
import { draw, remove, temporary } from '../trainer/helpers/folder';
import { browserPath } from '../webview/browser';

let place: Awaited<ReturnType<typeof temporary>>;
const engine = { engine: 'onnxruntime', threads: 1 } as const;

beforeAll(async () => {
  place = await temporary();
  await draw(place.folder, 24);
});
afterAll(() => remove(place.root));
beforeEach(() => { vi.spyOn(process.stderr, 'write').mockImplementation(() => true); });
afterEach(() => vi.restoreAllMocks());

test.skipIf(browserPath() === '')('the page has counts, classes, a matrix, the worst images and the curves, and asks for nothing', async () => {
  const labels = join(place.root, 'labels.csv');
  await writeFile(labels, 'path,label,anomalous\ndisc-00.png,"<b>disc</b>",\ndisc-02.png,"<b>disc</b>",\nstripe-01.png,stripe,0\ndisc-04.png,,1\n');
  await train(place.folder, { labels, state: place.state, seconds: 3, seed: 1, ...engine });
  const out = join(place.root, 'report.html');
  await report(place.folder, { state: place.state, out, top: 5, ...engine });
  expect(readFileSync(out, 'utf8')).not.toContain('<b>disc');

  const browser = await chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    const asked: string[] = [];
    const faults: string[] = [];
    page.on('request', request => { if (!/^(file|data):/.test(request.url())) asked.push(request.url()); });
    page.on('console', message => faults.push(message.text()));
    await page.goto(pathToFileURL(out).href);
    expect(await page.locator('dd').allInnerTexts()).toEqual(['24', '0', '3', '1', '1', expect.any(String)]);
    expect(await page.locator('tbody th').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('<b>disc</b>'), expect.stringContaining('stripe')]));
    expect((await page.locator('.matrix td').allInnerTexts()).reduce((sum, text) => sum + Number(text), 0)).toBe(3);
    expect(await page.locator('.anomalies li').count()).toBe(5);
    expect(await page.locator('.anomalies img').evaluateAll(images => (images as unknown as { naturalWidth: number }[]).every(image => image.naturalWidth === 28))).toBe(true);
    expect(await page.locator('.curves polyline').count()).toBeGreaterThanOrEqual(3);
    expect(asked).toEqual([]);
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('a training from the beginning drops the curves before it', async () => {
  const point = (step: number) => ({ step, epoch: step / 2, total: 3.5, reconstruction: 1, divergence: 2, classification: NaN, consistency: 0 });
  const state = join(place.root, 'curves');
  await keepLosses(state, [point(1), point(2)]);
  await keepLosses(state, [point(4)]);
  expect(await keptLosses(state)).toEqual([point(1), point(2), point(4)]);
  await keepLosses(state, [point(2), point(3)]);
  expect((await keptLosses(state)).map(({ step }) => step)).toEqual([1, 2, 3]);
  expect(await keptLosses(join(place.root, 'none'))).toEqual([]);
});

test('what is put into a page is text', () => {
  const name = '"><script>alert(1)</script>';
  expect(html`<a title="${name}">${[html`<i>${1}</i>`, name]}</a>`.text).not.toMatch(/<script|"">/);
});
