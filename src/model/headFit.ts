/** The `pi` layer alone, refitted on features that are already known: new suggestions within a second of a label. */
import * as tf from '@tensorflow/tfjs-core';
import { type HostTensors, type ProgramSpec } from '../shared/program';
import { filled } from './state';

/** Gradient steps in one call of the program. */
export const headFitSteps = 10;

const beta1 = 0.9;
const beta2 = 0.99; // Few steps: the second moment must catch up quickly.
const epsilon = 1e-8;

export interface HeadFitOptions {
  /** Strength of the pull back to the first weights, which the few labels must outweigh. */
  readonly decay: number;
}

/**
 * Softmax regression on cached features, {@link headFitSteps} Adam steps a call. `weights` gives
 * the first `pi/kernel` [H, K], `pi/bias` and `pi/offset` [K]; only the class weights are read.
 * Inputs: `features` [M, H]; `label` [M, K] one-hot; `weight` [M], 0 for rows of padding;
 * `learningRate` scalar (0.02 is a good first try). Output: `classification`, the loss before the
 * last step, nats. The state is named as the weights are: {@link withHead} puts it back.
 */
export function headFitProgram(weights: HostTensors, rows: number, options: HeadFitOptions = { decay: 1e-3 }): ProgramSpec {
  const [hidden, classes] = weights['pi/kernel'].shape;
  const first = { kernel: weights['pi/kernel'], bias: foldedBias(weights) };
  return {
    name: `head fit (${rows} rows, ${classes} classes)`,
    inputs: {
      features: { shape: [rows, hidden], dtype: 'float32' },
      label: { shape: [rows, classes], dtype: 'float32' },
      weight: { shape: [rows], dtype: 'float32' },
      learningRate: { shape: [], dtype: 'float32' },
    },
    constants: { kernel: first.kernel, bias: first.bias },
    state: {
      ...first, step: filled([], 0),
      'first/kernel': filled([hidden, classes], 0), 'second/kernel': filled([hidden, classes], 0),
      'first/bias': filled([classes], 0), 'second/bias': filled([classes], 0),
    },
    body({ inputs: { features, label, weight, learningRate }, constants, state: before }) {
      const state = { ...before };
      const share = tf.expandDims(tf.div(weight, tf.maximum(tf.sum(weight), 1e-6)), 1); // [M, 1]
      let loss: tf.Tensor = tf.scalar(0);
      for (let i = 0; i < headFitSteps; i++) {
        const logits = tf.add(tf.matMul(features as tf.Tensor2D, state.kernel as tf.Tensor2D), state.bias);
        loss = tf.neg(tf.sum(tf.mul(tf.mul(label, tf.logSoftmax(logits)), share)));
        const error = tf.mul(tf.sub(tf.softmax(logits), label), share); // Gradient at the logits [M, K].
        const gradients = { kernel: tf.matMul(features as tf.Tensor2D, error as tf.Tensor2D, true, false), bias: tf.sum(error, 0) };
        state.step = tf.add(state.step, 1);
        const rate = tf.div(tf.mul(learningRate, tf.sqrt(tf.sub(1, tf.pow(beta2, state.step)))), tf.sub(1, tf.pow(beta1, state.step)));
        for (const name of ['kernel', 'bias'] as const) {
          const gradient = tf.add(gradients[name], tf.mul(tf.sub(state[name], constants[name]), options.decay));
          state[`first/${name}`] = tf.add(tf.mul(state[`first/${name}`], beta1), tf.mul(gradient, 1 - beta1));
          state[`second/${name}`] = tf.add(tf.mul(state[`second/${name}`], beta2), tf.mul(tf.square(gradient), 1 - beta2));
          state[name] = tf.sub(state[name], tf.div(tf.mul(state[`first/${name}`], rate), tf.add(tf.sqrt(state[`second/${name}`]), epsilon)));
        }
      }
      return { outputs: { classification: loss }, state };
    },
  };
}

/**
 * `features` [N, H], `kernel` [H, K], `bias` [K] -> `probabilities` [N, K]; the head is an input, so that one program serves every fit.
 */
export function headScoreProgram(hidden: number, classes: number, rows: number): ProgramSpec {
  return {
    name: `head score (${rows} rows, ${classes} classes)`,
    inputs: {
      features: { shape: [rows, hidden], dtype: 'float32' },
      kernel: { shape: [hidden, classes], dtype: 'float32' },
      bias: { shape: [classes], dtype: 'float32' },
    },
    body({ inputs: { features, kernel, bias } }) {
      return { outputs: { probabilities: tf.softmax(tf.add(tf.matMul(features as tf.Tensor2D, kernel as tf.Tensor2D), bias)) } };
    },
  };
}

/**
 * A training state whose `pi` is the one of a head fit (raw and averaged), so that training goes on
 * from it; `fitted` is the head fit's state. The offsets are in the fitted bias and become zero.
 */
export function withHead(state: HostTensors, fitted: HostTensors): HostTensors {
  const { kernel, bias } = fitted;
  const offset = filled(bias.shape, 0);
  const head = (prefix: string): HostTensors => ({ [`${prefix}/pi/kernel`]: kernel, [`${prefix}/pi/bias`]: bias, [`${prefix}/pi/offset`]: offset });
  return { ...state, ...head('weights'), ...head('average') };
}

/** The bias of `pi` less the offset that hides new classes [K]. */
export function foldedBias(weights: HostTensors): HostTensors[string] {
  const offset = weights['pi/offset'].data;
  return { ...weights['pi/bias'], data: Float32Array.from(weights['pi/bias'].data, (value, k) => value - offset[k]) };
}
