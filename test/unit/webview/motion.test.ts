import { expect, test } from 'vitest';
import { Motion } from '../../../webview/motion';

/** How often the host is told when the view moves at these times, ms. */
function told(...times: number[]): number {
  let count = 0;
  const motion = new Motion(() => count++);
  for (const time of times) motion.step(time);
  return count;
}

test('steps frame by frame are a motion, told a few times a second', () => {
  expect(told(...Array.from({ length: 60 }, (_, frame) => 1000 + frame * 16.7))).toBe(4);
});

test('a row that comes into view now and then is not', () => {
  expect(told(0, 400, 900, 1300)).toBe(0);
});
