/** Themes and widths in which the pages are pictured, and the check of their accessibility. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Frame, type Page } from 'playwright-core';
import sharp from 'sharp';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { out } from './scene';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const media = fileURLToPath(new URL('../../media/', import.meta.url));

export const themes = {
  light: { name: 'Light Modern', body: 'vscode-light' },
  dark: { name: 'Dark Modern', body: 'vscode-dark' },
  contrast: { name: 'Dark High Contrast', body: 'vscode-high-contrast' },
} as const;
export type Theme = keyof typeof themes;
export const widths = [900, 1600] as const;

/** Puts the window into a theme and waits until the page has followed. */
export async function useTheme(workbench: Workbench, page: Frame, theme: Theme): Promise<void> {
  await workbench.choose('Preferences: Color Theme', themes[theme].name);
  await page.locator(`body.${themes[theme].body}`).waitFor();
}

/** Pictures the window at both widths into `test/e2e/out/`. */
export async function picture({ page }: Workbench, frame: Frame, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await settle(page, frame);
    await page.screenshot({ path: join(out, `${name} ${width}.png`) });
  }
}

/** Whether the pictures of the README are to be made anew. */
export const wantsReadmePictures = process.env.WINNOW_PICTURES === '1';

/** Makes a picture of the README anew, when `WINNOW_PICTURES=1` asks for it. */
export async function readmePicture({ page }: Workbench, frame: Frame, name: string): Promise<void> {
  if (!wantsReadmePictures) return;
  await page.setViewportSize({ width: 1440, height: 900 });
  await settle(page, frame);
  mkdirSync(media, { recursive: true });
  const shot = sharp(await page.screenshot());
  const limit = 300_000;
  for (const colours of [256, 192, 128, 64]) {
    const png = await shot.clone().png({ palette: true, colours, effort: 10, compressionLevel: 9 }).toBuffer();
    if (png.length > limit && colours > 64) continue;
    writeFileSync(join(media, `${name}.png`), png);
    return;
  }
}

/** Waits until the page has followed a new size and every picture in it is there. */
async function settle(page: Page, frame: Frame): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  await poll('every picture of the page', () => frame.evaluate<boolean>(`(() => {
    const all = root => [...root.querySelectorAll('*')].flatMap(element => [element, ...element.shadowRoot ? all(element.shadowRoot) : []]);
    const elements = all(document);
    const tiles = elements.filter(element => element.dataset?.testid === 'tile' && !element.querySelector('.broken'));
    return tiles.every(tile => tile.querySelector('img')) && elements.every(element => !(element instanceof HTMLImageElement) || element.complete);
  })()`), { timeout: 30_000, interval: 250 });
}

export interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly string[];
}

/** What axe-core finds wrong in a page. */
export async function accessibilityFaults(frame: Frame): Promise<Violation[]> {
  await frame.evaluate(axe);
  return frame.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, help, nodes }) =>
    ({ id, help, nodes: nodes.slice(0, 5).map(({ target, failureSummary }) => target.join(' ') + ': ' + failureSummary) })))`);
}

/** Pictures a page as `name` in every theme, and returns what is not accessible in one of them; `each` comes after each theme. */
export async function faultsInEveryTheme(workbench: Workbench, frame: Frame, name: string, each: (theme: Theme) => Promise<void> = () => Promise.resolve()): Promise<(Violation & { theme: Theme })[]> {
  const faults = [];
  for (const theme of Object.keys(themes) as Theme[]) {
    await useTheme(workbench, frame, theme);
    await picture(workbench, frame, `${name} ${theme}`);
    for (const fault of await accessibilityFaults(frame)) faults.push({ theme, ...fault });
    await each(theme);
  }
  return faults;
}
