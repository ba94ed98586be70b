/** One training step as a program: loss, gradients, Adam (Kingma & Ba 2015) and averaged weights. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { type HostTensors, type ProgramSpec, type Tensors, type TensorSpec } from '../shared/program';
import { type NetworkConfig } from './config';
import { consistencyTargets, nextClassMean, withoutGradient } from './consistency';
import { classInput, crossEntropy, divergence, maskedMean, reconstructionLoss } from './loss';
import { classProbabilities, decode, encode, encodeClass, priorMean, sampleLatent } from './network';
import { group, isLearned, withPrefix } from './state';

export interface TrainingOptions {
  /** Train `pi` on a strong view too; false: the plain method of the paper. */
  readonly consistency: boolean;
  /** Let the reconstruction shape `pi` of unlabelled images, as in the paper; false: `pi` is only read, and cannot become a code. */
  readonly classGradient: boolean;
  /** A prior of z with a mean of its own for each class; false: N(0, I) for all, as in the paper. */
  readonly classPrior: boolean;
  /** Learn to reconstruct; false: encoder and `pi` learn from the classes alone, as a supervised network does. */
  readonly generative: boolean;
}

export const defaultTraining: TrainingOptions = { consistency: true, classGradient: false, classPrior: true, generative: true };

/** Values for the program's scalar inputs; `klWeight`, `learningRate` and `averageDecay` are then scheduled by the trainer. */
export const defaultScalars = { learningRate: 2e-3, klWeight: 1, averageDecay: 0.999, classificationWeight: 1000, consistencyWeight: 1000 } as const;

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;
/** Share of a new class's offset that remains after each batch with a label of that class. */
const offsetDecay = 0.8;
/** Share of a batch in the running statistics of the energies, at least. */
const leastRate = 0.01;

/** Pixels of an MNIST digit: the images that the class weights are stated for. */
const referencePixels = 28 * 28;

/**
 * A training step for batches of `batch` images, starting from `state` (see {@link trainingState}).
 *
 * Inputs: `image` [B, S, S, C] 0-1 (weak view), `noise` [B, L] standard normal, scalars
 * `learningRate`, `klWeight` (0-1, warm-up), `averageDecay` (0-1, what the averaged weights keep of
 * themselves, reached gradually); with classes `label` [B, K] one-hot (where
 * unlabelled zeros, or with consistency a hint whose shares add up to 1), `labelled` [B] 0 / 1, scalar `classificationWeight`; with consistency also `strong`
 * [B, S, S, C], `prior` [K] (expected share of each class, adds up to 1), `consistencyWeight`.
 * The class weights are for 28 x 28 pixels and grow with the number of pixels, as the
 * reconstruction does.
 *
 * Outputs, scalars, nats: `total`, `reconstruction`, `divergence` (means per image),
 * `classification` (mean per labelled image, 0 when none), `consistency` (mean over the batch),
 * `confident` (mean weight of the unlabelled images' targets); the last three only with classes.
 */
export function trainingProgram(config: NetworkConfig, state: HostTensors, batch: number, options: TrainingOptions = defaultTraining): ProgramSpec {
  const { size, channels, classes, latent } = config;
  const consistency = options.consistency && classes > 0;
  const image = float(batch, size, size, channels);
  return {
    name: `training step (${size} px, ${classes} classes, batch ${batch})`,
    heavy: true,
    inputs: {
      image, noise: float(batch, latent), learningRate: float(), klWeight: float(), averageDecay: float(),
      ...(classes > 0 && { label: float(batch, classes), labelled: float(batch), classificationWeight: float() }),
      ...(consistency && { strong: image, prior: float(classes), consistencyWeight: float() }),
    },
    state,
    body({ inputs, state: before }) {
      const weights = group(before, 'weights');
      const learned = Object.keys(weights).filter(isLearned);
      let outputs: Tensors = {};
      const { grads } = gradients(learned, weights, w => {
        const { total, ...parts } = totalLoss(config, w, inputs, before, options, consistency);
        outputs = parts;
        for (const part of Object.values(parts)) tf.keep(part);
        return total;
      }, total => { outputs.total = total; });
      const { classMean, energies, ...rest } = outputs;
      const given = { ...runningStatistics(weights, before.step, energies), ...nextOffset(weights, inputs) };
      return { outputs: rest, state: nextState({ ...before, classMean }, weights, grads, given, inputs) };
    },
  };
}

function totalLoss(
  config: NetworkConfig, w: Tensors, inputs: Tensors, state: Tensors, options: TrainingOptions, consistency: boolean,
): Tensors & { total: tf.Scalar } {
  const { image, noise, label, labelled } = inputs;
  const scale = (config.size ** 2 * config.channels) / referencePixels;
  const { mu, logvar, logits, energies } = encode(w, config, image);
  const pi = logits && classProbabilities(logits);
  const c = pi && classInput(options.classGradient ? pi : withoutGradient(tf.clone, pi), label, labelled);
  const reconstruction = reconstructionLoss(image, decode(w, config, sampleLatent(mu, logvar, noise), c));
  const centre = c && tf.mul(priorMean(w, c), options.classPrior ? 1 : 0);
  const kl = tf.mean(divergence(centre ? tf.sub(mu, centre) : mu, logvar));
  let total = tf.mul(tf.add(reconstruction, tf.mul(kl, inputs.klWeight)), options.generative ? 1 : 0) as tf.Scalar;
  if (!logits || !pi) return { total, reconstruction, divergence: kl, energies };

  const classification = maskedMean(crossEntropy(logits, label), labelled);
  total = tf.add(total, tf.mul(classification, tf.mul(inputs.classificationWeight, scale)));
  const classMean = nextClassMean(state.classMean, pi, labelled);
  const losses = { reconstruction, divergence: kl, classification, classMean, energies };
  if (!consistency) return { total, ...losses };

  const { target, mask } = consistencyTargets(logits, label, labelled, inputs.prior, state.classMean);
  const strong = encodeClass(w, config, inputs.strong) as tf.Tensor2D;
  const agreement = tf.mean(tf.mul(crossEntropy(strong, target), mask));
  total = tf.add(total, tf.mul(agreement, tf.mul(inputs.consistencyWeight, scale)));
  const confident = maskedMean(mask, tf.sub(1, labelled));
  return { total, ...losses, consistency: agreement, confident };
}

function gradients(names: string[], weights: Tensors, loss: (w: Tensors) => tf.Scalar, onTotal: (total: tf.Scalar) => void): { grads: Tensors } {
  const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
    return loss({ ...weights, ...Object.fromEntries(names.map((name, i) => [name, tensors[i]])) });
  })(names.map(name => weights[name]));
  onTotal(value as tf.Scalar);
  return { grads: Object.fromEntries(names.map((name, i) => [name, grads[i]])) };
}

/** The state after a step: Adam for what is learned, and `given` for the other weights. */
function nextState(before: Tensors, weights: Tensors, grads: Tensors, given: Tensors, { learningRate, averageDecay }: Tensors): Tensors {
  const step = tf.add(before.step, 1);
  const rate = tf.div(tf.mul(learningRate, tf.sqrt(tf.sub(1, tf.pow(beta2, step)))), tf.sub(1, tf.pow(beta1, step)));
  const decay = tf.minimum(averageDecay, tf.div(tf.add(step, 1), tf.add(step, 10)));
  const after: Tensors = { step, ...(before.classMean && { classMean: before.classMean }) };
  for (const [name, weight] of Object.entries(weights)) {
    if (!isLearned(name)) continue;
    const first = tf.add(tf.mul(before[`first/${name}`], beta1), tf.mul(grads[name], 1 - beta1));
    const second = tf.add(tf.mul(before[`second/${name}`], beta2), tf.mul(tf.square(grads[name]), 1 - beta2));
    const next = tf.sub(weight, tf.div(tf.mul(first, rate), tf.add(tf.sqrt(second), epsilon)));
    const average = before[`average/${name}`];
    Object.assign(after, withPrefix('weights', { [name]: next }), withPrefix('first', { [name]: first }), withPrefix('second', { [name]: second }));
    after[`average/${name}`] = tf.add(next, tf.mul(tf.sub(average, next), decay));
  }
  for (const [name, value] of Object.entries(given)) Object.assign(after, { [`weights/${name}`]: value, [`average/${name}`]: tf.clone(value) });
  return after;
}

/** Offset of `pi` after a batch: it goes where the batch has labels of the class; nothing without classes. */
function nextOffset(weights: Tensors, { label, labelled }: Tensors): Tensors {
  if (!weights['pi/offset']) return {};
  const shown = tf.minimum(tf.sum(tf.mul(label, tf.expandDims(labelled, 1)), 0), 1); // [K]: 1 where the batch has a label
  return { 'pi/offset': tf.mul(weights['pi/offset'], tf.sub(1, tf.mul(shown, 1 - offsetDecay))) };
}

/**
 * Mean and variance of the energies [B, W + P] over all batches, later the recent ones (Welford 1962,
 * with a floor under the rate). The first batch stands for itself: before it there is nothing.
 */
function runningStatistics(weights: Tensors, step: tf.Tensor, energies: tf.Tensor): Tensors {
  const before = { mean: weights['energies/mean'], variance: weights['energies/variance'] };
  const rate = tf.maximum(leastRate, tf.div(1, tf.add(step, 1)));
  const ofBatch = tf.mean(energies, 0);
  const mean = tf.add(before.mean, tf.mul(tf.sub(ofBatch, before.mean), rate));
  const both = tf.mean(tf.mul(tf.sub(energies, mean), tf.sub(energies, before.mean)), 0);
  const isFirst = tf.cast(tf.equal(step, 0), 'float32');
  const alone = tf.mean(tf.square(tf.sub(energies, ofBatch)), 0);
  const running = tf.add(before.variance, tf.mul(tf.sub(both, before.variance), rate));
  return { 'energies/mean': mean, 'energies/variance': tf.add(tf.mul(alone, isFirst), tf.mul(running, tf.sub(1, isFirst))) };
}

function float(...shape: number[]): TensorSpec {
  return { shape, dtype: 'float32' };
}
