import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectSame, integers, type Operation } from './compare';

const cases: Record<string, [Operation, number[][]]> = {
  reshape: [x => tf.reshape(x, [6, -1]), [[2, 3, 4]]],
  'reshape of a transposed tensor': [x => tf.reshape(tf.transpose(x, [2, 0, 1]), [8, 3]), [[2, 3, 4]]],
  'reshape of a broadcast tensor': [x => tf.reshape(tf.broadcastTo(x, [2, 3, 4]), [6, 4]), [[3, 1]]],
  'reshape that adds and takes away ones': [x => tf.reshape(tf.transpose(tf.reshape(x, [2, 1, 3, 4]), [3, 1, 0, 2]), [4, 2, 1, 3, 1]), [[2, 3, 4]]],
  expandDims: [x => [tf.expandDims(x, 0), tf.expandDims(x, 1), tf.expandDims(x, -1)], [[2, 3]]],
  squeeze: [x => tf.squeeze(x), [[2, 1, 3, 1]]],
  transpose: [x => [tf.transpose(x), tf.transpose(x, [1, 2, 0]), tf.transpose(tf.transpose(x, [1, 2, 0]), [0, 2, 1])], [[2, 3, 4]]],
  'sum of tensors in two layouts': [(x, y) => tf.mul(tf.add(tf.transpose(x, [2, 0, 1]), y), tf.exp(y)), [[2, 3, 4], [4, 2, 3]]],
  clone: [x => tf.clone(x), [[2, 3]]],
  broadcastTo: [x => tf.broadcastTo(x, [2, 3, 4]), [[3, 1]]],
  concat: [(x, y) => [tf.concat([x, y], 1), tf.concat([tf.transpose(x), tf.transpose(y)], 0)], [[2, 3], [2, 4]]],
  'concat of broadcast tensors': [(x, y) => tf.concat([tf.broadcastTo(x, [2, 3, 3]), y], 2), [[3, 1], [2, 3, 2]]],
  stack: [(x, y) => [tf.stack([x, y]), tf.stack([x, y], 1), tf.stack([x, y], -1)], [[2, 3], [2, 3]]],
  unstack: [x => [...tf.unstack(x, 1), ...tf.unstack(tf.transpose(x), 0)], [[2, 3]]],
  slice: [x => [tf.slice(x, [1, 0, 2], [2, -1, 1]), tf.slice(tf.transpose(x), [1], [2])], [[3, 4, 5]]],
  'slice of a broadcast tensor': [x => tf.slice(tf.broadcastTo(x, [4, 3, 5]), [1, 1, 2], [2, 2, 3]), [[3, 1]]],
  stridedSlice: [x => tf.stridedSlice(x, [1, 4, 0], [3, 0, 5], [1, -2, 3]), [[3, 5, 5]]],
  'stridedSlice with masks': [x => tf.stridedSlice(x, [0, 1], [0, 3], [1, 1], 1, 1, 0, 0, 0), [[3, 5]]],
  split: [x => [...tf.split(x, 3, 1), ...tf.split(x, [1, -1], 1)], [[2, 6]]],
  pad: [x => [tf.pad(x, [[1, 2], [0, 3]], 0.5), tf.pad(tf.transpose(x), [[1, 2], [0, 3]])], [[2, 3]]],
  tile: [x => [tf.tile(x, [2, 3]), tf.tile(tf.expandDims(x, 1), [1, 4, 1])], [[2, 3]]],
  reverse: [x => [tf.reverse(x, 0), tf.reverse(x, [0, 1]), tf.reverse(tf.transpose(x), 1)], [[4, 3]]],
};
const withoutGradient: Record<string, [Operation, number[][]]> = {
  mirrorPad: [x => tf.mirrorPad(x, [[1, 1], [2, 0]], 'reflect'), [[3, 4]]],
  'fill, range and linspace': [x => [tf.add(tf.fill([2, 5], 3), x), tf.mul(tf.range(0, 10, 2), x), tf.add(tf.linspace(-1, 1, 5), x)], [[5]]],
};

describe('kernels that move elements', () => {
  for (const [name, [operation, shapes]] of Object.entries(cases)) {
    it(name, () => expectSame(operation, shapes, { gradients: !name.startsWith('stridedSlice') }));
  }
  for (const [name, [operation, shapes]] of Object.entries(withoutGradient)) it(name, () => expectSame(operation, shapes, { gradients: false }));
});

describe('kernels that look elements up', () => {
  it('gather', async () => {
    for (const axis of [0, 1, 2]) await expectSame((x, i) => tf.gather(x, i, axis), [[4, 5, 3], integers([6], 3)]);
    await expectSame((x, i) => tf.gather(x, i), [[4, 5], integers([2, 3], 4)], { gradients: false });
  });
  it('oneHot', async () => {
    await expectSame(i => [tf.oneHot(i as tf.Tensor1D, 5), tf.oneHot(i as tf.Tensor1D, 5, 0.9, 0.1, 'float32'), tf.oneHot(i as tf.Tensor1D, 5, 1, 0, 'bool')], [integers([7], 6)]);
  });
  it('unsortedSegmentSum', () => expectSame((x, i) => tf.unsortedSegmentSum(x, i as tf.Tensor1D, 3), [[6, 4], integers([6], 3)]));
});
