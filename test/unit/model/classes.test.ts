import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { changeClasses } from '../../../src/model/classes';
import { classProbabilities, decode, encode, initialWeights } from '../../../src/model/network';
import { trainingState, weightsOf } from '../../../src/model/state';
import { trainingProgram } from '../../../src/model/trainingStep';
import { type HostTensors } from '../../../src/shared/program';
import { Random } from '../../../src/shared/random';
import { upload } from './eager';
import { batchOf, shapes, tiny } from './fixtures';
import { native } from './native';

const pictures = shapes(8, 1, 28, 3);

/** A state after a few steps, so that no weight and no moment is zero. */
async function trained(classes: number): Promise<HostTensors> {
  const config = { ...tiny, classes };
  const program = await native(trainingProgram(config, trainingState(config, initialWeights(config, 7)), 8));
  const random = new Random(3);
  for (let i = 0; i < 4; i++) await program.run(batchOf(config, pictures, [...Array(8).keys()], random, { known: new Set([0, 1, 2]), scalars: { learningRate: 0.01 } }));
  return await program.state();
}

/** Reconstructions and pi of the pictures; soft pi goes into the decoder, as for unlabelled images. */
function look(state: HostTensors, classes: number): { image: Float32Array; pi: number[][] } {
  const config = { ...tiny, classes };
  return tf.tidy(() => {
    const w = upload(weightsOf(state, 'raw'));
    const { mu, logits } = encode(w, config, tf.tensor(pictures.pixels, [8, 28, 28, 1]));
    const pi = logits && classProbabilities(logits);
    return { image: tf.sigmoid(decode(w, config, mu, pi)).dataSync() as Float32Array, pi: (pi?.arraySync() ?? []) as number[][] };
  });
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));
}

const three = await trained(3);
const column = (state: HostTensors, name: string, k: number) => {
  const { data, shape: [rows, columns] } = state[name];
  return Array.from({ length: rows }, (_, i) => data[i * columns + k]);
};

test.each([[0, 1], [0, 3], [1, 2], [3, 4], [3, 6]])('from %i to %i classes changes no reconstruction', async (before, after) => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const state = await trained(before);
  const more = changeClasses(state, { from: ids.slice(0, before), to: ids.slice(0, after) });
  expect(largestDifference(look(state, before).image, look(more, after).image)).toBeLessThan(1e-5);
});

test('a new class in front keeps every other weight', () => {
  const more = changeClasses(three, { from: ['a', 'b', 'c'], to: ['new', 'a', 'b', 'c'] });
  for (const prefix of ['weights', 'first', 'second', 'average']) {
    expect(column(more, `${prefix}/pi/kernel`, 2)).toEqual(column(three, `${prefix}/pi/kernel`, 1));
    expect(more[`${prefix}/mu/kernel`]).toBe(three[`${prefix}/mu/kernel`]);
  }
});

test('without any label a new class is never suggested', async () => {
  const config = { ...tiny, classes: 4 };
  const program = await native(trainingProgram(config, changeClasses(three, { from: ['a', 'b', 'c'], to: ['a', 'b', 'c', 'd'] }), 8));
  for (let i = 0; i < 3; i++) await program.run(batchOf(config, pictures, [0, 1, 2, 3, 4, 5, 6, 7], new Random(i), { known: new Set([0, 1, 2]) }));
  for (const row of look(await program.state(), 4).pi) expect(row[3]).toBeLessThan(1e-6);
});

test('a renamed class, whose id stays, changes nothing', () => {
  expect(changeClasses(three, { from: ['a', 'b', 'c'], to: ['a', 'b', 'c'] })).toEqual(three);
});

test('reordered and deleted classes take their weights along', () => {
  const fewer = changeClasses(three, { from: ['a', 'b', 'c'], to: ['c', 'a'] });
  const [before, after] = [look(three, 3).pi, look(fewer, 2).pi];
  before.forEach((row, i) => {
    expect(after[i][0]).toBeCloseTo(row[2] / (row[0] + row[2]), 4);
    expect(after[i][0] + after[i][1]).toBeCloseTo(1, 5);
  });
  const back = changeClasses(changeClasses(three, { from: ['a', 'b', 'c'], to: ['b', 'c', 'a'] }), { from: ['b', 'c', 'a'], to: ['a', 'b', 'c'] });
  expect(largestDifference(look(back, 3).image, look(three, 3).image)).toBe(0);
});

test('a merged class has about the probability of its parts', () => {
  const merged = changeClasses(three, { from: ['a', 'b', 'c'], to: ['a', 'c'], merged: { b: 'a' } });
  const [before, after] = [look(three, 3).pi, look(merged, 2).pi];
  before.forEach((row, i) => expect(Math.abs(after[i][0] - (row[0] + row[1]))).toBeLessThan(0.15));
  const rows = three['weights/decoder/class'];
  expect(merged['weights/decoder/class'].data[0]).toBeCloseTo((rows.data[0] + rows.data[rows.shape[1]]) / 2, 6);
});

test('a class that was never learned leaves what it is merged into as it was', () => {
  const four = changeClasses(three, { from: ['a', 'b', 'c'], to: ['a', 'd', 'b', 'c'] });
  const merged = changeClasses(four, { from: ['a', 'd', 'b', 'c'], to: ['a', 'b', 'c'], merged: { d: 'a' } });
  for (const [name, { data }] of Object.entries(three)) data.forEach((value, i) => expect(merged[name].data[i], name).toBeCloseTo(value, 5));
});

test('without classes again it is the plain autoencoder that the trunk makes', async () => {
  const none = changeClasses(three, { from: ['a', 'b', 'c'], to: [] });
  expect(Object.keys(none).filter(name => /pi\/|decoder\/class$|classMean/.test(name))).toEqual([]);
  const plain = { ...tiny, classes: 0 };
  const { total } = await (await native(trainingProgram(plain, none, 8))).run(batchOf(plain, pictures, [0, 1, 2, 3, 4, 5, 6, 7], new Random(1)));
  expect(total.data[0]).toBeGreaterThan(0);
});

test('a state of other classes is refused', () => {
  expect(() => changeClasses(three, { from: ['a'], to: ['a', 'b'] })).toThrow('3 classes');
});
