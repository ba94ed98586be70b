/** Where a program's time goes on ONNX Runtime, by kind of node. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { trace } from '../../../src/engine/trace/trace';
import { type HostTensors, type ProgramSpec } from '../../../src/shared/program';

/** One run of one node, as ONNX Runtime's profile has it; `dur` in microseconds. */
interface Event {
  readonly cat: string;
  readonly name: string;
  readonly dur: number;
  readonly args: {
    readonly op_name: string;
    readonly node_index: string;
    readonly input_type_shape?: readonly Record<string, readonly number[]>[];
    readonly output_type_shape?: readonly Record<string, readonly number[]>[];
  };
}

/** Prints milliseconds of a run on one thread: kinds of node, then the dearest shapes. A node's time is its lower quartile, which other work on the machine hardly moves. */
export async function profile(spec: ProgramSpec, inputs: HostTensors, runs: number): Promise<void> {
  const events = await record(spec, inputs, runs);
  const nodes = new Map<string, Event[]>();
  for (const event of events) nodes.set(event.args.node_index, [...nodes.get(event.args.node_index) ?? [], event]);
  const kinds = new Map<string, number>();
  const shapes = new Map<string, [ms: number, count: number]>();
  for (const list of nodes.values()) {
    const { args } = list[0];
    const durations = list.map(({ dur }) => dur / 1000).sort((a, b) => a - b);
    const ms = durations[durations.length >> 2];
    kinds.set(args.op_name, (kinds.get(args.op_name) ?? 0) + ms);
    const shape = `${args.op_name} ${shapesOf(args.input_type_shape)} -> ${shapesOf(args.output_type_shape)}`;
    const [sum, count] = shapes.get(shape) ?? [0, 0];
    shapes.set(shape, [sum + ms, count + 1]);
  }
  const total = [...kinds.values()].reduce((a, b) => a + b, 0);
  console.log(`${spec.name}: ${total.toFixed(1)} ms in nodes`);
  for (const [kind, ms] of [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 12)) console.log(`  ${ms.toFixed(2).padStart(7)} ms ${(100 * ms / total).toFixed(0).padStart(3)} %  ${kind}`);
  console.log('  of which:');
  for (const [shape, [ms, count]] of [...shapes].sort((a, b) => b[1][0] - a[1][0]).slice(0, 16)) console.log(`  ${ms.toFixed(2).padStart(7)} ms  ${count} x ${shape}`);
}

async function record(spec: ProgramSpec, inputs: HostTensors, runs: number): Promise<Event[]> {
  const traced = trace(spec);
  const folder = mkdtempSync(join(tmpdir(), 'winnow-profile-'));
  try {
    const session = await ort.InferenceSession.create(traced.model, {
      executionProviders: ['cpu'], intraOpNumThreads: 1, graphOptimizationLevel: 'all', logSeverityLevel: 3, enableProfiling: true, profileFilePrefix: join(folder, 'run'),
    });
    const feeds: Record<string, ort.Tensor> = {};
    for (const [name, { data, shape }] of Object.entries(inputs)) feeds[traced.inputs[name]] = new ort.Tensor('float32', data as Float32Array, shape);
    for (const [name, { from, order }] of Object.entries(traced.state)) {
      const { data, shape } = spec.state![name];
      feeds[from] = new ort.Tensor('float32', data as Float32Array, order.map(axis => shape[axis]));
    }
    for (let i = 0; i < runs; i++) await session.run(feeds);
    session.endProfiling();
    await session.release();
    const file = readdirSync(folder)[0];
    return (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Event[]).filter(({ cat, name }) => cat === 'Node' && name.endsWith('_kernel_time'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function shapesOf(list: Event['args']['input_type_shape']): string {
  return (list ?? []).map(typed => `[${Object.values(typed)[0]?.join() ?? ''}]`).join(' ');
}
