/** The extension's pages as a person uses them: by what they show, the mouse and the keyboard. */
import { type Frame, type Locator } from 'playwright-core';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';

export type View = 'gallery' | 'review' | 'training';
const titles: Record<View, string> = { gallery: 'Winnow: Open Gallery', review: 'Winnow: Open Review', training: 'Winnow: Open Training' };

/** Opens or reveals a page by its command. */
export async function openPage(workbench: Workbench, view: View): Promise<Frame> {
  await workbench.command(titles[view]);
  return workbench.webview(`[data-view="${view}"]`);
}

export class Gallery {
  private constructor(private readonly workbench: Workbench, readonly frame: Frame) {}

  static async open(workbench: Workbench): Promise<Gallery> {
    return new Gallery(workbench, await openPage(workbench, 'gallery'));
  }

  /** The gallery that is there already, for example after a reload. */
  static async find(workbench: Workbench): Promise<Gallery> {
    return new Gallery(workbench, await workbench.webview('[data-view="gallery"]', 60_000));
  }

  get grid(): Locator {
    return this.frame.getByTestId('grid');
  }

  get tiles(): Locator {
    return this.frame.getByTestId('tile');
  }

  tile(path: string): Locator {
    return this.frame.locator(`[data-testid="tile"][data-path=${cssString(path)}]`);
  }

  filter(name: 'all' | 'next' | 'unlabelled' | 'labelled' | 'suggested' | 'unsure' | 'mislabelled' | 'anomalies' | 'duplicates' | 'unreadable'): Locator {
    return this.frame.getByTestId(`filter-${name}`);
  }

  /** Paths of the tiles in the page, in their order. */
  async shown(): Promise<string[]> {
    return this.tiles.evaluateAll(tiles => (tiles as unknown as { dataset: { path: string } }[]).map(({ dataset }) => dataset.path));
  }

  /** Scrolls until an image's tile is in the page. */
  async show(path: string, rank: number, count: number): Promise<Locator> {
    const tile = this.tile(path);
    for (const offset of [0, -0.01, 0.01, -0.03, 0.03]) {
      if (await tile.isVisible() && await inView(tile)) break;
      await this.grid.evaluate((grid, share) => {
        const scroller = grid as unknown as { scrollTop: number; scrollHeight: number; clientHeight: number };
        scroller.scrollTop = share * scroller.scrollHeight - scroller.clientHeight / 2;
      }, rank / count + offset);
      await tile.waitFor({ timeout: 1500 }).catch(() => undefined);
    }
    await tile.scrollIntoViewIfNeeded();
    return tile;
  }

  /** Pixels that the grid is scrolled by. */
  async scrollTop(): Promise<number> {
    return this.grid.evaluate(grid => (grid as unknown as { scrollTop: number }).scrollTop);
  }

  /** Clicks an image and presses a class's key. */
  async label(path: string, digit: number, rank: number, count: number): Promise<void> {
    const tile = await this.show(path, rank, count);
    await tile.click();
    await this.workbench.page.keyboard.press(String(digit));
    await this.state(path, 'labelled').waitFor();
  }

  /** Part of a tile that shows a state. */
  state(path: string, state: 'labelled' | 'suggested' | 'unlabelled' | 'flagged' | 'confirmed' | 'dismissed'): Locator {
    return this.tile(path).locator(`[data-state="${state}"]`);
  }

  /** Suggestion and confidence as the tiles in the page show them, by path. */
  async suggestions(): Promise<Map<string, string>> {
    const pairs = await this.tiles.evaluateAll(tiles => (tiles as unknown as {
      dataset: { path: string };
      querySelector(selector: string): { textContent: string } | null;
    }[]).map(tile => [tile.dataset.path, ['.name', '.number']
      .map(part => tile.querySelector(`[data-state="suggested"] ${part}`)?.textContent.trim()).join(' ').trim()] as const));
    return new Map(pairs.flatMap(([path, text]) => text === '' ? [] : [[path, text] as const]));
  }

  /** How many images a filter says it would show; 0 while the filter is not offered. */
  async count(name: Parameters<Gallery['filter']>[0]): Promise<number> {
    const counter = this.frame.getByTestId(`count-${name}`);
    return await counter.count() === 0 ? 0 : Number((await counter.innerText()).replaceAll(/\D/g, ''));
  }

  /** Makes a class with the page's field. */
  async createClass(name: string): Promise<void> {
    const field = this.frame.locator('[data-testid="new-class"] input');
    await field.fill(name);
    await field.press('Enter');
    await this.chip(name).waitFor();
    await field.press('Escape');
  }

  chip(name: string): Locator {
    return this.frame.locator(`[data-testid="chip"][data-name=${cssString(name)}]`);
  }

  /** Waits until training has come to rest; a handful of images may have no anomaly among them. */
  async trained(timeout = 120_000): Promise<void> {
    await this.frame.locator('[data-testid="status"][data-phase="idle"]').waitFor({ timeout });
  }

  /** Waits until a first anomaly ranking is on screen: scores, and so flags, are known. */
  async ranked(timeout = 120_000): Promise<void> {
    await poll('a first anomaly ranking', async () => await this.count('anomalies') > 0, { timeout, interval: 200 });
  }
}

async function inView(tile: Locator): Promise<boolean> {
  const box = await tile.boundingBox();
  return box !== null && box.y > 0;
}

/** Text as a CSS string. */
function cssString(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\a ')}"`;
}
