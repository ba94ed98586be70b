/** Runs programs operation by operation on tfjs's own CPU backend. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { type HostTensor, type HostTensors, type ProgramSpec, type Tensors } from '../../../src/shared/program';

export interface EagerProgram {
  run(inputs: HostTensors): HostTensors;
  state(): HostTensors;
}

export function eager(spec: ProgramSpec): EagerProgram {
  let state = spec.state ?? {};
  return {
    run(inputs) {
      const all = tf.tidy(() => {
        const { outputs, state: next } = spec.body({ inputs: upload(inputs), constants: upload(spec.constants ?? {}), state: upload(state) });
        return { outputs, next: next ?? {} };
      });
      const results = download(all.outputs);
      state = download(all.next);
      tf.dispose([all.outputs, all.next] as unknown as tf.TensorContainer);
      return results;
    },
    state: () => state,
  };
}

export function upload(tensors: HostTensors): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, { data, shape, dtype }]) => [name, tf.tensor(data, [...shape], dtype)]));
}

export function download(tensors: Tensors): HostTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, t]) => [name, { shape: t.shape, dtype: t.dtype, data: t.dataSync().slice() } as HostTensor]));
}

export function floats(shape: number[], value: number | ((i: number) => number)): HostTensor {
  const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
  for (let i = 0; i < data.length; i++) data[i] = typeof value === 'number' ? value : value(i);
  return { shape, dtype: 'float32', data };
}
