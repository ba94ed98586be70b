/**
 * Consistency of `pi` between two views of one image (FixMatch, Sohn et al. 2020): what the model
 * says of the weak view is the target for the strong one, and counts the more the surer it is in
 * comparison with the rest of the batch (SoftMatch, Chen et al. 2023). Distribution alignment
 * (ReMixMatch, Berthelot et al. 2020) keeps a few classes from swallowing the rest. Where labels have
 * spread to an image from those around it (spreading.ts), that counts as much as the network's guess.
 */
import * as tf from '@tensorflow/tfjs-core';
import { classProbabilities } from './network';

/** Deviations of the batch in one deviation of the weights. */
const narrowness = 2;
/** Added to the variance: probabilities that differ by less than a hundredth are alike. */
const leastVariance = 1e-4;

export interface Targets {
  /** One-hot [B, K]. */
  readonly target: tf.Tensor;
  /** How much the target counts [B], 0-1. */
  readonly mask: tf.Tensor;
}

/** Least probability of a class in the mean of guess and hint: either may be sure and wrong. */
const leastShare = 1e-6;

/**
 * Targets for the strong view. Labelled images: the label, always. Others: the most probable class
 * of the weak view after alignment, or of its geometric mean with a hint; it counts by how far its
 * probability is above chance, and below the mean of the batch falls off as a Gaussian half as wide
 * as the batch is. `logits` [B, K] of the weak view; `label` [B, K] one-hot, and for the images that
 * are not `labelled` [B] the hint, or zeros; `prior` [K] share of each class that is expected,
 * `classMean` [K] share that `pi` has given lately. No gradient flows back.
 */
export function consistencyTargets(
  logits: tf.Tensor2D, label: tf.Tensor, labelled: tf.Tensor, prior: tf.Tensor, classMean: tf.Tensor,
): Targets {
  const classes = logits.shape[1];
  // [B, K + 1]: target and mask side by side, because a function with its own gradient has one result.
  const targets = withoutGradient(weak => {
    const lifted = tf.mul(classProbabilities(weak as tf.Tensor2D), tf.div(prior, tf.maximum(classMean, 1e-4)));
    const known = tf.expandDims(labelled, 1);
    const unknown = tf.sub(1, known);
    const hinted = tf.mul(tf.sum(label, 1, true), unknown); // [B, 1]
    // Without a hint the second factor is 1.
    const said = tf.mul(tf.add(tf.div(lifted, tf.sum(lifted, 1, true)), leastShare), tf.add(tf.mul(tf.add(label, leastShare), hinted), tf.sub(1, hinted)));
    const both = tf.pow(said, tf.sub(1, tf.mul(hinted, 0.5)));
    const aligned = tf.div(both, tf.sum(both, 1, true));
    const best = tf.max(aligned, 1, true); // [B, 1]
    const guess = tf.cast(tf.greaterEqual(aligned, best), 'float32');
    const target = tf.add(tf.mul(label, known), tf.mul(guess, unknown));
    const mask = tf.add(known, tf.mul(trust(best, unknown, classes), unknown));
    return tf.concat([target, mask], 1);
  }, logits);
  return { target: tf.slice(targets, [0, 0], [-1, classes]), mask: tf.reshape(tf.slice(targets, [0, classes], [-1, 1]), [-1]) };
}

/** How much guesses of probability `best` [B, 1] count, 0-1; `unknown` [B, 1] is 1 for those that are guesses. */
function trust(best: tf.Tensor, unknown: tf.Tensor, classes: number): tf.Tensor {
  const count = tf.maximum(tf.sum(unknown), 1);
  const mean = tf.div(tf.sum(tf.mul(best, unknown)), count);
  const below = tf.minimum(tf.sub(best, mean), 0);
  const variance = tf.div(tf.sum(tf.mul(tf.square(tf.sub(best, mean)), unknown)), count);
  // A single class is no guess.
  const overChance = classes > 1 ? tf.maximum(0, tf.div(tf.sub(best, 1 / classes), 1 - 1 / classes)) : tf.zerosLike(best);
  return tf.mul(overChance, tf.exp(tf.neg(tf.div(tf.mul(tf.square(below), narrowness ** 2 / 2), tf.add(variance, leastVariance)))));
}

/** Running mean of `pi` [K] over the unlabelled images of a batch; unchanged when there are none. */
export function nextClassMean(classMean: tf.Tensor, pi: tf.Tensor, labelled: tf.Tensor, decay = 0.99): tf.Tensor {
  const unknown = tf.sub(1, labelled); // [B]
  const count = tf.sum(unknown);
  const mean = tf.div(tf.sum(tf.mul(pi, tf.expandDims(unknown, 1)), 0), tf.maximum(count, 1));
  const rate = tf.mul(1 - decay, tf.minimum(count, 1));
  return tf.add(classMean, tf.mul(tf.sub(mean, classMean), rate));
}

/** `f(x)` as a constant: its gradient is zero. */
export function withoutGradient(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.customGrad(y => ({ value: f(y as tf.Tensor), gradFunc: () => tf.zeros(x.shape) }))(x);
}
