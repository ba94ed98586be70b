/** Programs that use trained weights: what the model sees in an image, and new images. */
import * as tf from '@tensorflow/tfjs-core';
import { type HostTensors, type ProgramSpec, type Tensors } from '../shared/program';
import { type NetworkConfig } from './config';
import { filterEnergies } from './filterBank';
import { classProbabilities, decode, encode, type Encoding } from './network';

/**
 * Everything the scores need of `batch` images. Input `image` [B, S, S, C] 0-1. Outputs: `features`
 * [B, H]; `energies` [B, W + P] of the filter bank; `mu` [B, L]; `probabilities`
 * [B, K] (absent without classes); `reconstruction` [B], mean squared error of a pixel when decoded
 * from `mu` and the most probable class.
 */
export function scoringProgram(config: NetworkConfig, weights: HostTensors, batch: number): ProgramSpec {
  return {
    name: `scoring (${config.size} px, ${config.classes} classes, batch ${batch})`,
    heavy: true,
    inputs: { image: { shape: [batch, config.size, config.size, config.channels], dtype: 'float32' } },
    constants: weights,
    body({ inputs: { image }, constants }) {
      const { outputs, error } = look(config, constants, image);
      return { outputs: { ...outputs, reconstruction: tf.mean(error, [1, 2, 3]) } };
    },
  };
}

/** The same for one image, and `reconstructed` [1, S, S, C] 0-1 and `error` [1, S, S], squared and averaged over the channels. */
export function explainProgram(config: NetworkConfig, weights: HostTensors): ProgramSpec {
  return {
    name: `explanation (${config.size} px, ${config.classes} classes)`,
    inputs: { image: { shape: [1, config.size, config.size, config.channels], dtype: 'float32' } },
    constants: weights,
    body({ inputs: { image }, constants }) {
      const { outputs, reconstructed, error } = look(config, constants, image);
      return { outputs: { ...outputs, reconstruction: tf.mean(error, [1, 2, 3]), reconstructed, error: tf.mean(error, 3) } };
    },
  };
}

/** The filter bank alone: `image` [B, S, S, C] 0-1 -> `energies` [B, W + P]. */
export function energyProgram(config: NetworkConfig, batch: number): ProgramSpec {
  const { size, channels } = config;
  return {
    name: `energies (${size} px, batch ${batch})`,
    inputs: { image: { shape: [batch, size, size, channels], dtype: 'float32' } },
    body: ({ inputs: { image } }) => ({ outputs: { energies: filterEnergies(config, image) } }),
  };
}

/** The decoder as a generator: `z` [B, L], drawn from the prior, and with classes `c` [B, K], one-hot -> `image` [B, S, S, C] 0-1. */
export function generatorProgram(config: NetworkConfig, weights: HostTensors, batch: number): ProgramSpec {
  return {
    name: `generator (${config.size} px, ${config.classes} classes, batch ${batch})`,
    inputs: {
      z: { shape: [batch, config.latent], dtype: 'float32' },
      ...(config.classes > 0 && { c: { shape: [batch, config.classes], dtype: 'float32' as const } }),
    },
    constants: weights,
    body: ({ inputs: { z, c }, constants }) => ({ outputs: { image: tf.sigmoid(decode(constants, config, z, c ?? null)) } }),
  };
}

/** What the network makes of `image`: outputs of the scoring program, the image decoded from `mu` and the most probable class, and its squared error [B, S, S, C]. */
export function look(config: NetworkConfig, w: Tensors, image: tf.Tensor): { outputs: Tensors; reconstructed: tf.Tensor; error: tf.Tensor } {
  const { h, energies, mu, logits }: Encoding = encode(w, config, image);
  const pi = logits && classProbabilities(logits);
  const best = pi && tf.cast(tf.greaterEqual(pi, tf.max(pi, 1, true)), 'float32');
  const reconstructed = tf.sigmoid(decode(w, config, mu, best));
  const outputs: Tensors = { features: h, energies, mu, ...(pi && { probabilities: pi }) };
  return { outputs, reconstructed, error: tf.squaredDifference(reconstructed, image) };
}
