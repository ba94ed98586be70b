import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type ProgramSpec } from '../../../src/shared/program';
import { expectSame, integers, normal, runOnce } from './compare';

describe('pooling', () => {
  for (const [size, stride, pad] of [[2, 2, 'same'], [2, 2, 'valid'], [3, 2, 'same'], [3, 1, 'same'], [3, 2, 'valid']] as const) {
    it(`${size} x ${size}, stride ${stride}, ${pad}`, async () => {
      await expectSame(x => tf.maxPool(x as tf.Tensor4D, size, stride, pad), [[2, 7, 6, 3]]);
      // tfjs's CPU backend counts the padding in the gradient of a mean, though not in the mean.
      await expectSame(x => tf.avgPool(x as tf.Tensor4D, size, stride, pad), [[2, 7, 6, 3]], { gradients: pad === 'valid' });
    });
  }
  it('has the mean\'s adjoint as its gradient', async () => {
    const spec: ProgramSpec = {
      name: 'adjoint', inputs: { x: { shape: [2, 7, 6, 3], dtype: 'float32' } },
      body: ({ inputs: { x } }) => {
        const mean = (image: tf.Tensor): tf.Scalar => tf.sum(tf.square(tf.avgPool(image as tf.Tensor4D, 3, 2, 'same')));
        return { outputs: { twice: tf.mul(2, mean(x)), along: tf.sum(tf.mul(tf.grad(mean)(x), x)) } };
      },
    };
    const { twice, along } = await runOnce(spec, { x: normal([2, 7, 6, 3]) });
    expect(along.data[0]).toBeCloseTo(twice.data[0], 3);
  });
  it('gives the gradient to the first of equal maxima', () => expectSame(x => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same'), [integers([2, 7, 6, 3], 3, 'float32')]));
});

describe('resizing', () => {
  // tfjs's own gradients mix images up in a batch, and height with width, and are NaN along an axis of length 1.
  for (const size of [[12, 12], [3, 2], [6, 6], [9, 4]] as [number, number][]) {
    it(`6 x 6 to ${size.join(' x ')} and back`, async () => {
      await expectSame(x => tf.image.resizeBilinear(x as tf.Tensor4D, size), [[1, 6, 6, 3]]);
      await expectSame(x => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, size), [[1, 6, 6, 3]]);
    });
  }
  for (const size of [[12, 10], [3, 2], [6, 5], [9, 4], [1, 1]] as [number, number][]) {
    it(`6 x 5 to ${size.join(' x ')}`, async () => {
      for (const align of [false, true]) {
        await expectSame(x => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, size, align), [[2, 6, 5, 3]], { gradients: false });
        await expectSame(x => tf.image.resizeBilinear(x as tf.Tensor4D, size, align), [[2, 6, 5, 3]], { gradients: false });
      }
      // tfjs's own gradients leave half-pixel centres out of account.
      await expectSame(x => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, size, false, true), [[2, 6, 5, 3]], { gradients: false });
      await expectSame(x => tf.image.resizeBilinear(x as tf.Tensor4D, size, false, true), [[2, 6, 5, 3]], { gradients: false });
    });
  }
});
