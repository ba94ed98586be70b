import { expect, test } from 'vitest';
import { Scrolling } from '../../../webview/gallery/scrolling';

/** How often the host is told when the grid moves at these times, ms. */
function told(...times: number[]): number {
  let count = 0;
  const scrolling = new Scrolling(() => count++);
  for (const time of times) scrolling.step(time);
  return count;
}

test('steps frame by frame are scrolling, told a few times a second', () => {
  expect(told(...Array.from({ length: 60 }, (_, frame) => 1000 + frame * 16.7))).toBe(4);
});

test('a row that comes into view now and then is not', () => {
  expect(told(0, 400, 900, 1300)).toBe(0);
});
