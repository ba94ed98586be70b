/** Shrink and perturb (Ash & Adams 2020): keeps what was learned and gives back the ability to learn. */
import { type HostTensors } from '../shared/program';
import { type NetworkConfig } from './config';
import { initialWeights } from './network';
import { trainingState, weightsOf } from './state';

export interface WarmStartOptions {
  /** Share of every head weight that remains, 0-1; 1 with `perturb` 0 leaves the weights alone. */
  readonly shrink: number;
  /** Scale of the fresh random weights that are added to the heads. */
  readonly perturb: number;
  /** Takes the same to the trunk and the decoder, not only to the heads. */
  readonly everywhere: boolean;
}

export const defaultWarmStart: WarmStartOptions = { shrink: 0.6, perturb: 0.1, everywhere: false };

/** A state that starts again from the raw weights of `state` with shrunk and perturbed heads and a fresh optimiser. */
export function warmStart(config: NetworkConfig, state: HostTensors, seed: number, options: WarmStartOptions = defaultWarmStart): HostTensors {
  const fresh = initialWeights(config, seed);
  const weights: HostTensors = {};
  for (const [name, weight] of Object.entries(weightsOf(state, 'raw'))) {
    const touched = name !== 'pi/offset' && (options.everywhere || /^(pi|mu|logvar)\//.test(name));
    const data = Float32Array.from(weight.data, (value, i) => (touched ? options.shrink * value + options.perturb * fresh[name].data[i] : value));
    weights[name] = { ...weight, data };
  }
  const next = trainingState(config, weights);
  return state.classMean ? { ...next, classMean: state.classMean } : next;
}
