/** The network that the design notes measured first, as a program of its own. */
import * as tf from '@tensorflow/tfjs-core';
import { type HostTensor, type HostTensors, type ProgramSpec, type Tensors } from '../../../src/shared/program';
import { Random } from '../../../src/shared/random';

const random = new Random(1);
const batch = 64;
const widths = [3, 32, 64, 128, 256];
const hidden = 384;
const latent = 32;

function normal(shape: number[], scale: number): HostTensor {
  return { shape, dtype: 'float32', data: new Float32Array(shape.reduce((a, b) => a * b, 1)).map(() => scale * random.normal()) };
}

/** Conv VAE 64 x 64 x 3, stride-2 convolutions with 4 x 4 kernels, Adam; 4.6 million weights. */
export function designProgram(): ProgramSpec {
  const flat = 4 * 4 * widths[4];
  const weights: HostTensors = {};
  const layer = (name: string, shape: number[], outputs: number): void => {
    weights[`${name}.w`] = normal(shape, Math.sqrt(1 / (shape.slice(0, -1).reduce((a, b) => a * b, 1))));
    weights[`${name}.b`] = normal([outputs], 0);
  };
  for (let i = 0; i < 4; i++) {
    layer(`e${i}`, [4, 4, widths[i], widths[i + 1]], widths[i + 1]);
    layer(`d${i}`, [4, 4, widths[i], widths[i + 1]], widths[i]);
  }
  layer('h', [flat, hidden], hidden);
  layer('mu', [hidden, latent], latent);
  layer('logvar', [hidden, latent], latent);
  layer('g', [latent, hidden], hidden);
  layer('f', [hidden, flat], flat);
  const names = Object.keys(weights);
  const zeros = (of: HostTensor): HostTensor => ({ ...of, data: new Float32Array(of.data.length) });
  const state: HostTensors = { step: { shape: [], dtype: 'float32', data: Float32Array.of(0) } };
  for (const name of names) Object.assign(state, { [name]: weights[name], [`m.${name}`]: zeros(weights[name]), [`v.${name}`]: zeros(weights[name]) });
  return {
    name: 'design',
    inputs: { x: { shape: [batch, 64, 64, 3], dtype: 'float32' }, eps: { shape: [batch, latent], dtype: 'float32' } },
    state,
    body: ({ inputs, state: before }) => {
      const loss = (...list: tf.Tensor[]): tf.Scalar => designLoss(Object.fromEntries(names.map((name, i) => [name, list[i]])), inputs);
      const { value, grads } = tf.valueAndGrads(loss)(names.map(name => before[name]));
      const step = tf.add(before.step, 1);
      const rate = tf.div(tf.mul(1e-3, tf.sqrt(tf.sub(1, tf.pow(0.999, step)))), tf.sub(1, tf.pow(0.9, step)));
      const after: Tensors = { step };
      names.forEach((name, i) => {
        const m = tf.add(tf.mul(before[`m.${name}`], 0.9), tf.mul(grads[i], 0.1));
        const v = tf.add(tf.mul(before[`v.${name}`], 0.999), tf.mul(tf.square(grads[i]), 0.001));
        const next = tf.sub(before[name], tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), 1e-8)));
        Object.assign(after, { [name]: next, [`m.${name}`]: m, [`v.${name}`]: v });
      });
      return { outputs: { loss: value }, state: after };
    },
  };
}

function designLoss(w: Tensors, { x, eps }: Tensors): tf.Scalar {
  const dense = (name: string, y: tf.Tensor): tf.Tensor => tf.add(tf.matMul(y as tf.Tensor2D, w[`${name}.w`] as tf.Tensor2D), w[`${name}.b`]);
  let y = x as tf.Tensor4D;
  for (let i = 0; i < 4; i++) y = tf.relu(tf.add(tf.conv2d(y, w[`e${i}.w`] as tf.Tensor4D, 2, 'same'), w[`e${i}.b`])) as tf.Tensor4D;
  const h = tf.relu(dense('h', tf.reshape(y, [batch, -1])));
  const mu = dense('mu', h);
  const logvar = dense('logvar', h);
  const z = tf.add(mu, tf.mul(tf.exp(tf.mul(logvar, 0.5)), eps));
  y = tf.reshape(tf.relu(dense('f', tf.relu(dense('g', z)))), [batch, 4, 4, widths[4]]);
  for (let i = 3; i >= 0; i--) {
    const side = 64 >> i;
    y = tf.add(tf.conv2dTranspose(y, w[`d${i}.w`] as tf.Tensor4D, [batch, side, side, widths[i]], 2, 'same'), w[`d${i}.b`]);
    if (i > 0) y = tf.relu(y);
  }
  const reconstruction = tf.sum(tf.sub(tf.softplus(y), tf.mul(x, y)));
  const divergence = tf.mul(0.5, tf.sum(tf.sub(tf.sub(tf.add(tf.square(mu), tf.exp(logvar)), logvar), 1)));
  return tf.div(tf.add(reconstruction, divergence), batch);
}
