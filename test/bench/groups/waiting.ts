/**
 * What a person waits for, on X-SDD (1,360 photographs; else the drawn sample) in a real VS Code:
 * the first anomaly ranking, a label on screen, on disk, in the suggestions; and what it costs in memory.
 */
import { type Frame } from 'playwright-core';
import { poll } from '../../e2e/editor/poll';
import { descendants, peakMemory } from '../../e2e/editor/processes';
import { imageFolder } from '../../e2e/folders';
import { Gallery } from '../../e2e/pages';
import { openScene } from '../../e2e/scene';
import { median } from '../../../src/model/scoring/robust';
import { type Figure, figure } from '../figure';
import { quantile } from '../quantile';

interface Timing {
  screen?: number;
  saved?: number;
  refreshed?: number;
}

/** Labels that are timed, after six that are not. */
const labels = 20;

export async function main(): Promise<Figure[]> {
  const images = imageFolder();
  const scene = await openScene();
  try {
    const start = Date.now();
    const workbench = await scene.window(images.folder);
    let gallery = await Gallery.open(workbench);
    await gallery.tiles.first().waitFor();
    const secondsToGallery = (Date.now() - start) / 1000;
    await gallery.ranked(300_000);
    const secondsToFirstRanking = (Date.now() - start) / 1000;

    const [one, ...others] = images.truth.keys();
    const names = [one, others.at(-1)!];
    for (const name of names) await gallery.createClass(name);
    gallery = await Gallery.find(workbench);
    const label = async (at: number): Promise<Timing> => {
      const digit = at % 2;
      const paths = images.truth.get(names[digit])!;
      const path = paths[Math.floor(at / 2) * 3 + 1];
      const tile = await gallery.show(path, images.paths.indexOf(path), images.paths.length);
      await tile.click();
      await watch(gallery.frame, path, String(digit + 1));
      await workbench.page.keyboard.press(String(digit + 1));
      return poll('the timings', async () => {
        const timing = await gallery.frame.evaluate<Timing>('window.benchTiming');
        return timing.refreshed !== undefined && timing.saved !== undefined && timing;
      }, { timeout: 60_000, interval: 50 });
    };
    for (let at = 0; at < 6; at++) await label(at);
    const phase = gallery.frame.getByTestId('status');
    const atRest = await poll('training to rest', async () => await phase.getAttribute('data-phase') === 'idle', { timeout: 300_000, interval: 500 }).catch(() => false);
    const timings: Timing[] = [];
    for (let at = 6; at < 6 + labels; at++) timings.push(await label(at));

    const peak = (part: string): number => Math.round(Math.max(...descendants(scene.server.pid, part).map(peakMemory)) / 1e6);
    const of = (name: string, value: number, unit: string, aim?: string): Figure => figure('waiting', `${name}, ${images.paths.length.toLocaleString('en')} images`, value, unit, { aim });
    const spread = (name: string, values: readonly (number | undefined)[], aim: string): Figure[] => {
      const known = values.filter(value => value !== undefined);
      return [of(`${name}, median`, median(known), 'ms'), of(`${name}, p95`, quantile(known, 0.95), 'ms', aim)];
    };
    const rest = atRest ? 'at rest' : 'while training';
    return [
      of('folder asked for -> gallery', secondsToGallery, 's'),
      of('folder asked for -> first ranking', secondsToFirstRanking, 's'),
      ...spread(`key -> label on screen (${rest})`, timings.map(({ screen }) => screen), '<= 50 ms'),
      ...spread(`key -> saved (${rest})`, timings.map(({ saved }) => saved), '<= 250 ms'),
      ...spread(`key -> suggestions refreshed (${rest})`, timings.map(({ refreshed }) => refreshed), '<= 300 ms'),
      of('peak memory of the extension host', peak('type=extensionHost'), 'MB'),
      of('peak memory of the trainer', peak('dist/trainer.js'), 'MB', '<= 1,500 MB'),
    ];
  } finally {
    await scene.close();
  }
}

/**
 * Times, inside the page, from the event of the next `key`: the frame in which the image's tile shows its
 * label; the host's word that it is on disk; the next suggestions.
 */
async function watch(frame: Frame, path: string, key: string): Promise<void> {
  await frame.evaluate(`(() => {
    const path = ${JSON.stringify(path)};
    const key = ${JSON.stringify(key)};
    const timing = window.benchTiming = {};
    const find = root => {
      for (const element of root.querySelectorAll('*')) {
        if (element.dataset?.path === path && element.dataset.testid === 'tile') return element;
        const inside = element.shadowRoot && find(element.shadowRoot);
        if (inside) return inside;
      }
    };
    let start;
    addEventListener('keydown', event => {
      if (event.key !== key) return;
      start = performance.now();
      const look = () => {
        const tile = find(document);
        const now = performance.now() - start;
        if (timing.screen === undefined && tile?.querySelector('[data-state="labelled"]')) timing.screen = now;
        if (timing.screen !== undefined && timing.saved === undefined && tile && !tile.classList.contains('saving')) timing.saved = now;
        if (timing.screen === undefined || timing.saved === undefined) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, { capture: true, once: true });
    const hear = ({ data }) => {
      if (start === undefined || timing.saved === undefined || data?.kind !== 'event' || data.name !== 'predictions') return;
      timing.refreshed = performance.now() - start;
      removeEventListener('message', hear);
    };
    addEventListener('message', hear);
  })()`);
}
