/** What the probe is asked for and answers, over the message channel of its process. */
import { type Accelerator } from '../onnxruntime/provider';
import { type Timing } from './deviceEngine';

export interface ProbeTask {
  readonly provider: Accelerator;
  /** 0: all cores. */
  readonly threads: number;
  /** The bytes of an ONNX file, all float32. */
  readonly model: Uint8Array;
  readonly inputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly state: readonly { readonly from: string; readonly to: string; readonly shape: readonly number[]; readonly data: Float32Array }[];
  readonly outputs: readonly string[];
  /** How long each device is timed, ms. */
  readonly budget: number;
}

export type ProbeAnswer = Timing | { readonly why: string };
