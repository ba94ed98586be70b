import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectSame } from './compare';

type Pad = 'same' | 'valid' | number;

/** Batch, height, width, channels in, channels out, kernel, stride, padding. */
const convolutions: [number, number, number, number, number, [number, number], number | [number, number], Pad][] = [
  [2, 8, 8, 3, 4, [3, 3], 1, 'same'], [2, 8, 8, 3, 4, [3, 3], 1, 'valid'], [2, 8, 8, 3, 4, [3, 3], 2, 'same'], [2, 8, 8, 3, 4, [4, 4], 2, 'same'],
  [1, 7, 9, 2, 3, [3, 3], 2, 'same'], [3, 7, 9, 2, 3, [4, 4], 2, 'same'], [1, 7, 9, 2, 3, [3, 2], 2, 'valid'], [2, 9, 6, 2, 3, [5, 5], 2, 'same'],
  [2, 6, 6, 3, 5, [1, 1], 1, 'same'], [2, 6, 6, 3, 5, [1, 1], 2, 'same'], [2, 5, 5, 1, 1, [5, 5], 1, 'valid'], [2, 8, 8, 2, 3, [3, 3], 1, 2],
  [2, 9, 9, 2, 3, [2, 2], 3, 'same'], [2, 8, 9, 2, 3, [3, 4], [2, 1], 'same'], [2, 9, 10, 2, 3, [3, 3], 3, 'valid'], [2, 8, 8, 1, 6, [4, 4], 4, 'valid'],
];

describe('convolutions', () => {
  for (const [batch, height, width, from, to, kernel, stride, pad] of convolutions) {
    const name = `[${batch},${height},${width},${from}] * ${kernel.join('x')} -> ${to}, stride ${stride}, ${pad}`;
    it(name, () => expectSame(
      (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad), [[batch, height, width, from], [...kernel, from, to]],
    ));
    if (pad === 'same') it(`transposed ${name}`, () => expectSame((x, w) => {
      const shape: [number, number, number, number] = [batch, height, width, from];
      return tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, shape, stride, pad);
    }, [[batch, ...outputSide([height, width], stride), to], [...kernel, from, to]]));
  }
  it('dilated', () => expectSame((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same', 'NHWC', 2), [[2, 8, 8, 3], [3, 3, 3, 4]], { gradients: false }));
  it('fused with bias and activation', async () => {
    for (const activation of ['linear', 'relu', 'elu'] as const) {
      await expectSame((x, filter, bias) => tf.fused.conv2d({ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, bias, strides: 2, pad: 'same', activation }), [[2, 8, 8, 3], [4, 4, 3, 5], [5]], { gradients: false });
    }
  });
  it('in a chain with bias, activation, normalisation and a residual', () => expectSame((x, w, v, bias) => {
    const a = tf.leakyRelu(tf.add(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), bias), 0.1) as tf.Tensor4D;
    const { mean, variance } = tf.moments(a, [0, 1, 2], true);
    const b = tf.div(tf.sub(a, mean), tf.sqrt(tf.add(variance, 0.1))) as tf.Tensor4D;
    const c = tf.add(tf.elu(tf.conv2d(b, v as tf.Tensor4D, 1, 'same')), a) as tf.Tensor4D;
    return tf.softplus(tf.conv2dTranspose(c, w as tf.Tensor4D, [2, 8, 8, 3], 2, 'same'));
  }, [[2, 8, 8, 3], [4, 4, 3, 5], [3, 3, 5, 5], [5]]));
  it('with known weights', async () => {
    const kernel = (from: number, to: number): tf.Tensor4D => tf.reshape(tf.linspace(-1, 1, 9 * from * to), [3, 3, from, to]);
    await expectSame(x => tf.conv2d(x as tf.Tensor4D, kernel(3, 4), 2, 'same'), [[2, 8, 7, 3]]);
    await expectSame(x => tf.conv2dTranspose(x as tf.Tensor4D, kernel(3, 4), [2, 8, 7, 3], 2, 'same'), [[2, 4, 4, 4]]);
  });
});

function outputSide(sides: [number, number], stride: number | [number, number]): number[] {
  return sides.map((side, i) => Math.ceil(side / (typeof stride === 'number' ? stride : stride[i])));
}
