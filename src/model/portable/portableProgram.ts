/** A trained model as one program: from an image alone to class probabilities, anomaly score and reconstruction. */
import * as tf from '@tensorflow/tfjs-core';
import { deviationsToQuarter } from '../../shared/anomalyScale';
import { type HostTensor, type HostTensors, type ProgramSpec, type Tensors } from '../../shared/program';
import { type Calibration } from '../calibration';
import { type NetworkConfig } from '../config';
import { look } from '../inference';
import { classProbabilities } from '../network';
import { distanceFloor, doubtFloor, errorFloor } from '../scores';
import { mostAlike, usual } from '../scoring/likeness';
import { highestScore, lowestScore, type RobustScale } from '../scoring/robust';
import { farthest, type Scale } from '../scoring/tables';
import { withPrefix } from '../state';
import { type Bank, type PortableScore } from './portableScore';

/** What the program is made of. */
export interface PortableModel {
  readonly config: NetworkConfig;
  readonly weights: HostTensors;
  /** The classification layer in force, `kernel` [H, K] and `bias` [K], which may be newer than the network; null without classes. */
  readonly head: { readonly kernel: HostTensor; readonly bias: HostTensor } | null;
  readonly calibration: Calibration;
  readonly score: PortableScore;
}

/**
 * A squared distance below this share of the squared length is one of an image to itself (other decoders and
 * resizers reach 0.003, the nearest other images begin at 0.025), which is no
 * neighbour: so that an image of the folder has the score that it has there.
 */
const itself = 1e-2;
/** Deviations below any place of an image. */
const farAway = 1e6;

/**
 * Input `image` [B, S, S, C] 0-1. Outputs: `probabilities` [B, K], calibrated (absent without classes);
 * `anomaly` [B] 0-1, 0.5 is the threshold; `reconstruction` [B, S, S, C] 0-1, decoded from `mu` and the
 * class that is most probable for the network.
 */
export function portableProgram(model: PortableModel, batch: number): ProgramSpec {
  const { config, head, score } = model;
  const { size, channels } = config;
  return {
    name: 'winnow',
    inputs: { image: { shape: [batch, size, size, channels], dtype: 'float32' } },
    constants: { ...withPrefix('network', model.weights), ...(head && withPrefix('head', { kernel: head.kernel, bias: head.bias })), ...bankTensors(score) },
    body({ inputs: { image }, constants }) {
      const weights = Object.fromEntries(Object.keys(model.weights).map(name => [name, constants[`network/${name}`]]));
      const { outputs: seen, reconstructed, error } = look(config, weights, image);
      const pi = head && calibratedProbabilities(tf.add(tf.matMul(seen.features as tf.Tensor2D, constants['head/kernel'] as tf.Tensor2D), constants['head/bias']), model.calibration);
      const anomaly = anomalyOf(score, constants, { pi, error: tf.mean(error, [1, 2, 3]), mu: seen.mu as tf.Tensor2D, energies: seen.energies as tf.Tensor2D });
      return { outputs: { ...(pi && { probabilities: pi }), anomaly, reconstruction: reconstructed } };
    },
  };
}

/** `calibrated` of logits [B, K]. */
function calibratedProbabilities(logits: tf.Tensor, { temperature, uniform }: Calibration): tf.Tensor2D {
  const own = classProbabilities(tf.div(logits, temperature) as tf.Tensor2D);
  return tf.add(tf.mul(own, 1 - uniform), uniform / own.shape[1]) as tf.Tensor2D;
}

interface Seen {
  readonly pi: tf.Tensor2D | null;
  /** Of the reconstruction [B]. */
  readonly error: tf.Tensor;
  readonly mu: tf.Tensor2D;
  readonly energies: tf.Tensor2D;
}

/** The score [B] that `scores.ts` gives an image: the same measures on the same scales. */
function anomalyOf(score: PortableScore, constants: Tensors, { pi, error, mu, energies }: Seen): tf.Tensor {
  const { scales, shares, weights, around, defect } = score;
  const best = pi && tf.cast(tf.equal(tf.expandDims(tf.argMax(pi, 1), 1), tf.tensor2d([...defect.keys()], [1, defect.length], 'int32')), 'float32'); // [B, K]
  /** The entry of each image's class [B] of one for every class [K], or the only one. */
  const ofClass = (values: ArrayLike<number>): tf.Tensor => (best ? tf.sum(tf.mul(best, tf.tensor2d(Array.from(values), [1, values.length])), 1) : tf.scalar(values[0]));
  const robust = (value: tf.Tensor, scale: RobustScale | null): tf.Tensor =>
    (scale ? tf.clipByValue(tf.div(tf.sub(value, ofClass(scale.middle)), ofClass(scale.width)), lowestScore, highestScore) : tf.zerosLike(value));
  const sparseness = (distance: tf.Tensor, scale: RobustScale | null): tf.Tensor => robust(tf.log(tf.add(distance, distanceFloor)), scale);
  const told = tf.slice(energies, [0, 0], [energies.shape[0], score.telling]) as tf.Tensor2D;
  const surroundings = (measure: 'whitened' | 'standardised'): tf.Tensor => {
    const distances = around[measure].map((bank, g) => meanDistance(told, bank, constants, `${measure}/${g}`));
    if (distances.length === 1) return distances[0];
    return tf.addN(distances.map((distance, g) => tf.mul(distance, ofClass(score.bankOf.map(own => Number(own === g))))));
  };

  const unsigned = robust(tf.log(tf.add(error, errorFloor)), scales.reconstruction);
  const parts = [
    tf.mul(tf.add(tf.relu(unsigned), tf.div(tf.relu(tf.neg(unsigned)), 2)), weights.reconstruction),
    tf.mul(sparseness(meanDistance(mu, score.latent, constants, 'latent'), scales.latent), weights.latent),
    tf.mul(sparseness(surroundings('whitened'), scales.whitened), weights.neighbours * shares.whitened),
  ];
  if (scales.standardised) parts.push(tf.mul(sparseness(surroundings('standardised'), scales.standardised), weights.neighbours * shares.standardised));
  if (pi && scales.classification) {
    const normal = tf.max(tf.mul(pi, tf.tensor2d(Array.from(defect, is => 1 - is), [1, defect.length])), 1);
    parts.push(tf.mul(robust(tf.log(tf.add(tf.sub(1, normal), doubtFloor)), scales.classification), weights.classification));
  }
  if (score.likeness) {
    const even = clipped(told, score.likeness.scale);
    for (const { axis, middle, spread, weight, share } of score.likeness.directions) {
      const place = tf.div(tf.sub(tf.sum(tf.mul(even, tf.tensor2d(Array.from(axis), [1, axis.length])), 1), middle), spread);
      parts.push(tf.mul(tf.clipByValue(tf.sub(place, usual), 0, mostAlike), weights.likeness * share * weight));
    }
  }

  const place = tf.div(tf.sub(tf.addN(parts), score.middle), score.deviation);
  if (!pi || !best || !defect.includes(1)) return scoreOf(place, score.threshold);
  const isDefect = ofClass(defect);
  return scoreOf(tf.maximum(place, tf.add(tf.mul(isDefect, suspectedPlace(tf.max(pi, 1), score.automatic)), tf.mul(tf.sub(1, isDefect), -farAway))), score.threshold);
}

/** `scoreAt` of places [B]. */
function scoreOf(place: tf.Tensor, threshold: number): tf.Tensor {
  const distance = tf.div(tf.sub(place, threshold), deviationsToQuarter);
  return tf.add(tf.div(tf.mul(distance, 0.5), tf.add(tf.abs(distance), 1)), 0.5);
}

/** `placeOf` the score 0.5 + p / 4 of images whose most probable class is one of defects, with probability p [B]. */
function suspectedPlace(probability: tf.Tensor, automatic: number): tf.Tensor {
  const u = tf.div(probability, 2);
  return tf.add(tf.div(tf.mul(u, deviationsToQuarter), tf.sub(1, u)), automatic);
}

/** Mean distance [B] of `points` [B, W] to the nearest of a bank, which an image may be in itself. */
function meanDistance(points: tf.Tensor2D, { points: { shape: [count] }, k, scale, matrix }: Bank, constants: Tensors, name: string): tf.Tensor {
  const even = scale ? clipped(points, scale) : points;
  const own = (matrix ? tf.matMul(even as tf.Tensor2D, constants[`${name}/matrix`] as tf.Tensor2D) : even) as tf.Tensor2D;
  const bank = constants[`${name}/points`] as tf.Tensor2D;
  const lengths = tf.add(tf.sum(tf.square(own), 1, true), tf.reshape(constants[`${name}/squares`], [1, count]));
  const squared = tf.relu(tf.sub(lengths, tf.mul(tf.matMul(own, bank, false, true), 2))); // [B, M]
  const most = Math.min(k + 1, count);
  const squares = tf.neg(tf.topk(tf.neg(squared), most).values);
  const distances = tf.sqrt(tf.relu(squares));
  const end = (at: number, of: tf.Tensor): tf.Tensor => tf.reshape(tf.slice(of, [0, at], [of.shape[0] ?? 1, 1]), [of.shape[0] ?? 1]);
  const isIn = tf.cast(tf.less(end(0, squares), tf.mul(tf.sum(tf.square(own), 1), itself)), 'float32');
  const left = tf.sub(tf.sum(distances, 1), tf.mul(isIn, end(0, distances)));
  if (most <= k) return tf.div(left, tf.maximum(tf.sub(most, isIn), 1));
  return tf.div(tf.sub(left, tf.mul(tf.sub(1, isIn), end(most - 1, distances))), k);
}

/** `points` [B, W] in deviations, as `clippedScores` has them. */
function clipped(points: tf.Tensor, { mean, factor }: Scale): tf.Tensor {
  const unit = Math.sqrt(mean.length);
  const row = (values: Float64Array): tf.Tensor => tf.tensor2d(Array.from(values), [1, values.length]);
  return tf.clipByValue(tf.mul(tf.sub(points, row(mean)), row(factor.map(value => value * unit))), -farthest, farthest);
}

function bankTensors({ latent, around }: PortableScore): HostTensors {
  const named: [string, Bank][] = [['latent', latent], ...Object.entries(around).flatMap(([measure, banks]) => banks.map((bank, g): [string, Bank] => [`${measure}/${g}`, bank]))];
  return Object.assign({}, ...named.map(([name, { points, matrix }]) => withPrefix(name, { points, squares: squaresOf(points), ...(matrix && { matrix }) }))) as HostTensors;
}

/** Squared lengths of the rows [M] of a table [M, W]. */
function squaresOf({ data, shape: [count, width] }: HostTensor): HostTensor {
  const squares = new Float32Array(count);
  data.forEach((value, at) => { squares[Math.floor(at / width)] += value * value; });
  return { shape: [count], dtype: 'float32', data: squares };
}
