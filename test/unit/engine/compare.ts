/** Runs a function of tensors traced and eagerly on tfjs's CPU backend, with its gradients, and compares. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect } from 'vitest';
import { type Engine } from '../../../src/engine/engine';
import { openNative } from '../../../src/engine/onnxruntime/native';
import { EagerProgram } from '../../../src/engine/tensorflow/eagerProgram';
import { type Dtype, type HostTensor, type HostTensors, type ProgramSpec, type Tensors } from '../../../src/shared/program';
import { Random } from '../../../src/shared/random';

export type Operation = (...tensors: tf.Tensor[]) => tf.Tensor | tf.Tensor[];
/** A shape is a float tensor of normal numbers. */
export type Argument = number[] | HostTensor;

let native: Promise<Engine> | undefined;

/** ONNX Runtime on two threads, opened once. */
export function nativeEngine(): Promise<Engine> {
  return (native ??= openNative(2));
}

export const random = new Random(20260714);

export function normal(shape: readonly number[], scale = 1, offset = 0): HostTensor {
  return filled(shape, () => offset + scale * random.normal());
}

export function positive(shape: readonly number[]): HostTensor {
  return filled(shape, () => random.between(0.2, 3));
}

export function integers(shape: readonly number[], below: number, dtype: Dtype = 'int32'): HostTensor {
  const { data } = filled(shape, () => random.below(below));
  return { shape, dtype, data: dtype === 'int32' ? Int32Array.from(data) : dtype === 'bool' ? Uint8Array.from(data) : data };
}

function filled(shape: readonly number[], next: () => number): HostTensor {
  return { shape, dtype: 'float32', data: Float32Array.from({ length: sizeOf(shape) }, next) };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

export interface Options {
  /** Compare the gradients by the float arguments too (default: true). */
  readonly gradients?: boolean;
  /** Largest difference relative to the larger of 1 and the value. */
  readonly tolerance?: number;
}

/** Expects `operation` and its gradients to be the same traced as on tfjs's CPU backend. */
export async function expectSame(operation: Operation, args: readonly Argument[], { gradients = true, tolerance = 1e-4 }: Options = {}): Promise<void> {
  const inputs = Object.fromEntries(args.map((arg, i) => [`x${i}`, Array.isArray(arg) ? normal(arg) : arg]));
  const spec: ProgramSpec = {
    name: 'operation',
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, { shape, dtype }]) => [name, { shape, dtype }])),
    body: ({ inputs: given }) => ({ outputs: results(operation, Object.values(given), gradients) }),
  };
  expectClose(await runOnce(spec, inputs), await runEagerly(spec, inputs), tolerance);
}

function results(operation: Operation, given: tf.Tensor[], gradients: boolean): Tensors {
  const values = [operation(...given)].flat();
  const outputs: Tensors = Object.fromEntries(values.map((value, i) => [`value${i}`, value]));
  const floats = given.filter(tensor => tensor.dtype === 'float32');
  if (!gradients || !floats.length) return outputs;
  const scalar = (...active: tf.Tensor[]): tf.Scalar => {
    let next = 0;
    const all = given.map(tensor => tensor.dtype === 'float32' ? active[next++] : tensor);
    // Uneven weights, so that no two elements can change places unseen.
    return tf.addN([operation(...all)].flat().map(value => {
      const flat = tf.reshape(tf.cast(value, 'float32'), [-1]);
      return tf.sum(tf.mul(flat, tf.linspace(0.5, 1.5, value.size)));
    })) as tf.Scalar;
  };
  tf.grads(scalar)(floats).forEach((gradient, i) => (outputs[`gradient${i}`] = gradient));
  return outputs;
}

export async function runOnce(spec: ProgramSpec, inputs: HostTensors, engine?: Engine): Promise<HostTensors> {
  const program = await (engine ?? await nativeEngine()).compile(spec);
  try {
    return await program.run(inputs);
  } finally {
    await program.dispose();
  }
}

export async function runEagerly(spec: ProgramSpec, inputs: HostTensors): Promise<HostTensors> {
  const program = new EagerProgram(spec, 'cpu');
  try {
    return await program.run(inputs);
  } finally {
    await program.dispose();
  }
}

export function expectClose(actual: HostTensors, expected: HostTensors, tolerance: number): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, { shape, dtype, data }] of Object.entries(expected)) {
    expect({ name, shape: actual[name].shape, dtype: actual[name].dtype }).toEqual({ name, shape, dtype });
    let worst = 0;
    let at = -1;
    for (let i = 0; i < data.length; i++) {
      const difference = differenceOf(actual[name].data[i], data[i]);
      if (difference > worst) [worst, at] = [difference, i];
    }
    expect(worst, `${name}[${at}] is ${actual[name].data[at]} instead of ${data[at]}`).toBeLessThanOrEqual(tolerance);
  }
}

function differenceOf(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  const difference = Math.abs(a - b) / Math.max(1, Math.abs(b));
  return Number.isNaN(difference) ? Infinity : difference;
}
