/** A program as a file for any batch size. */
import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { onnxFile } from '../../../src/engine/onnxFile';
import { type ProgramSpec } from '../../../src/shared/program';

const notes = { description: 'a test', metadata: { key: 'a "value"' } };

function program(body: (x: tf.Tensor, batch: number) => tf.Tensor): (batch: number) => ProgramSpec {
  return batch => ({ name: 'test', inputs: { x: { shape: [batch, 2, 3], dtype: 'float32' } }, body: ({ inputs: { x } }) => ({ outputs: { y: body(x, batch) } }) });
}

test('one file runs batches of several sizes', async () => {
  const file = onnxFile(program((x, batch) => tf.sum(tf.mul(tf.reshape(tf.transpose(x, [0, 2, 1]), [batch, 6]), tf.tensor1d([1, 2, 3, 4, 5, 6])), 1)), notes);
  const session = await InferenceSession.create(file);
  for (const batch of [1, 2, 5]) {
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.from({ length: batch * 6 }, (_, i) => i), [batch, 2, 3]) });
    // 0 3 1 4 2 5 by 1 to 6 in the first row; 6 more everywhere in each further one.
    expect(Array.from(y.data as Float32Array)).toEqual(Array.from({ length: batch }, (_, i) => 65 + i * 6 * 21));
  }
});

test('its notes are in it as text', () => {
  const text = Buffer.from(onnxFile(program(x => tf.relu(x)), notes)).toString('latin1');
  for (const part of ['a test', 'key', 'a "value"', 'batch']) expect(text).toContain(part);
});

test.each<[string, (x: tf.Tensor, batch: number) => tf.Tensor]>([
  ['computes with the batch size', (x, batch) => tf.mul(x, batch)],
  ['mixes the images', x => tf.reshape(x, [2, -1])],
  ['gives no image back', x => tf.mean(x, 0)],
])('a program that %s is refused', (_, body) => {
  expect(() => onnxFile(program(body), notes)).toThrow();
});
