/** Run by softwareGpu.test.ts: trains a small layer on the GPU and on the CPU, and prints what became of it. */
import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../src/engine/openEngine';
import { type HostTensor, type ProgramSpec } from '../../../src/shared/program';
import { Random } from '../../../src/shared/random';

const random = new Random(1);
const tensor = (...shape: number[]): HostTensor => ({ shape, dtype: 'float32', data: new Float32Array(shape.reduce((a, b) => a * b, 1)).map(() => random.normal()) });

const step: ProgramSpec = {
  name: 'least squares',
  heavy: true,
  inputs: { x: { shape: [8, 5], dtype: 'float32' }, y: { shape: [8, 3], dtype: 'float32' } },
  state: { w: tensor(5, 3) },
  body: ({ inputs: { x, y }, state }) => {
    const { value, grads } = tf.valueAndGrads((w: tf.Tensor) => tf.mean(tf.squaredDifference(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), y)) as tf.Scalar)([state.w]);
    return { outputs: { loss: value }, state: { w: tf.sub(state.w, tf.mul(grads[0], 0.1)) } };
  },
};
const inputs = { x: tensor(8, 5), y: tensor(8, 3) };

async function train(device: 'gpu' | 'cpu', log: (line: string) => void): Promise<{ losses: number[]; weights: number[] }> {
  const { engine } = await openEngine('onnxruntime', { threads: 1, device, log: line => { if (line.startsWith('Device')) log(line); } });
  const program = await engine.compile(step);
  const losses: number[] = [];
  for (let i = 0; i < 4; i++) {
    losses.push((await program.run(inputs)).loss.data[0]);
    // Reading it must not disturb what follows.
    if (i === 1) await program.state();
  }
  const { w } = await program.state();
  await program.dispose();
  return { losses, weights: [...w.data] };
}

async function main(): Promise<void> {
  const lines: string[] = [];
  const gpu = await train('gpu', line => lines.push(line));
  const cpu = await train('cpu', () => undefined);
  process.stdout.write(`${JSON.stringify({ lines, losses: { gpu: gpu.losses, cpu: cpu.losses }, weights: { gpu: gpu.weights, cpu: cpu.weights } })}\n`);
}

void main();
