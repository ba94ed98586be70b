import { expect, test } from 'vitest';
import { type Scored } from '../../../src/trainer/evidence';
import { credible } from '../../../src/trainer/taught';

const classes = ['a', 'b'];

/** A pass whose network says class a of every row but the last, which it calls b; it was taught `taught`. */
function pass(count: number, taught: Record<number, string>): Scored {
  const probabilities = Float32Array.from({ length: 2 * count }, (_, at) => (at % 2 === Number(at >= 2 * (count - 1)) ? 0.9 : 0.1));
  const identities = Array.from({ length: count }, (_, row) => `image ${row}`);
  const evidence = { count, probabilities } as unknown as Scored['evidence'];
  return { evidence, identities, classes, taught: new Map(Object.entries(taught).map(([row, id]) => [`image ${row}`, id])) } as unknown as Scored;
}

const labels = (...label: number[]) => Int16Array.from(label);

test('a label that was taught and is denied is left out of a refit', () => {
  expect(credible(pass(4, { 0: 'a', 1: 'b', 3: 'b' }), classes, labels(0, 1, -1, 1))).toEqual([0, 3]);
});

test('a label that a person has confirmed counts, whatever the network says', () => {
  expect(credible(pass(4, { 0: 'a', 1: 'b', 3: 'b' }), classes, labels(0, 1, -1, 1), Uint8Array.of(0, 1, 0, 0))).toEqual([0, 1, 3]);
});

test('a label that is new counts, though the network denies it', () => {
  expect(credible(pass(4, { 0: 'a', 3: 'b' }), classes, labels(0, 1, -1, 1))).toEqual([0, 1, 3]);
  expect(credible(pass(4, { 0: 'a', 1: 'a', 3: 'b' }), classes, labels(0, 1, -1, 1))).toEqual([0, 1, 3]);
});

test('a class that the network has not learned yet keeps its labels', () => {
  expect(credible(pass(4, { 0: 'b', 1: 'b', 2: 'b', 3: 'b' }), classes, labels(1, 1, 1, 1))).toEqual([0, 1, 2, 3]);
});

test('classes that came or moved since are compared by their ids', () => {
  expect(credible(pass(3, { 0: 'a', 2: 'b' }), ['b', 'a', 'c'], labels(1, 2, 0))).toEqual([0, 1, 2]);
});
