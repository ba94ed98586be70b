import { expect, test } from 'vitest';
import { Strength } from '../../../src/trainer/strength';

function after(strength: Strength, steps: number, classification: number): number {
  for (let step = 0; step < steps; step++) strength.take(classification);
  return strength.value;
}

test('labels that are learnt by heart are changed more and more, up to the full strength', () => {
  const strength = new Strength();
  const early = after(strength, 100, 0.01);
  expect(early).toBeGreaterThan(0);
  expect(early).toBeLessThan(1);
  expect(after(strength, 200, 0.01)).toBe(1);
});

test('labels that are not learned are left as they are, also when they come to a network that knew the others', () => {
  const strength = new Strength();
  expect(after(strength, 300, 0.5)).toBe(0);
  after(strength, 400, 0.01);
  expect(after(strength, 300, 0.5)).toBe(0);
});

test('a step without a finite loss changes nothing', () => {
  const strength = new Strength();
  after(strength, 3, NaN);
  after(strength, 3, Infinity);
  expect(strength.value).toBe(1);
  expect(after(strength, 400, 0.01)).toBe(1);
  expect(after(strength, 300, 0.5)).toBe(0);
});

test('it goes on from where it was, also after having been written', () => {
  const strength = new Strength();
  after(strength, 300, 0.5);
  after(strength, 60, 0.01);
  const again = new Strength(JSON.parse(JSON.stringify(strength.adapted)) as typeof strength.adapted);
  expect(after(again, 20, 0.01)).toBe(after(strength, 20, 0.01));
});
