/** How smoothly the grid scrolls, and what the page holds afterwards. */
import { type Frame } from 'playwright-core';

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
    ${findGrid}
    const grid = findGrid(document);
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
  const sorted = [...deltas].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  return { framesPerSecond: deltas.length / (deltas.reduce((a, b) => a + b, 0) / 1000), p95: at(0.95), p99: at(0.99) };
}

/** Shows every part of the grid once, a screen at a time; returns the megabytes of JavaScript that the page holds then. */
export async function scrollAll(frame: Frame): Promise<number> {
  await frame.evaluate(`(async () => {
    ${findGrid}
    const grid = findGrid(document);
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

const findGrid = `const findGrid = root => {
  for (const element of root.querySelectorAll('*')) {
    if (element.dataset?.testid === 'grid') return element;
    const inside = element.shadowRoot && findGrid(element.shadowRoot);
    if (inside) return inside;
  }
};`;
