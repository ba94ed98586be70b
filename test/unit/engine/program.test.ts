import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Engine, type Program } from '../../../src/engine/engine';
import { openWasm } from '../../../src/engine/onnxruntime/wasm';
import { EagerProgram } from '../../../src/engine/tensorflow/eagerProgram';
import { trace } from '../../../src/engine/trace/trace';
import { type HostTensor, type ProgramSpec } from '../../../src/shared/program';
import { nativeEngine, runOnce } from './compare';

const vector = (...values: number[]): HostTensor => ({ shape: [values.length], dtype: 'float32', data: Float32Array.from(values) });

/** total += x * scale, and the number of steps. */
const accumulator: ProgramSpec = {
  name: 'accumulator',
  inputs: { x: { shape: [2], dtype: 'float32' } },
  constants: { scale: vector(10, 100) },
  state: { total: vector(1, 2), steps: { shape: [], dtype: 'int32', data: Int32Array.of(0) } },
  body: ({ inputs, constants, state }) => {
    const total = tf.add(state.total, tf.mul(inputs.x, constants.scale));
    return { outputs: { total, sum: tf.sum(total), unchanged: inputs.x }, state: { total, steps: tf.add(state.steps, tf.scalar(1, 'int32')) } };
  },
};

function withBody(body: (x: tf.Tensor) => tf.Tensor): ProgramSpec {
  return { name: 'odd one', inputs: { x: { shape: [2], dtype: 'float32' } }, body: ({ inputs }) => ({ outputs: { y: body(inputs.x) } }) };
}

const engines: Record<string, () => Promise<Engine>> = {
  native: nativeEngine,
  wasm: openWasm,
  eager: () => Promise.resolve({ name: 'tensorflow', detail: '', compile: spec => Promise.resolve(new EagerProgram(spec, 'cpu')) }),
};

for (const [name, open] of Object.entries(engines)) {
  describe(`a program on the ${name} engine`, () => {
    let program: Program;
    beforeAll(async () => {
      program = await (await open()).compile(accumulator);
    });

    it('carries its state from step to step', async () => {
      const first = await program.run({ x: vector(1, 1) });
      expect([...first.total.data]).toEqual([11, 102]);
      const later = await Promise.all([program.run({ x: vector(0, 1) }), program.run({ x: vector(2, 0) })]);
      expect(later.map(({ sum }) => sum.data[0])).toEqual([213, 233]);
      expect([...later[0].unchanged.data]).toEqual([0, 1]);
      expect([...(await program.state()).total.data]).toEqual([31, 202]);
      expect((await program.state()).steps).toEqual({ shape: [], dtype: 'int32', data: Int32Array.of(3) });
      expect([...first.total.data]).toEqual([11, 102]);
    });

    it('gives copies of its state, and leaves its first values alone', async () => {
      const before = await program.state();
      await program.run({ x: vector(5, 5) });
      await program.run({ x: vector(5, 5) });
      expect([...before.total.data]).toEqual([31, 202]);
      expect([...accumulator.state!.total.data]).toEqual([1, 2]);
    });

    it('names the program and the input that is missing, misshapen or unknown, and goes on', async () => {
      await expect(program.run({})).rejects.toThrow(/accumulator.*"x"/);
      await expect(program.run({ x: vector(1, 2, 3) })).rejects.toThrow(/accumulator.*"x".*\[2\].*\[3\]/);
      await expect(program.run({ x: { shape: [2], dtype: 'int32', data: Int32Array.of(1, 2) } })).rejects.toThrow(/"x".*float32.*int32/);
      await expect(program.run({ x: { shape: [2], dtype: 'float32', data: Float32Array.of(1) } })).rejects.toThrow(/"x"/);
      await expect(program.run({ x: vector(1, 2), y: vector(1) })).rejects.toThrow(/accumulator.*"y"/);
      await expect(program.run({ x: vector(1, 2) })).resolves.toBeDefined();
      await program.dispose();
    });
  });
}

describe('tracing', () => {
  it('names the tensors of the model as the program does, so that its file can be handed on', () => {
    const { inputs, outputs } = trace(withBody(x => tf.neg(x)));
    expect(inputs).toEqual({ x: 'x' });
    expect(outputs).toEqual({ y: { name: 'y', shape: [2], dtype: 'float32' } });
  });
  it('takes outputs that are constants, inputs or one another, and inputs without use', async () => {
    const spec: ProgramSpec = {
      name: 'plain', inputs: { x: { shape: [2], dtype: 'float32' }, unused: { shape: [], dtype: 'int32' } },
      body: ({ inputs: { x } }) => { const y = tf.square(x); return { outputs: { x, y, again: y, same: tf.clone(y), one: tf.scalar(1), many: tf.ones([3]) } }; },
    };
    const outputs = await runOnce(spec, { x: vector(2, 3), unused: { shape: [], dtype: 'int32', data: Int32Array.of(1) } });
    expect(Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, [...data]]))).toEqual({ x: [2, 3], y: [4, 9], again: [4, 9], same: [4, 9], one: [1], many: [1, 1, 1] });
  });
  it('names an operation without a traced kernel', () => {
    expect(() => trace(withBody(x => tf.atan2(x, x)))).toThrow(/odd one.*Atan2/);
  });
  it('refuses to read the values of a traced tensor', () => {
    expect(() => trace(withBody(x => tf.tensor(x.dataSync())))).toThrow(/odd one.*dataSync/);
  });
  it('refuses a tensor made outside the body', async () => {
    await tf.setBackend('cpu');
    const outside = tf.tensor1d([1, 2]);
    expect(() => trace(withBody(x => tf.add(x, outside)))).toThrow(/odd one.*\[2\].*outside/);
    expect([...outside.dataSync()]).toEqual([1, 2]);
  });
  it('refuses a state that comes back missing, unknown or with another shape', () => {
    const withState = (state: (x: tf.Tensor) => Record<string, tf.Tensor>): ProgramSpec => ({
      name: 'odd state', inputs: {}, state: { a: vector(1, 2) }, body: ({ state: before }) => ({ outputs: {}, state: state(before.a) }),
    });
    expect(() => trace(withState(() => ({})))).toThrow(/odd state.*"a"/);
    expect(() => trace(withState(a => ({ a, b: a })))).toThrow(/odd state.*"b"/);
    expect(() => trace(withState(a => ({ a: tf.sum(a) })))).toThrow(/odd state.*"a".*\[2\]/);
  });
  it('leaves the tfjs backend and its tensors as they were, also after an error', async () => {
    await tf.setBackend('cpu');
    const before = tf.memory().numTensors;
    trace(accumulator);
    expect(() => trace(withBody(() => { throw new Error('broken'); }))).toThrow(/odd one.*broken/);
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.memory().numTensors).toBe(before);
    expect([...tf.add([1], [2]).dataSync()]).toEqual([3]);
  });
  it('refuses to trace inside the body of another program', () => {
    expect(() => trace(withBody(x => { trace(accumulator); return tf.neg(x); }))).toThrow(/odd one.*accumulator.*inside/);
    expect(() => trace(accumulator)).not.toThrow();
  });
});
