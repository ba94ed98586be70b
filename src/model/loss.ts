/** The paper's loss: reconstruction + KL for every image, cross-entropy on `pi` for the labelled ones. */
import * as tf from '@tensorflow/tfjs-core';

/** Variance of a pixel below which nothing is worth learning: noise of 5 % of the range. */
const noiseFloor = 0.05 ** 2;

/**
 * Negative log-likelihood of `x` [B, S, S, C] in 0-1 under the decoder's logits, nats an image of
 * 8-bit pixels, mean over the batch: a Gaussian around sigmoid(logits) whose variance is the best
 * one for the batch (sigma-VAE, Rybkin, Daniilidis, Levine 2021). Unlike a Bernoulli, it counts what
 * little contrast a grey surface has, which otherwise is not worth its KL and reconstructs as a flat field.
 */
export function reconstructionLoss(x: tf.Tensor, logits: tf.Tensor): tf.Scalar {
  const values = x.size / x.shape[0];
  const variance = tf.add(tf.mean(tf.squaredDifference(tf.sigmoid(logits), x)), noiseFloor);
  return tf.mul(tf.add(tf.log(tf.mul(variance, 2 * Math.PI * Math.E)), 2 * Math.log(255)), values / 2);
}

/** KL(N(mu, exp(logvar)) || N(0, I)), nats [B]; `mu` (from the mean of the prior), `logvar` [B, L]. */
export function divergence(mu: tf.Tensor, logvar: tf.Tensor): tf.Tensor1D {
  const perDimension = tf.sub(tf.sub(tf.add(tf.square(mu), tf.exp(logvar)), logvar), 1);
  return tf.mul(tf.sum(perDimension, 1), 0.5);
}

/** Cross-entropy of `softmax(logits)` [B, K] against `target` [B, K] (rows add up to 1), nats [B]. */
export function crossEntropy(logits: tf.Tensor2D, target: tf.Tensor): tf.Tensor1D {
  return tf.neg(tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1)) as tf.Tensor1D;
}

/** Mean of `values` [B] where `mask` [B] is 1; 0 where it is nowhere. */
export function maskedMean(values: tf.Tensor, mask: tf.Tensor): tf.Scalar {
  return tf.div(tf.sum(tf.mul(values, mask)), tf.maximum(tf.sum(mask), 1));
}

/** The decoder's class [B, K]: the one-hot `label` where `labelled` [B] is 1, else `pi`. */
export function classInput(pi: tf.Tensor, label: tf.Tensor, labelled: tf.Tensor): tf.Tensor {
  const known = tf.expandDims(labelled, 1);
  return tf.add(tf.mul(label, known), tf.mul(pi, tf.sub(1, known)));
}
