/** Themes and widths in which the pages are pictured, and the check of their accessibility. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Frame } from 'playwright-core';
import sharp from 'sharp';
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
  await workbench.command('Preferences: Color Theme');
  await workbench.pick(themes[theme].name);
  await page.locator(`body.${themes[theme].body}`).waitFor({ timeout: 15_000 });
}

/** Pictures the window at both widths into `test/e2e/out/`. */
export async function picture({ page }: Workbench, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.mouse.move(0, 0);
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(out, `${name} ${width}.png`) });
  }
}

/** Makes a picture of the README anew, when `WINNOW_PICTURES=1` asks for it. */
export async function readmePicture({ page }: Workbench, name: string): Promise<void> {
  if (process.env.WINNOW_PICTURES !== '1') return;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1000);
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
