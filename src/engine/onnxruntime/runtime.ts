/** What the builds of ONNX Runtime, and its execution providers, have in common. */
import { type InferenceSession, type Tensor } from 'onnxruntime-common';

export interface Runtime {
  /** Loads an ONNX file; the outputs named in `onDevice` stay on the device where {@link keepsOnDevice}. */
  create(model: Uint8Array, onDevice: readonly string[]): Promise<InferenceSession>;
  readonly Tensor: typeof Tensor;
  /** Whether `run` writes into tensors that it is given; otherwise it returns new ones. */
  readonly writesInPlace: boolean;
  /** Whether tensors can stay in the device's memory from one run to the next. */
  readonly keepsOnDevice: boolean;
}
