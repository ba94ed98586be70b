import { expect, test } from 'vitest';
import { HandThreshold } from '../../../../webview/store/handThreshold';

test('a place that is tried shows before what is saved, and goes again', () => {
  const hand = new HandThreshold();
  hand.reset(2);
  hand.try(3);
  expect(hand.place).toBe(3);
  hand.try(undefined);
  expect(hand.place).toBe(2);
});

test('of places that are being saved the last one shows; one that is refused leaves what was', () => {
  const hand = new HandThreshold();
  const first = hand.begin(1);
  const second = hand.begin(null);
  expect(hand.place).toBeNull();
  first(true);
  expect(hand.place).toBeNull();
  second(false);
  expect(hand.place).toBe(1);
});
