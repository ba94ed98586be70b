/**
 * The network of Berkhahn, Keys, Ouertani, Shetty, Geissler, "Augmenting Variational Autoencoders
 * with Sparse Labels" (arXiv 1908.03015): a VAE whose topmost encoder layer `h` also feeds a
 * classification layer `pi`, and whose decoder sees the class beside `z`.
 *
 *   x -> h;  mu, logvar, logits = heads of h;  pi = softmax(logits)
 *   z = mu + exp(logvar / 2) * eps;  c = label or pi;  (z, c) -> x'
 *
 * Three things help where labels are few or contrast is faint (steel, fabric), and cost nothing
 * elsewhere: the encoder sees each image also at mean 0 and deviation 1; a third of `h` is made from
 * what the convolutions find anywhere (pooled), the rest from where they find it; and beside the
 * convolutions stands a bank of filters that need not be learned (filterBank.ts).
 *
 * B images, S pixels a side, C channels, L latent dimensions, H features, K classes; W energies of
 * the whole image, P of its places.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type HostTensor, type HostTensors, type Tensors } from '../shared/program';
import { Random } from '../shared/random';
import { type NetworkConfig, stageSides, stageWidths } from './config';
import { energyCounts, filterEnergies } from './filterBank';
import { filled } from './state';

/** Sides of the square kernels, pixels; the last transposed convolution is even, which avoids a checkerboard in the image. */
const kernelSide = 3;
const lastKernelSide = 4;
/** What an energy of the whole image counts for in `h`: they are few beside the pooled activations, and say more while those are raw. */
const wholeGain = 4;
/** What a learned mean of the prior is multiplied by: Adam moves it a step at a time, and it has far to go. */
const priorGain = 5;
/** Largest standardised energy, so that an odd image cannot drown `h`. */
const mostEnergy = 5;

/** Learned (and, under `pi/offset` and `energies/…`, given) tensors before any training; the same seed gives the same bits. */
export function initialWeights(config: NetworkConfig, seed: number): HostTensors {
  const random = new Random(seed);
  const { latent, hidden, classes } = config;
  const sides = stageSides(config);
  const widths = stageWidths(config);
  const stages = widths.length - 1;
  const flat = sides[stages] ** 2 * widths[stages];
  const weights: HostTensors = {};
  const layer = (name: string, shape: number[], fanIn: number, gain: number, outputs = shape[shape.length - 1]) => {
    weights[`${name}/kernel`] = normal(shape, Math.sqrt(gain / fanIn), random);
    weights[`${name}/bias`] = zeros([outputs]);
  };
  for (let i = 0; i < stages; i++) {
    const inputs = i === 0 ? 2 * widths[0] : widths[i];
    layer(`encoder/conv${i}`, [kernelSide, kernelSide, inputs, widths[i + 1]], kernelSide ** 2 * inputs, 2); // He et al. 2015
  }
  const pooled = 2 * widths.slice(1).reduce((a, b) => a + b, 0);
  const anywhere = Math.floor(hidden / 3);
  layer('encoder/dense', [flat, hidden - anywhere], flat, 2, hidden); // One bias for both parts.
  weights['encoder/pooled'] = normal([pooled, anywhere], Math.sqrt(2 / pooled), random);
  const energies = energyCounts(config);
  weights['encoder/whole'] = normal([energies.whole, anywhere], Math.sqrt(2 / energies.whole), random);
  weights['encoder/placed'] = normal([energies.placed, hidden - anywhere], Math.sqrt(2 / energies.placed), random);
  // Running statistics, not learned: see trainingStep.ts.
  weights['energies/mean'] = zeros([energies.whole + energies.placed]);
  weights['energies/variance'] = filled([energies.whole + energies.placed], 1);
  layer('mu', [hidden, latent], hidden, 1);
  layer('logvar', [hidden, latent], hidden, 0.01); // Near 0 for every image: q(z|x) starts as wide as the prior.
  layer('decoder/latent', [latent, hidden], latent, 2);
  layer('decoder/dense', [hidden, flat], hidden, 2);
  for (let i = stages - 1; i >= 0; i--) {
    const side = i === 0 ? lastKernelSide : kernelSide;
    // Each output pixel of a stride-2 transposed convolution sees a quarter of the kernel.
    layer(`decoder/conv${i}`, [side, side, widths[i], widths[i + 1]], (side ** 2 / 4) * widths[i + 1], i === 0 ? 0.1 : 2, widths[i]);
  }
  return classes > 0 ? { ...weights, ...classWeights(config, classes) } : weights;
}

/** The tensors that exist only with classes, for `classes` new ones: all zero, so that `pi` starts uniform and no reconstruction changes. */
export function classWeights(config: NetworkConfig, classes: number): HostTensors {
  return {
    'pi/kernel': zeros([config.hidden, classes]),
    'pi/bias': zeros([classes]),
    // Taken from the logits, not learned: see classes.ts.
    'pi/offset': zeros([classes]),
    'decoder/class': zeros([classes, config.hidden]),
    'prior/mean': zeros([classes, config.latent]),
  };
}

export interface Encoding {
  /** Topmost encoder layer [B, H], not negative. */
  readonly h: tf.Tensor2D;
  /** Energies of the filter bank as they are: of the whole image [B, W], then of its places [B, W + P]. */
  readonly energies: tf.Tensor2D;
  /** Mean of q(z|x) [B, L]. */
  readonly mu: tf.Tensor2D;
  /** Log-variance of q(z|x) [B, L]. */
  readonly logvar: tf.Tensor2D;
  /** Before the softmax [B, K]; null without classes. */
  readonly logits: tf.Tensor2D | null;
}

/** The encoder trunk and its heads; `x` [B, S, S, C] in 0-1. */
export function encode(w: Tensors, config: NetworkConfig, x: tf.Tensor): Encoding {
  const { h, energies } = trunk(w, config, x);
  return { h, energies, mu: dense(w, 'mu', h), logvar: dense(w, 'logvar', h), logits: classify(w, config, h) };
}

/** Only what `pi` needs of the encoder: logits [B, K] of `x` [B, S, S, C]. */
export function encodeClass(w: Tensors, config: NetworkConfig, x: tf.Tensor): tf.Tensor2D | null {
  return classify(w, config, trunk(w, config, x).h);
}

function trunk(w: Tensors, config: NetworkConfig, x: tf.Tensor): Pick<Encoding, 'h' | 'energies'> {
  const batch = x.shape[0];
  const stages = stageSides(config).length - 1;
  // -1 to 1, so that zero padding is a middle grey and not black.
  let y = tf.concat([tf.sub(tf.mul(x, 2), 1), standardised(x)], 3) as tf.Tensor4D; // [B, S, S, 2 C]
  const found: tf.Tensor[] = [];
  for (let i = 0; i < stages; i++) {
    const name = `encoder/conv${i}`;
    y = tf.relu(tf.add(tf.conv2d(y, w[`${name}/kernel`] as tf.Tensor4D, 2, 'same'), w[`${name}/bias`])) as tf.Tensor4D; // [B, S / 2^(i+1), …]
    found.push(tf.mean(y, [1, 2]), tf.max(y, [1, 2]));
  }
  const flat = tf.reshape(y, [batch, y.size / batch]) as tf.Tensor2D;
  const energies = filterEnergies(config, x);
  const { whole, placed } = evenly(w, config, energies);
  const where = tf.add(times(w, 'encoder/dense/kernel', flat), times(w, 'encoder/placed', placed));
  const anywhere = tf.add(times(w, 'encoder/pooled', tf.concat(found, 1)), times(w, 'encoder/whole', tf.mul(whole, wholeGain)));
  return { h: tf.relu(tf.add(tf.concat([where, anywhere], 1), w['encoder/dense/bias'])) as tf.Tensor2D, energies };
}

/** Energies [B, W + P] at about mean 0 and deviation 1 over the images, in their two parts. */
function evenly(w: Tensors, config: NetworkConfig, energies: tf.Tensor2D): { whole: tf.Tensor; placed: tf.Tensor } {
  const even = tf.div(tf.sub(energies, w['energies/mean']), tf.sqrt(tf.add(w['energies/variance'], 1e-4)));
  const [whole, placed] = tf.split(tf.clipByValue(even, -mostEnergy, mostEnergy), Object.values(energyCounts(config)), 1);
  return { whole, placed };
}

/** `x` [B, S, S, C] with mean 0 and deviation 1 in every image and channel; an even image stays even. */
function standardised(x: tf.Tensor): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, [1, 2], true));
  const variance = tf.mean(tf.square(centred), [1, 2], true);
  return tf.div(centred, tf.sqrt(tf.add(variance, 1e-3)));
}

function classify(w: Tensors, config: NetworkConfig, h: tf.Tensor2D): tf.Tensor2D | null {
  return config.classes > 0 ? (tf.sub(dense(w, 'pi', h), w['pi/offset']) as tf.Tensor2D) : null;
}

/**
 * The decoder: logits of the pixels [B, S, S, C] (`sigmoid` gives the image) from `z` [B, L] and
 * the class `c` [B, K], null without classes.
 */
export function decode(w: Tensors, config: NetworkConfig, z: tf.Tensor, c: tf.Tensor | null): tf.Tensor4D {
  const batch = z.shape[0];
  const sides = stageSides(config);
  const widths = stageWidths(config);
  const stages = widths.length - 1;
  // concat(z, c) times one matrix, whose class rows are a tensor of their own.
  const fromLatent = dense(w, 'decoder/latent', z as tf.Tensor2D);
  const fromClass = c && tf.matMul(c as tf.Tensor2D, w['decoder/class'] as tf.Tensor2D);
  const input: tf.Tensor = fromClass ? tf.add(fromLatent, fromClass) : fromLatent;
  const deep = tf.relu(dense(w, 'decoder/dense', tf.relu(input) as tf.Tensor2D));
  let y = tf.reshape(deep, [batch, sides[stages], sides[stages], widths[stages]]) as tf.Tensor4D;
  for (let i = stages - 1; i >= 0; i--) {
    const name = `decoder/conv${i}`;
    const shape: [number, number, number, number] = [batch, sides[i], sides[i], widths[i]]; // Exact for odd sides too.
    y = tf.add(tf.conv2dTranspose(y, w[`${name}/kernel`] as tf.Tensor4D, shape, 2, 'same'), w[`${name}/bias`]) as tf.Tensor4D;
    if (i > 0) y = tf.relu(y);
  }
  return y;
}

/** z = mu + exp(logvar / 2) * eps (Kingma & Welling 2014), all [B, L]. */
export function sampleLatent(mu: tf.Tensor, logvar: tf.Tensor, eps: tf.Tensor): tf.Tensor {
  return tf.add(mu, tf.mul(tf.exp(tf.mul(logvar, 0.5)), eps));
}

/**
 * Where the prior of z lies for the classes `c` [B, K]: means [B, L] of p(z|c) = N(mean of c, I). With
 * one prior for all, z alone would carry the class, and the decoder would not listen to `c`.
 */
export function priorMean(w: Tensors, c: tf.Tensor): tf.Tensor2D {
  return tf.mul(tf.matMul(c as tf.Tensor2D, w['prior/mean'] as tf.Tensor2D), priorGain) as tf.Tensor2D;
}

/** The same of the class at place `k` alone [L], outside of a program. */
export function priorMeanOf(weights: HostTensors, k: number): Float32Array {
  const { data, shape: [, latent] } = weights['prior/mean'];
  return Float32Array.from(data.subarray(k * latent, (k + 1) * latent), value => priorGain * value);
}

/** The softmax of logits [B, K]. */
export function classProbabilities(logits: tf.Tensor2D): tf.Tensor2D {
  return tf.softmax(logits);
}

function dense(w: Tensors, name: string, x: tf.Tensor2D): tf.Tensor2D {
  return tf.add(times(w, `${name}/kernel`, x), w[`${name}/bias`]);
}

function times(w: Tensors, name: string, x: tf.Tensor): tf.Tensor2D {
  return tf.matMul(x as tf.Tensor2D, w[name] as tf.Tensor2D);
}

function zeros(shape: number[]): HostTensor {
  return filled(shape, 0);
}

function normal(shape: number[], deviation: number, random: Random): HostTensor {
  const tensor = zeros(shape);
  for (let i = 0; i < tensor.data.length; i++) tensor.data[i] = random.normal() * deviation;
  return tensor;
}
