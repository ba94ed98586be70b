/** The page with the small host in a real browser, on a folder of drawn images. */
import { chromium, type Page } from 'playwright-core';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { findChromium } from '../../../e2e/editor/chromium.mjs';
import { serve } from './serve';

export interface Preview {
  /** Opens the page; `query` chooses theme, view and folder of the small host. An error in its console fails the test. */
  open(query: string, width?: number): Promise<Page>;
  close(): Promise<void>;
}

/** Where Chromium is; empty: nowhere. */
export function chromiumPath(): string {
  try {
    return findChromium();
  } catch {
    return '';
  }
}

/** Whether these tests can run. */
export const hasBrowser = existsSync(chromiumPath());

/** Serves a folder of three kinds of images, `each` of a kind, to a browser. */
export async function openPreview(each = 40): Promise<Preview> {
  const folder = await mkdtemp(join(tmpdir(), 'winnow-page-'));
  for (const [at, kind] of ['bolt', 'nut', 'washer'].entries()) {
    await mkdir(join(folder, kind));
    for (let n = 0; n < each; n++) {
      await sharp({ create: { width: 16, height: 16, channels: 3, background: { r: 60 * at, g: 5 * n, b: 120 } } }).png().toFile(join(folder, kind, `${String(n).padStart(2, '0')}.png`));
    }
  }
  const server = await serve(folder);
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  return {
    async open(query, width = 1000) {
      const page = await browser.newPage({ viewport: { width, height: 700 }, reducedMotion: 'reduce' });
      page.on('console', message => {
        if (message.type() === 'error') throw new Error(message.text());
      });
      await page.goto(`${server.url}/?${query}`);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
