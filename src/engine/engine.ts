/** What runs a program written in TensorFlow.js operations: one interface, several engines. */
import { type HostTensors, type ProgramSpec } from '../shared/program';

export interface Program {
  /** Runs one step. Rejects with the name of the program when an input is missing or has another shape. */
  run(inputs: HostTensors): Promise<HostTensors>;
  /** A copy of the present state, wherever that is kept. */
  state(): Promise<HostTensors>;
  dispose(): Promise<void>;
}

export interface Engine {
  readonly name: 'onnxruntime' | 'tensorflow' | 'wasm';
  /** Version and threads, for a person. */
  readonly detail: string;
  compile(spec: ProgramSpec): Promise<Program>;
}
