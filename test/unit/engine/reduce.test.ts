import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectSame, integers, normal, type Operation } from './compare';

type Reduce = (x: tf.Tensor, axes: number[] | undefined, keep: boolean) => tf.Tensor;

const reductions: Record<string, Reduce> = {
  sum: (x, axes, keep) => tf.sum(x, axes, keep),
  mean: (x, axes, keep) => tf.mean(x, axes, keep),
  max: (x, axes, keep) => tf.max(x, axes, keep),
  min: (x, axes, keep) => tf.min(x, axes, keep),
};
const axes: (number[] | undefined)[] = [undefined, [0], [-1], [1, 2], [0, 3], [0, 1, 2, 3]];

describe('reductions', () => {
  for (const [name, reduce] of Object.entries(reductions)) {
    it(name, async () => {
      for (const list of axes) for (const keep of [false, true]) await expectSame(x => reduce(x, list, keep), [[2, 3, 4, 5]]);
    });
    it(`${name} of transposed and of broadcast tensors`, async () => {
      for (const list of axes) {
        await expectSame(x => reduce(tf.transpose(x, [3, 0, 2, 1]), list, false), [[2, 3, 4, 5]]);
        await expectSame(x => reduce(tf.broadcastTo(tf.square(x), [2, 3, 4, 5]), list, false), [[3, 1, 5]], { gradients: name === 'sum' || name === 'mean' });
      }
    });
  }
  it('prod, all, any', async () => {
    await expectSame(x => tf.prod(x, 1), [[3, 4, 2]], { gradients: false });
    await expectSame(x => tf.prod(tf.broadcastTo(x, [3, 4]), 0), [[1, 4]], { gradients: false });
    await expectSame(x => [tf.all(x, 1), tf.any(x, 1), tf.all(x), tf.any(x)], [integers([6, 2], 2, 'bool')]);
  });
  it('sum of int32 and of bool', () => expectSame((a, b) => [tf.sum(a, 0), tf.sum(b, 1)], [integers([3, 4], 9), integers([3, 4], 2, 'bool')]));
  it('argMax, argMin', async () => {
    for (const axis of [0, 1, -1]) await expectSame(x => [tf.argMax(x, axis), tf.argMin(x, axis)], [[4, 5, 3]], { gradients: false });
  });
  it('logSumExp', () => expectSame(x => tf.logSumExp(x, 1), [[4, 5]]));
  it('moments', () => expectSame(x => { const { mean, variance } = tf.moments(x, [0, 1]); return [mean, variance]; }, [[4, 5, 3]]));
});

describe('along one axis', () => {
  const operations: Record<string, Operation> = {
    softmax: x => tf.softmax(x),
    logSoftmax: x => tf.logSoftmax(x),
    'softmax of a transposed tensor': x => tf.softmax(tf.transpose(x)),
    'logSoftmax of a broadcast tensor': x => tf.logSoftmax(tf.broadcastTo(tf.sum(x, 1, true), [4, 6])),
    cumsum: x => tf.cumsum(x, 1),
    'cumsum, exclusive and reversed': x => tf.cumsum(x, 0, true, true),
  };
  for (const [name, operation] of Object.entries(operations)) it(name, () => expectSame(operation, [normal([4, 6], 3)], { gradients: !name.includes('exclusive') }));
  it('topk', () => expectSame(x => { const { values, indices } = tf.topk(x, 3); return [values, indices]; }, [[4, 6]], { gradients: false }));
});
