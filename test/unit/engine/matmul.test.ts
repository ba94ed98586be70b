import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectSame } from './compare';

describe('matrix products', () => {
  it('of matrices, transposed or not', async () => {
    for (const left of [false, true]) for (const right of [false, true]) {
      await expectSame((a, b) => tf.matMul(a, b, left, right), [left ? [4, 3] : [3, 4], right ? [5, 4] : [4, 5]]);
      await expectSame((a, b) => tf.matMul(tf.transpose(a), tf.transpose(b), left, right), [left ? [3, 4] : [4, 3], right ? [4, 5] : [5, 4]]);
    }
  });
  it('of batches', async () => {
    for (const left of [false, true]) for (const right of [false, true]) {
      await expectSame((a, b) => tf.matMul(a, b, left, right), [left ? [2, 4, 3] : [2, 3, 4], right ? [2, 5, 4] : [2, 4, 5]]);
      await expectSame((a, b) => tf.matMul(a, b, left, right), [left ? [2, 4, 3] : [2, 3, 4], right ? [1, 5, 4] : [1, 4, 5]], { gradients: false });
    }
  });
  it('of a broadcast matrix', () => expectSame((a, b) => tf.matMul(tf.broadcastTo(a, [3, 4]), b), [[4], [4, 5]]));
  it('fused with bias and activation', async () => {
    for (const activation of ['linear', 'relu', 'elu', 'sigmoid', 'leakyrelu', 'relu6'] as const) {
      await expectSame((a, b, bias) => tf.fused.matMul({ a, b, bias, activation, leakyreluAlpha: 0.1 }), [[3, 4], [4, 5], [5]], { gradients: false });
    }
  });
  it('with a bias, also of reshaped and transposed products', async () => {
    await expectSame((a, b, bias) => tf.add(tf.matMul(a, b), bias), [[3, 4], [4, 5], [5]]);
    await expectSame((a, b, bias) => tf.add(bias, tf.matMul(a, b, true)), [[4, 3], [4, 5], [1, 5]]);
    await expectSame((a, b, bias) => tf.add(tf.reshape(tf.matMul(a, b), [2, 3, 5]), bias), [[6, 4], [4, 5], [5]]);
    await expectSame((a, b, bias) => tf.add(tf.reshape(tf.matMul(a, b), [5, 6]), bias), [[6, 4], [4, 5], [6]]);
    await expectSame((a, b, bias) => tf.add(tf.transpose(tf.matMul(a, b)), bias), [[5, 4], [4, 5], [5]]);
    await expectSame((a, b, bias) => tf.add(tf.matMul(a, b), bias), [[3, 4], [4, 1], [3, 1]]);
    await expectSame((a, b, bias) => tf.add(tf.matMul(a, b), bias), [[1, 4], [4, 5], [3, 5]]);
  });
  it('outer product and dot', () => expectSame((a, b) => [tf.outerProduct(a as tf.Tensor1D, b as tf.Tensor1D), tf.dot(a, b)], [[4], [4]]));
});
