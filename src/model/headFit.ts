/** The `pi` layer alone, refitted on features that are already known: new suggestions within a second of a label. */
import * as tf from '@tensorflow/tfjs-core';
import { type HostTensor, type HostTensors, type ProgramSpec, type TensorSpec } from '../shared/program';
import { filled } from './state';

/** Gradient steps in one call of the program. */
export const headFitSteps = 10;

const beta1 = 0.9;
const beta2 = 0.99; // Few steps: the second moment must catch up quickly.
const epsilon = 1e-8;

/** Strength of the pull back to the first weights, which the few labels must outweigh. */
const decay = 1e-3;

/** `pi` as fitted: `kernel` [H, K] and `bias` [K]. */
export interface Head {
  readonly kernel: HostTensor;
  readonly bias: HostTensor;
}

/**
 * Softmax regression on cached features, {@link headFitSteps} Adam steps a call. Everything is an input, so that one
 * program serves every fit of `rows` rows M: `features` [M, H]; `label` [M, K] one-hot; `weight` [M], 0 for rows of
 * padding; `learningRate` scalar; `start/kernel` [H, K] and `start/bias` [K], to which the fit is pulled back; and what
 * the call before has put out, `kernel`, `bias`, their moments under `first/` and `second/`, `step`. See {@link fitHead}.
 */
export function headFitProgram(hidden: number, classes: number, rows: number): ProgramSpec {
  const float = (...shape: number[]): TensorSpec => ({ shape, dtype: 'float32' });
  const head = (prefix: string) => ({ [`${prefix}kernel`]: float(hidden, classes), [`${prefix}bias`]: float(classes) });
  return {
    name: `head fit (${rows} rows, ${classes} classes)`,
    inputs: {
      features: float(rows, hidden), label: float(rows, classes), weight: float(rows), learningRate: float(),
      step: float(), ...head(''), ...head('start/'), ...head('first/'), ...head('second/'),
    },
    body({ inputs: { features, label, weight, learningRate, ...before } }) {
      const state = { ...before };
      const share = tf.expandDims(tf.div(weight, tf.maximum(tf.sum(weight), 1e-6)), 1); // [M, 1]
      for (let i = 0; i < headFitSteps; i++) {
        const logits = tf.add(tf.matMul(features as tf.Tensor2D, state.kernel as tf.Tensor2D), state.bias);
        const error = tf.mul(tf.sub(tf.softmax(logits), label), share); // Gradient of the cross-entropy at the logits [M, K].
        const gradients = { kernel: tf.matMul(features as tf.Tensor2D, error as tf.Tensor2D, true, false), bias: tf.sum(error, 0) };
        state.step = tf.add(state.step, 1);
        const rate = tf.div(tf.mul(learningRate, tf.sqrt(tf.sub(1, tf.pow(beta2, state.step)))), tf.sub(1, tf.pow(beta1, state.step)));
        for (const name of ['kernel', 'bias'] as const) {
          const gradient = tf.add(gradients[name], tf.mul(tf.sub(state[name], state[`start/${name}`]), decay));
          state[`first/${name}`] = tf.add(tf.mul(state[`first/${name}`], beta1), tf.mul(gradient, 1 - beta1));
          state[`second/${name}`] = tf.add(tf.mul(state[`second/${name}`], beta2), tf.mul(tf.square(gradient), 1 - beta2));
          state[name] = tf.sub(state[name], tf.div(tf.mul(state[`first/${name}`], rate), tf.add(tf.sqrt(state[`second/${name}`]), epsilon)));
        }
      }
      return { outputs: Object.fromEntries(Object.entries(state).filter(([name]) => !name.startsWith('start/'))) };
    },
  };
}

/** What {@link headFitProgram} is fitted to: `features` [M, H], `label` [M, K], `weight` [M]. */
export type HeadLabels = Record<'features' | 'label' | 'weight', HostTensor>;

/** Fits a head to `labels` by `calls` calls of a {@link headFitProgram}, from `start`; 0.02 is a good first `learningRate`. */
export async function fitHead(run: (inputs: HostTensors) => Promise<HostTensors>, start: Head, labels: HeadLabels, learningRate: number, calls: number): Promise<Head> {
  const { kernel, bias } = start;
  const zeros = (prefix: string): HostTensors => ({ [`${prefix}kernel`]: filled(kernel.shape, 0), [`${prefix}bias`]: filled(bias.shape, 0) });
  const fixed: HostTensors = { ...labels, learningRate: filled([], learningRate), 'start/kernel': kernel, 'start/bias': bias };
  let state: HostTensors = { kernel, bias, step: filled([], 0), ...zeros('first/'), ...zeros('second/') };
  for (let call = 0; call < calls; call++) state = await run({ ...fixed, ...state });
  return { kernel: state.kernel, bias: state.bias };
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
 * from it. The offsets are in the fitted bias and become zero.
 */
export function withHead(state: HostTensors, { kernel, bias }: Head): HostTensors {
  const offset = filled(bias.shape, 0);
  const head = (prefix: string): HostTensors => ({ [`${prefix}/pi/kernel`]: kernel, [`${prefix}/pi/bias`]: bias, [`${prefix}/pi/offset`]: offset });
  return { ...state, ...head('weights'), ...head('average') };
}

/** The bias of `pi` less the offset that hides new classes [K]. */
export function foldedBias(weights: HostTensors): HostTensors[string] {
  const offset = weights['pi/offset'].data;
  return { ...weights['pi/bias'], data: Float32Array.from(weights['pi/bias'].data, (value, k) => value - offset[k]) };
}
