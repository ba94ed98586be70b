/** A program written in TensorFlow.js operations, and the tensors that go in and out of it. */
import { type Tensor } from '@tensorflow/tfjs-core';

export type Dtype = 'float32' | 'int32' | 'bool';

/** A tensor outside any engine; `data` is row-major (bool as 0 / 1 bytes). */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  readonly data: Float32Array | Int32Array | Uint8Array;
}

export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
}

export type HostTensors = Record<string, HostTensor>;
export type Tensors = Record<string, Tensor>;

/**
 * A function of tensors with fixed shapes. `body` runs once when it is traced, or at every call
 * when an engine is eager: it must be pure and depend on nothing but its arguments.
 */
export interface ProgramSpec {
  /** Appears in errors and profiles. */
  readonly name: string;
  /** One call is so much arithmetic that an accelerator may be worth the way to it and back. */
  readonly heavy?: boolean;
  readonly inputs: Record<string, TensorSpec>;
  /** Values that never change (baked into the graph), such as the weights of an inference program. */
  readonly constants?: HostTensors;
  /** First value of what is carried from one call to the next, such as weights and moments in training. */
  readonly state?: HostTensors;
  body(tensors: { inputs: Tensors; constants: Tensors; state: Tensors }): {
    readonly outputs: Tensors;
    /** New value of every state tensor, same names, shapes and dtypes; left out when there is no state. */
    readonly state?: Tensors;
  };
}
