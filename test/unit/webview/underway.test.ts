import { expect, test } from 'vitest';
import { DigitsUnderway } from '../../../webview/underway';

const key = (digit: string, more: { ctrlKey?: boolean } = {}) => ({ key: digit, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

/** Digits of a page on which `go` selects an image. */
function page(): { underway: DigitsUnderway; go: (path: string) => void; wait: (ms: number) => void } {
  let selected = ['a'];
  let now = 0;
  return { underway: new DigitsUnderway(() => selected, () => now), go: path => { selected = [path]; }, wait: ms => { now += ms; } };
}

test('a digit is for what was selected when it was pressed, if the person has gone on since', () => {
  const { underway, go } = page();
  underway.pressed(key('2'));
  go('b');
  go('c');
  expect(underway.arrived(2)).toEqual(['a']);
  expect(underway.arrived(2)).toBeNull();
});

test('so is each of several that were pressed for different images', () => {
  const { underway, go } = page();
  underway.pressed(key('1'));
  go('b');
  underway.pressed(key('2'));
  go('c');
  expect([underway.arrived(1), underway.arrived(2)]).toEqual([['a'], ['b']]);
});

test('digits in a row go with the images that each brings itself', () => {
  const { underway, go } = page();
  underway.pressed(key('1'));
  underway.pressed(key('1'));
  expect(underway.arrived(1)).toBeNull();
  go('b');
  expect(underway.arrived(1)).toBeNull();
});

test('a digit that does not come back, or comes as another command, is for nothing that was left', () => {
  const { underway, go, wait } = page();
  underway.pressed(key('1'));
  go('b');
  expect(underway.arrived(3)).toBeNull();
  wait(5000);
  expect(underway.arrived(1)).toBeNull();
  underway.pressed(key('1', { ctrlKey: true }));
  underway.pressed(key('x'));
  go('c');
  expect(underway.arrived(1)).toBeNull();
});
