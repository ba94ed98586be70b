/** What training carries from step to step: `weights/…`, Adam's `first/…` and `second/…` moments, `average/…` weights, `step`, `classMean`. */
import { type HostTensor, type HostTensors } from '../shared/program';
import { type NetworkConfig } from './config';

/** State of a training that starts from `weights` with a fresh optimiser; the weights are copied. */
export function trainingState(config: NetworkConfig, weights: HostTensors): HostTensors {
  const state: HostTensors = { step: filled([], 0) };
  if (config.classes > 0) state.classMean = filled([config.classes], 1 / config.classes);
  for (const [name, weight] of Object.entries(weights)) {
    state[`weights/${name}`] = copy(weight);
    state[`average/${name}`] = copy(weight);
    if (!isLearned(name)) continue;
    state[`first/${name}`] = filled(weight.shape, 0);
    state[`second/${name}`] = filled(weight.shape, 0);
  }
  return state;
}

/** The weights in a state: the averaged ones for inference, the raw ones to go on from. */
export function weightsOf(state: HostTensors, which: 'average' | 'raw' = 'average'): HostTensors {
  return group(state, which === 'average' ? 'average' : 'weights');
}

/** Whether training changes a weight by its gradient. */
export function isLearned(name: string): boolean {
  return name !== 'pi/offset' && !name.startsWith('energies/');
}

/** The entries whose name starts with `prefix/`, without it. */
export function group<T>(all: Record<string, T>, prefix: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith(`${prefix}/`)).map(([name, value]) => [name.slice(prefix.length + 1), value]));
}

/** The entries with `prefix/` before their names. */
export function withPrefix<T>(prefix: string, all: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`${prefix}/${name}`, value]));
}

/** A float tensor of one value. */
export function filled(shape: readonly number[], value: number): HostTensor {
  return { shape, dtype: 'float32', data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value) };
}

/** A copy that shares no memory. */
export function copy(tensor: HostTensor): HostTensor {
  return { ...tensor, data: tensor.data.slice() };
}
