/** What the native and the WebAssembly build of ONNX Runtime have in common. */
import { type InferenceSession, type Tensor } from 'onnxruntime-common';

export interface Runtime {
  /** Loads an ONNX file. */
  create(model: Uint8Array): Promise<InferenceSession>;
  readonly Tensor: typeof Tensor;
  /** Whether `run` writes into tensors that it is given; otherwise it returns new ones. */
  readonly writesInPlace: boolean;
}
