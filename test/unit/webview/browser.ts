/** The page with its small host in a real browser, for tests that use it as a person does. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe } from 'vitest';
import { findChromium } from '../../e2e/editor/chromium.mjs';
import { poll } from '../../e2e/editor/poll';
import { serve } from './preview/serve';

const executablePath = browserPath();
const kinds = ['bolt', 'nut', 'washer'];
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

/** `describe` with a browser and a folder of three kinds of images, 40 each; left out where there is no Chromium. */
export function describePage(name: string, tests: () => void): void {
  describe.skipIf(!existsSync(executablePath))(name, () => {
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'winnow-page-'));
      for (const [at, kind] of kinds.entries()) {
        await mkdir(join(folder, kind));
        for (let n = 0; n < 40; n++) {
          await sharp({ create: { width: 16, height: 16, channels: 3, background: { r: 60 * at, g: 5 * n, b: 120 } } }).png().toFile(join(folder, kind, `${String(n).padStart(2, '0')}.png`));
        }
      }
      server = await serve(folder);
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
    });

    afterAll(async () => {
      await browser?.close();
      server?.close();
      await rm(folder, { recursive: true, force: true });
    });

    tests();
  });
}

/** Opens the page; `query` chooses theme, view and folder of the small host. */
export async function open(query: string, width = 1000): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 700 }, reducedMotion: 'reduce' });
  page.on('console', message => {
    if (message.type() === 'error') throw new Error(message.text());
  });
  await page.goto(`${server.url}/?${query}`);
  return page;
}

/** Sends what a keybinding of the editor would send. */
export function act(page: Page, kind: string, more?: number | Record<string, unknown>): Promise<void> {
  return tell(page, `window.act(${JSON.stringify(kind)}, ${JSON.stringify(more) ?? 'undefined'})`);
}

/** Runs a script that tells the page something, and returns when the page has dealt with it. */
export async function tell(page: Page, script: string): Promise<void> {
  await settled(page);
  await page.evaluate(script);
  await settled(page);
}

/** Until the page has handled what it was told and has the answers that it asked for. */
export async function settled(page: Page): Promise<void> {
  // The document is loaded before its small host is there, and its policy forbids a page to be waited in by Playwright.
  await poll('the small host', () => page.evaluate<boolean>('window.settled !== undefined'), { interval: 10 });
  await page.evaluate('window.settled()');
}

/** Path of the Chromium; empty when there is none. */
export function browserPath(): string {
  try {
    return findChromium();
  } catch {
    return '';
  }
}

/** Path of the image with the keyboard focus. */
export const focused = (page: Page) => page.locator('[data-testid="tile"][tabindex="0"]').getAttribute('data-path');

/** Shows a filter, clicks its first image, and returns the path. */
export async function firstOf(page: Page, filter: string): Promise<string | null> {
  await page.getByTestId(`filter-${filter}`).click();
  await page.getByTestId('tile').first().click();
  return focused(page);
}

/** The number in what an element says. */
export const countOf = async (page: Page, testid: string) => Number(/\d+/.exec(await page.getByTestId(testid).innerText())?.[0]);

/** The mark of a state on the tile of a path. */
export const stateOf = (page: Page, path: string | null, state: string) => page.locator(`[data-testid="tile"][data-path="${path}"] [data-state="${state}"]`);
