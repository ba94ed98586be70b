import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { consistencyTargets, nextClassMean, withoutGradient } from '../../../src/model/consistency';
import { initialWeights } from '../../../src/model/network';
import { trainingState, weightsOf } from '../../../src/model/state';
import { defaultScalars, defaultTraining, trainingProgram } from '../../../src/model/trainingStep';
import { type HostTensors } from '../../../src/shared/program';
import { Random } from '../../../src/shared/random';
import { batchOf, shapes, tiny } from './fixtures';
import { native } from './native';

const pictures = shapes(8, 1);
const order = [0, 1, 2, 3, 4, 5, 6, 7];
const fresh = () => trainingState(tiny, initialWeights(tiny, 7));

async function run(steps: number, known: number[], state = fresh()): Promise<{ losses: Record<string, number>[]; state: HostTensors }> {
  const program = await native(trainingProgram(tiny, state, 8));
  const random = new Random(2);
  const losses: Record<string, number>[] = [];
  for (let step = 0; step < steps; step++) {
    const outputs = await program.run(batchOf(tiny, pictures, order, random, { known: new Set(known) }));
    losses.push(Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data[0]])));
  }
  return { losses, state: await program.state() };
}

describe('one code path', () => {
  test.each([['no label', []], ['some labels', [0, 3]], ['all labels', order]])('%s', async (_, known) => {
    const { losses: [loss] } = await run(1, known);
    const { classificationWeight, consistencyWeight } = defaultScalars;
    expect(loss.total).toBeCloseTo(loss.reconstruction + loss.divergence + classificationWeight * loss.classification + consistencyWeight * loss.consistency, 2);
    if (known.length === 0) expect([loss.classification, loss.consistency]).toEqual([0, 0]);
    else expect(loss.classification).toBeCloseTo(Math.log(2), 4);
  });
});

test('without the generative half only the encoder and pi learn', async () => {
  const before = fresh();
  const program = await native(trainingProgram(tiny, before, 8, { ...defaultTraining, generative: false }));
  await program.run(batchOf(tiny, pictures, order, new Random(2), { known: new Set(order) }));
  const after = await program.state();
  const moved = Object.keys(before).filter(name => name.startsWith('weights/') && before[name].data.some((value, i) => value !== after[name].data[i]));
  expect(moved).toContain('weights/pi/kernel');
  expect(moved.filter(name => /\/(decoder|mu|logvar)\//.test(name))).toEqual([]);
});

test('the same seed, images and labels give the same weights, bit for bit', async () => {
  expect((await run(3, [0, 1])).state).toEqual((await run(3, [0, 1])).state);
});

test('a training that was saved goes on as if it had not stopped', async () => {
  const program = await native(trainingProgram(tiny, fresh(), 8));
  const inputs = [1, 2, 3, 4].map(seed => batchOf(tiny, pictures, order, new Random(seed), { known: new Set([0, 1]) }));
  for (const input of inputs) await program.run(input);
  const first = await native(trainingProgram(tiny, fresh(), 8));
  for (const input of inputs.slice(0, 2)) await first.run(input);
  const second = await native(trainingProgram(tiny, await first.state(), 8));
  for (const input of inputs.slice(2)) await second.run(input);
  expect(await second.state()).toEqual(await program.state());
});

test('the losses fall', async () => {
  const { losses } = await run(12, [0, 1]);
  expect(losses[11].total).toBeLessThan(losses[0].total - 10);
});

test('the gradient of the total loss is the one of finite differences', async () => {
  // Without hard targets, whose steps finite differences would see.
  const options = { ...defaultTraining, consistency: false };
  const start = (await run(2, [0, 1])).state;
  const all = batchOf(tiny, pictures, order, new Random(9), { known: new Set([0, 1, 2]) });
  const inputs = Object.fromEntries(Object.entries(all).filter(([name]) => !['strong', 'prior', 'consistencyWeight'].includes(name)));
  const total = async (state: HostTensors) => (await (await native(trainingProgram(tiny, state, 8, options))).run(inputs)).total.data[0];
  const stepped = await native(trainingProgram(tiny, { ...start, ...moments(start) }, 8, options));
  await stepped.run(inputs);
  for (const name of ['encoder/conv0/kernel', 'encoder/dense/kernel', 'mu/bias', 'logvar/kernel', 'pi/kernel', 'decoder/class', 'decoder/conv0/kernel']) {
    const gradient = ((await stepped.state())[`first/${name}`].data as Float32Array).map(value => value / 0.1);
    // Along the gradient, where the difference is largest against the rounding of float32.
    const length = Math.hypot(...gradient);
    const at = (distance: number) => {
      const weight = start[`weights/${name}`];
      return total({ ...start, [`weights/${name}`]: { ...weight, data: Float32Array.from(weight.data, (w, i) => w + (distance * gradient[i]) / length) } });
    };
    const distance = Math.min(1e-2, 0.1 / length); // The loss moves far above the rounding of float32, the weights stay below the kinks of relu and max.
    expect((await at(distance) - await at(-distance)) / (2 * distance) / length).toBeCloseTo(1, 1);
  }
});

/** Moments at zero, so that the first moment after one step is a tenth of the gradient. */
function moments(state: HostTensors): HostTensors {
  return Object.fromEntries(Object.entries(state).filter(([name]) => /^(first|second)\//.test(name)).map(([name, t]) => [name, { ...t, data: new Float32Array(t.data.length) }]));
}

test('the offset of a class fades with every batch that has labels of it, and only then', async () => {
  const before = fresh();
  const held = { ...before, 'weights/pi/offset': { ...before['weights/pi/offset'], data: Float32Array.of(-4, -4) } };
  // Image 0 is of the first class, and the only one with a label.
  const { state } = await run(3, [0], held);
  const [first, second] = state['weights/pi/offset'].data;
  expect(first).toBeGreaterThan(-2.5);
  expect(second).toBe(-4);
});

test('averaged weights trail the raw ones', async () => {
  const { state } = await run(5, [0, 1]);
  const [raw, average, first] = [weightsOf(state, 'raw'), weightsOf(state), initialWeights(tiny, 7)].map(w => w['decoder/dense/kernel'].data as Float32Array);
  const distance = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((value, i) => value - b[i]));
  expect(distance(average, first)).toBeGreaterThan(0);
  expect(distance(average, first)).toBeLessThan(distance(raw, first));
});

describe('consistency', () => {
  const logits = tf.tensor2d([[5, 0], [0.5, 0], [0, 4], [0, 5]]);
  const label = tf.tensor2d([[0, 0], [0, 0], [0, 0], [1, 0]]);
  const labelled = tf.tensor1d([0, 0, 0, 1]);
  const even = tf.tensor1d([0.5, 0.5]);

  test('a prediction counts the less, the less sure it is than the others; a label always counts', () => {
    const { target, mask } = consistencyTargets(logits, label, labelled, even, even);
    const [surest, unsure, sure, known] = mask.dataSync();
    expect(known).toBe(1);
    expect(Math.min(surest, sure)).toBeGreaterThan(0.9);
    expect(unsure).toBeLessThan(0.1);
    expect(target.arraySync()).toEqual([[1, 0], [1, 0], [0, 1], [1, 0]]);
  });

  test('a hint that is as sure as the guess and says otherwise leaves neither believed; one that agrees counts', () => {
    const hinted = (hint: number[]) => consistencyTargets(logits, tf.tensor2d([hint, [0, 0], [0, 0], [1, 0]]), labelled, even, even);
    const guess = 1 / (1 + Math.exp(-5));
    expect(hinted([1 - guess, guess]).mask.dataSync()[0]).toBeLessThan(0.1);
    const agreed = hinted([guess, 1 - guess]);
    expect(agreed.mask.dataSync()[0]).toBeGreaterThan(0.9);
    expect((hinted([0, 1]).target.arraySync() as number[][])[0]).toEqual([0, 1]);
  });

  test('with a single class only labels are targets', () => {
    const { mask } = consistencyTargets(tf.tensor2d([[3], [0]]), tf.tensor2d([[0], [1]]), tf.tensor1d([0, 1]), tf.tensor1d([1]), tf.tensor1d([1]));
    expect(Array.from(mask.dataSync())).toEqual([0, 1]);
  });

  test('a class that pi gives too often needs more to be believed', () => {
    const { mask } = consistencyTargets(logits, label, labelled, even, tf.tensor1d([0.95, 0.05]));
    const [often, , seldom] = mask.dataSync();
    expect(often).toBeLessThan(0.5 * seldom);
  });

  test('the running mean follows the unlabelled images only', () => {
    const pi = tf.tensor2d([[1, 0], [1, 0], [1, 0], [0, 1]]);
    expect(nextClassMean(even, pi, labelled, 0.9).arraySync()).toEqual([expect.closeTo(0.55), expect.closeTo(0.45)]);
    expect(nextClassMean(even, pi, tf.ones([4]), 0.9).arraySync()).toEqual([0.5, 0.5]);
  });

  test('targets pass no gradient', () => {
    expect(tf.grad(x => tf.sum(withoutGradient(y => tf.square(y), x)))(tf.tensor1d([1, 2])).arraySync()).toEqual([0, 0]);
  });
});
