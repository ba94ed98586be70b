/** How much arithmetic the network is, counted from its layers as they are written, whatever an engine makes of them. */
import { type NetworkConfig, stageSides } from '../../../src/model/config';
import { type HostTensors } from '../../../src/shared/program';

/** Multiplications of one image through the encoder (with `pi` and the filter bank's convolutions left out) and the decoder. */
function forward(config: NetworkConfig, weights: HostTensors): { trunk: number; heads: number; decoder: number; first: number } {
  const sides = stageSides(config);
  const cost = (name: string): number => {
    const { shape } = weights[name];
    const stage = /conv(\d)\/kernel$/.exec(name);
    // A transposed convolution does at every input pixel what the convolution would do at every output pixel.
    return shape.reduce((a, b) => a * b, 1) * (stage ? sides[Number(stage[1]) + 1] ** 2 : 1);
  };
  const sum = (...parts: RegExp[]): number => Object.keys(weights)
    .filter(name => weights[name].shape.length > 1 && parts.some(part => part.test(name)))
    .reduce((total, name) => total + cost(name), 0);
  return {
    trunk: sum(/^encoder\//),
    heads: sum(/^(mu|logvar|pi)\//),
    decoder: sum(/^(decoder|prior)\//),
    first: cost('encoder/conv0/kernel'),
  };
}

/**
 * Floating-point operations of an image in training: weak view through all of it, strong view through the
 * encoder, and twice as much again for the gradients by inputs and by weights (of pixels none is taken).
 * The filter bank, sums, activations and the optimiser are not counted.
 */
export function trainingOperations(config: NetworkConfig, weights: HostTensors): number {
  const { trunk, heads, decoder, first } = forward(config, weights);
  return 2 * (3 * (2 * trunk + heads + decoder) - 2 * first);
}

/** The same of an image in scoring: once through encoder and decoder. */
export function scoringOperations(config: NetworkConfig, weights: HostTensors): number {
  const { trunk, heads, decoder } = forward(config, weights);
  return 2 * (trunk + heads + decoder);
}
