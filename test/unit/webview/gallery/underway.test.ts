import { expect, test } from 'vitest';
import { DigitsUnderway } from '../../../../webview/gallery/underway';

const key = (digit: string, more: { ctrlKey?: boolean } = {}) => ({ key: digit, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test('a digit is for what was selected when it was pressed, if the person has gone on since', () => {
  const underway = new DigitsUnderway(() => 0);
  underway.pressed(key('2'));
  underway.leaving(() => ['a']);
  underway.leaving(() => ['b']);
  expect(underway.arrived(2)).toEqual(['a']);
  expect(underway.arrived(2)).toBeNull();
});

test('where nobody has gone on it is for what is selected when it arrives: digits in a row bring the next image themselves', () => {
  const underway = new DigitsUnderway(() => 0);
  underway.pressed(key('1'));
  underway.pressed(key('1'));
  underway.leaving(() => ['a']);
  expect([underway.arrived(1), underway.arrived(1)]).toEqual([['a'], null]);
});

test('a digit that does not come back, or comes as another command, is for nothing that was left', () => {
  let now = 0;
  const underway = new DigitsUnderway(() => now);
  underway.pressed(key('1'));
  underway.leaving(() => ['a']);
  expect(underway.arrived(3)).toBeNull();
  now = 5000;
  expect(underway.arrived(1)).toBeNull();
  underway.pressed(key('1', { ctrlKey: true }));
  underway.pressed(key('x'));
  underway.leaving(() => ['b']);
  expect(underway.arrived(1)).toBeNull();
});
