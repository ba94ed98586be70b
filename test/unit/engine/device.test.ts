import * as tf from '@tensorflow/tfjs-core';
import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, test } from 'vitest';
import { type Candidate, DeviceEngine, type Timing } from '../../../src/engine/device/deviceEngine';
import { answerOf, timeInProcess } from '../../../src/engine/device/timing';
import { type Engine, type Program } from '../../../src/engine/engine';
import { openEngine } from '../../../src/engine/openEngine';
import { type HostTensors, type ProgramSpec } from '../../../src/shared/program';
import { openOptions, Recorder } from '../trainer/helpers/recorder';
import { draw, remove, temporary } from '../trainer/helpers/folder';
import { Session } from '../../../src/trainer/session';
import { nativeEngine } from './compare';

/** total += x, which is what a training step is to an engine. */
const step: ProgramSpec = {
  name: 'step',
  heavy: true,
  inputs: { x: { shape: [2], dtype: 'float32' } },
  state: { total: { shape: [2], dtype: 'float32', data: Float32Array.of(1, 2) } },
  body: ({ inputs, state }) => {
    const total = tf.add(state.total, inputs.x);
    return { outputs: { sum: tf.sum(total) }, state: { total } };
  },
};
const one: HostTensors = { x: { shape: [2], dtype: 'float32', data: Float32Array.of(1, 1) } };
const sumOf = async (program: Program): Promise<number> => (await program.run(one)).sum.data[0];

/** A real engine behind another name, slower by `delay` ms a step, which fails from run `failing` on (with its memory, when it is `lost`). */
function accelerator(real: Engine, { delay = 0, failing = Infinity, lost = false } = {}): Engine {
  let runs = 0;
  return {
    name: real.name,
    detail: 'the accelerator',
    async compile(spec) {
      const program = await real.compile(spec);
      return {
        async run(inputs) {
          if (++runs >= failing) throw new Error('device lost\nsecond line');
          await sleep(delay);
          return program.run(inputs);
        },
        state: () => (lost && runs >= failing ? Promise.reject(new Error('device lost')) : program.state()),
        dispose: () => program.dispose(),
      };
    },
  };
}

async function millisecondsOf(engine: Engine, spec: ProgramSpec): Promise<number> {
  const program = await engine.compile(spec);
  const begun = performance.now();
  for (let i = 0; i < 3; i++) await program.run(one);
  await program.dispose();
  return (performance.now() - begun) / 3;
}

interface Setting {
  readonly choice?: 'auto' | 'gpu';
  readonly cpu?: Engine;
  readonly candidate?: Engine;
  readonly time?: (spec: ProgramSpec) => Promise<Timing>;
}

async function deviceEngine({ choice = 'auto', cpu, candidate, time }: Setting) {
  const real = await nativeEngine();
  const [slow, fast] = [cpu ?? real, candidate ?? accelerator(real)];
  const lines: string[] = [];
  const details: string[] = [];
  const here: Candidate = {
    name: 'Some GPU',
    open: () => Promise.resolve(fast),
    time: time ?? (async spec => ({ accelerator: await millisecondsOf(fast, spec), cpu: await millisecondsOf(slow, spec) })),
  };
  const engine = new DeviceEngine(slow, [here], { choice, log: line => lines.push(line), changed: detail => details.push(detail) });
  return { engine, lines, details };
}

describe('the device', () => {
  it('is the accelerator where that is faster, for heavy programs alone', async () => {
    const real = await nativeEngine();
    const { engine, lines, details } = await deviceEngine({ cpu: accelerator(real, { delay: 50 }) });
    await (await engine.compile({ ...step, heavy: false })).dispose();
    expect(details).toEqual([]);
    expect(await sumOf(await engine.compile(step))).toBe(5);
    expect(details).toEqual(['the accelerator']);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('Some GPU');
  });

  it('is the CPU where the accelerator is slower, unless a person wants it', async () => {
    const candidate = accelerator(await nativeEngine(), { delay: 50 });
    const auto = await deviceEngine({ candidate });
    expect(await sumOf(await auto.engine.compile(step))).toBe(5);
    expect(auto.details).toEqual([]);
    expect(auto.lines[0]).toMatch(/Some GPU.*slower/);
    const gpu = await deviceEngine({ candidate, choice: 'gpu' });
    expect(await sumOf(await gpu.engine.compile(step))).toBe(5);
    expect(gpu.details).toEqual(['the accelerator']);
  });

  it('is chosen once', async () => {
    let timed = 0;
    const { engine } = await deviceEngine({ time: async () => ({ accelerator: ++timed, cpu: 10 }) });
    await Promise.all([engine.compile(step), engine.compile(step)]);
    await engine.compile({ ...step, name: 'with other classes' });
    expect(timed).toBe(1);
  });

  it('is the CPU where the accelerator cannot be tried, and the log says why', async () => {
    const { engine, lines } = await deviceEngine({ time: () => Promise.reject(new Error('/onnxruntime_src/core/context.cc:136 f(int)::<lambda()> status == Success was false. No adapter\nat some line')), choice: 'gpu' });
    expect(await sumOf(await engine.compile(step))).toBe(5);
    expect(lines).toEqual(['Device Some GPU is not in use: No adapter', 'Device: CPU']);
  });

  for (const lost of [false, true]) {
    it(`is the CPU from the step on that fails, going on from ${lost ? 'the state that was last read' : 'the present state'}`, async () => {
      const real = await nativeEngine();
      const { engine, lines, details } = await deviceEngine({ candidate: accelerator(real, { failing: 4, lost }), time: async () => ({ accelerator: 1, cpu: 2 }) });
      const program = await engine.compile(step);
      expect(await sumOf(program)).toBe(5);
      expect([...(await program.state()).total.data]).toEqual([2, 3]);
      expect([await sumOf(program), await sumOf(program)]).toEqual([7, 9]);
      expect(await sumOf(program)).toBe(lost ? 7 : 11);
      expect([...(await program.state()).total.data]).toEqual(lost ? [3, 4] : [5, 6]);
      expect(lines.at(-1)).toMatch(/CPU.*device lost$/);
      expect(details).toEqual(['the accelerator', real.detail]);
      expect(await sumOf(await engine.compile(step))).toBe(5);
      await program.dispose();
    });
  }
});

describe('an accelerator is tried in a process of its own', () => {
  it('and one that is not in the library is refused with the reason', async () => {
    const other = process.platform === 'win32' ? 'coreml' : 'dml';
    await expect(timeInProcess(other, 1, step)).rejects.toThrow(other);
  });

  it('whose crash is a reason too', async () => {
    const child = fork('-e', ['process.on("message", () => process.abort())'], { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    await expect(answerOf(child, { provider: 'webgpu', threads: 1, model: new Uint8Array(), inputs: [], state: [], outputs: [], budget: 1 })).rejects.toThrow(/SIGABRT|exit code/);
  });
});

describe('with device gpu', () => {
  let place: Awaited<ReturnType<typeof temporary>> | null = null;
  afterEach(async () => { if (place) await remove(place.root); });

  test('training works, on the CPU where there is no GPU, and the log says so', async () => {
    place = await temporary();
    await draw(place.folder, 12);
    const seen = new Recorder();
    const session = new Session(seen, { limits: { epochs: 1 }, scoreOnlyAtEnd: true });
    await session.open(openOptions(place.folder, place.state, { device: 'gpu' }), { classes: [], decisions: [] });
    await seen.rest();
    await session.close();
    expect(seen.lastStatus.phase).toBe('idle');
    expect(seen.lastRanking.anomaly).toHaveLength(12);
    const said = seen.lines.map(({ text }) => text).filter(text => text.startsWith('Device'));
    // A machine with a working GPU uses it.
    if (said.some(text => /^Device: (?!CPU)/.test(text))) return;
    expect(said.at(-1)).toBe('Device: CPU');
    expect(said.length).toBeGreaterThan(1);
    expect(seen.lastStatus.engine?.detail).toContain('1 thread');
  });

  test('an engine that knows only the CPU says that', async () => {
    const lines: string[] = [];
    const { engine } = await openEngine('wasm', { threads: 1, device: 'gpu', log: line => lines.push(line) });
    expect(engine.name).toBe('wasm');
    expect(lines.at(-1)).toMatch(/^Device: CPU, .*wasm/);
  });
});
