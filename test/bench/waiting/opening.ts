/** From the command to the pictures. */
import { poll } from '../../e2e/editor/poll';
import { type Workbench } from '../../e2e/editor/workbench';
import { Gallery } from '../../e2e/pages';

export interface Opened {
  readonly gallery: Gallery;
  /** When the command was chosen in the palette, ms since 1970. */
  readonly chosen: number;
  /** From then to the beginning of the page's document, which is VS Code's to make, to the first picture, and to twelve of them, ms. */
  readonly document: number;
  readonly first: number;
  readonly twelve: number;
}

/** Opens the gallery by its command and times its pictures. */
export async function openGallery(workbench: Workbench): Promise<Opened> {
  await workbench.page.evaluate(`(() => {
    const note = event => { if (event.target.closest?.('.quick-input-list')) window.benchChosen = Date.now(); };
    addEventListener('mousedown', note, { capture: true });
  })()`);
  const gallery = await Gallery.open(workbench);
  const loaded = await poll('pictures', async () => {
    const times = await gallery.frame.evaluate<number[]>(`performance.getEntriesByType('resource').filter(entry => entry.initiatorType === 'img').map(entry => performance.timeOrigin + entry.responseEnd)`);
    return times.length >= 12 && times.sort((a, b) => a - b);
  }, { timeout: 120_000, interval: 50 });
  const chosen = await workbench.page.evaluate<number>('window.benchChosen');
  const begun = await gallery.frame.evaluate<number>('performance.timeOrigin');
  if (begun < chosen) throw new Error('The gallery was there already: VS Code has restored it');
  return { gallery, chosen, document: begun - chosen, first: loaded[0] - chosen, twelve: loaded[11] - chosen };
}

/** Milliseconds that VS Code says the extension took to activate; null: it is not running. */
export async function activation(workbench: Workbench): Promise<number | null> {
  await workbench.command('Developer: Show Running Extensions');
  const { page } = workbench;
  const rows = page.locator('.runtime-extensions-editor .monaco-list-row');
  await rows.first().waitFor();
  await page.waitForTimeout(1000);
  const texts = await rows.allInnerTexts();
  const own = texts.find(text => /winnow/i.test(text));
  const found = own === undefined ? null : /(\d+)\s*ms/.exec(own);
  if (own !== undefined && !found) throw new Error(`No activation time in "${own}"`);
  return found && Number(found[1]);
}
