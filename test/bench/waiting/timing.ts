/** Times inside the gallery, from what the page itself sees. */
import { type Frame } from 'playwright-core';
import { findInPage } from '../findInPage';

export interface Timing {
  screen?: number;
  saved?: number;
  refreshed?: number;
}

/**
 * Times, inside the page, from the event of the next `key`: the frame in which the image's tile shows its
 * label; the host's word that it is on disk; the first suggestions that were made knowing it. `index` is the image's
 * place in the listing.
 */
export async function watch(frame: Frame, path: string, index: number, key: string): Promise<void> {
  await frame.evaluate(`(() => {
    const [path, index, key] = ${JSON.stringify([path, index, key])};
    const timing = window.benchTiming = {};
    ${findInPage}
    let start;
    addEventListener('keydown', event => {
      if (event.key !== key) return;
      start = performance.now();
      const look = () => {
        const tile = findInPage(element => element.dataset?.path === path && element.dataset.testid === 'tile');
        const now = performance.now() - start;
        if (timing.screen === undefined && tile?.querySelector('[data-state="labelled"]')) timing.screen = now;
        if (timing.screen !== undefined && timing.saved === undefined && tile && !tile.classList.contains('saving')) timing.saved = now;
        if (timing.screen === undefined || timing.saved === undefined) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, { capture: true, once: true });
    const hear = ({ data }) => {
      if (start === undefined || timing.saved === undefined || data?.kind !== 'event' || data.name !== 'predictions') return;
      // Every label tests what was suggested before it: suggestions that know it tell of its test. Others answer labels before it.
      if (!data.event.tests.some(({ image }) => image === index)) return;
      timing.refreshed = performance.now() - start;
      removeEventListener('message', hear);
    };
    addEventListener('message', hear);
  })()`);
}
