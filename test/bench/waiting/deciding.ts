/** How soon a decision about an anomaly moves the ranking, as the review page shows it. */
import { type Frame } from 'playwright-core';
import { poll } from '../../e2e/editor/poll';
import { type Workbench } from '../../e2e/editor/workbench';
import { openPage } from '../../e2e/pages';
import { findInPage } from '../findInPage';

export interface Decided {
  /** From the key to the frame that shows the ranking which answers it, ms. */
  readonly ranked: number;
  /** Whether the rows in view are others for it: of many images the few on top may stay as they are. */
  readonly moved: boolean;
}

/**
 * Confirms and dismisses `count` of the flagged images by turns, by key in the review page, and times each; fewer
 * where there are not so many. `indexOf` is an image's place in the listing.
 */
export async function decideAll(workbench: Workbench, count: number, indexOf: (path: string) => number): Promise<Decided[]> {
  const review = await openPage(workbench, 'review');
  const rows = review.getByTestId('review-item');
  await rows.locator('.flagged').first().click();
  // A list under the pointer keeps still.
  await workbench.page.mouse.move(0, 0);
  const decided: Decided[] = [];
  // The page goes on to the next flagged image by itself, as long as there is one.
  while (decided.length < count && await review.locator('[data-testid="subject"] [data-state="flagged"]').isVisible()) {
    decided.push(await decide(review, decided.length % 2 === 0 ? 'a' : 'x', indexOf));
  }
  return decided;
}

async function decide(review: Frame, key: 'a' | 'x', indexOf: (path: string) => number): Promise<Decided> {
  const path = await review.getByTestId('subject').getAttribute('data-path') ?? '';
  await watch(review, path, indexOf(path), key);
  await review.page().keyboard.press(key);
  return poll(`a ranking that knows of "${path}"`, () => review.evaluate<Decided | undefined>('window.benchDecided'), { timeout: 60_000, interval: 50 });
}

/** Notes, inside the page, the time from the event of the next `key` to the frame after the first predictions that the trainer has made knowing the decision. */
async function watch(review: Frame, path: string, index: number, key: string): Promise<void> {
  await review.evaluate(`(() => {
    const [path, index, key] = ${JSON.stringify([path, index, key])};
    ${findInPage}
    const list = findInPage(element => element.localName === 'winnow-review-list').shadowRoot;
    window.benchDecided = undefined;
    let start;
    let saved = false;
    let known = false;
    addEventListener('keydown', event => {
      if (event.key === key) start = performance.now();
    }, { capture: true, once: true });
    // What the page has shown of the ranking before the answer: at that event it may have drawn already.
    let before = list.textContent;
    const hear = ({ data }) => {
      if (start === undefined || data?.kind !== 'event') return;
      if (data.name === 'knowledge') saved ||= data.event.knowledge.decisions.some(decision => decision.path === path && decision.anomalous !== null);
      // What was reviewed is not flagged by a trainer that knows of it.
      const answered = data.name === 'predictions' && saved && data.event.flagged[index] === 0;
      if (answered) removeEventListener('message', hear);
      known ||= answered;
      // The page has drawn in the first frame, and that is on screen in the second.
      requestAnimationFrame(() => requestAnimationFrame(() => {
        if (answered) window.benchDecided = { ranked: performance.now() - start, moved: list.textContent !== before };
        else if (!known) before = list.textContent;
      }));
    };
    addEventListener('message', hear);
  })()`);
}
