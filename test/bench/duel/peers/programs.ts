/** An engine of Winnow's own as a contender: its training step and its scoring program. */
import * as tf from '@tensorflow/tfjs-core';
import { type Engine, type Program } from '../../../../src/engine/engine';
import { scoringProgram } from '../../../../src/model/inference';
import { isLearned, trainingState } from '../../../../src/model/state';
import { trainingProgram } from '../../../../src/model/trainingStep';
import { type HostTensors, type ProgramSpec } from '../../../../src/shared/program';
import { sum } from '../../quality/measures';
import { type Contender, type Contest } from './contender';

/** Programs are compiled when they are first asked for. */
export function contenderOf(name: string, version: string, threads: number, engine: Engine, { config, weights, batch, inputs }: Contest): Contender {
  const compiled = new Map<string, Promise<Program>>();
  const program = (key: string, spec: () => ProgramSpec): Promise<Program> => {
    const known = compiled.get(key) ?? engine.compile(spec());
    compiled.set(key, known);
    return known;
  };
  return {
    name, version, threads,
    parameters: Object.entries(weights).reduce((sum, [key, { data }]) => sum + (isLearned(key) ? data.length : 0), 0),
    async train(steps) {
      const step = await program('train', () => trainingProgram(config, trainingState(config, weights), batch));
      const { ms, results } = await timed(steps, () => step.run(inputs));
      return { ms, totals: results.map(({ total }) => total.data[0]) };
    },
    async score(times) {
      const scoring = await program('score', () => scoringProgram(config, weights, batch));
      const { ms, results } = await timed(times, () => scoring.run({ image: inputs.image }));
      return { ms, sums: Object.fromEntries(Object.entries(results.at(-1)!).map(([key, { data }]) => [key, sum(data)])) };
    },
    async multiply(side, times) {
      const product = await program(`multiply ${side}`, () => productOf(side));
      const data = Float32Array.from({ length: side * side }, (_, i) => (i % 7) / 7);
      return (await timed(times, () => product.run({ a: { shape: [side, side], dtype: 'float32', data }, b: { shape: [side, side], dtype: 'float32', data } }))).ms;
    },
    async dispose() {
      for (const each of compiled.values()) await (await each).dispose();
    },
  };
}

/** A product of two square matrices. */
function productOf(side: number): ProgramSpec {
  const matrix = { shape: [side, side], dtype: 'float32' } as const;
  return {
    name: `product of two matrices (${side})`,
    inputs: { a: matrix, b: matrix },
    body: ({ inputs: { a, b } }) => ({ outputs: { product: tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D) } }),
  };
}

async function timed(times: number, work: () => Promise<HostTensors>): Promise<{ ms: number[]; results: HostTensors[] }> {
  const ms: number[] = [];
  const results: HostTensors[] = [];
  for (let i = 0; i < times; i++) {
    const before = performance.now();
    results.push(await work());
    ms.push(performance.now() - before);
  }
  return { ms, results };
}
