/** How smoothly the grid scrolls, and what the page holds afterwards. */
import { type Frame } from 'playwright-core';
import { findInPage } from '../findInPage';
import { quantile } from '../quantile';

/** Frames of a scroll. */
export interface Scroll {
  readonly framesPerSecond: number;
  /** Time between two frames that 95 and 99 of 100 do not exceed, ms. */
  readonly p95: number;
  readonly p99: number;
}

/** Scrolls the grid by `step` pixels a frame for `seconds` and counts the frames that the browser draws. */
export async function scroll(frame: Frame, step: number, seconds: number): Promise<Scroll> {
  const deltas = await frame.evaluate<number[]>(`(async () => {
    ${findInPage}
    const grid = findInPage(element => element.dataset?.testid === 'grid');
    const deltas = [];
    const begun = performance.now();
    let last = begun;
    while (performance.now() - begun < ${1000 * seconds}) {
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      deltas.push(now - last);
      last = now;
      grid.scrollTop += ${step};
    }
    return deltas;
  })()`);
  return { framesPerSecond: deltas.length / (deltas.reduce((a, b) => a + b, 0) / 1000), p95: quantile(deltas, 0.95), p99: quantile(deltas, 0.99) };
}

/** Shows every part of the grid once, a screen at a time; returns the megabytes of JavaScript that the page holds then. */
export async function scrollAll(frame: Frame): Promise<number> {
  await frame.evaluate(`(async () => {
    ${findInPage}
    const grid = findInPage(element => element.dataset?.testid === 'grid');
    grid.scrollTop = 0;
    for (let top = 0; top < grid.scrollHeight; top += grid.clientHeight) {
      grid.scrollTop = top;
      await new Promise(requestAnimationFrame);
    }
  })()`);
  const session = await frame.page().context().newCDPSession(frame).catch(() => null);
  if (!session) return await frame.evaluate<number>('performance.memory.usedJSHeapSize') / 1e6;
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}
