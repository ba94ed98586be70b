/**
 * A short-lived process that tries a program on an accelerator and on the CPU: a driver may end the
 * process that loads it, or hang, and the trainer must live.
 */
import { type InferenceSession, type Tensor } from 'onnxruntime-common';
import { availableParallelism } from 'node:os';
import { messageOf } from '../../shared/personError';
import { Random } from '../../shared/random';
import { loadNative } from '../onnxruntime/library';
import { type Provider, sessionOptions } from '../onnxruntime/provider';
import { type ProbeAnswer, type ProbeTask } from './probeTask';

/** Outputs of the two devices are the same numbers added up in another order. */
const agreement = 0.01;
/** Steps before the timed ones: shaders are compiled, memory is found. */
const warmUp = 2;

interface Run {
  /** Median of a step, ms. */
  readonly ms: number;
  /** Outputs of the first step. */
  readonly outputs: readonly number[];
}

async function probe(task: ProbeTask): Promise<ProbeAnswer> {
  const accelerator = await run(task, task.provider);
  const cpu = await run(task, 'cpu');
  const worst = cpu.outputs.findIndex((value, i) => !(Math.abs(accelerator.outputs[i] - value) <= agreement * Math.max(1, Math.abs(value))));
  if (worst >= 0) return { why: `it computes ${accelerator.outputs[worst]} where the CPU computes ${cpu.outputs[worst]}` };
  return { accelerator: accelerator.ms, cpu: cpu.ms };
}

async function run({ model, threads, inputs, state, outputs, budget }: ProbeTask, provider: Provider): Promise<Run> {
  const ort = await loadNative();
  const session = await ort.InferenceSession.create(model, sessionOptions(provider, threads || availableParallelism(), state.map(({ to }) => to)));
  const random = new Random(1);
  // Scalars are rates and weights, which are small.
  const valuesOf = (shape: readonly number[]) => new Float32Array(shape.reduce((a, b) => a * b, 1)).map(() => (shape.length === 0 ? 1e-3 : random.next()));
  const feeds: Record<string, Tensor> = Object.fromEntries(inputs.map(({ name, shape }) => [name, new ort.Tensor('float32', valuesOf(shape), shape)]));
  for (const { from, shape, data } of state) feeds[from] = new ort.Tensor('float32', data, shape);
  let first: readonly number[] | null = null;
  const times: number[] = [];
  for (let step = 0, end = Infinity; performance.now() < end; step++) {
    const begun = performance.now();
    const results = await session.run(feeds);
    first ??= outputs.flatMap(name => [...results[name].data as Float32Array]);
    if (step >= warmUp) times.push(performance.now() - begun);
    if (step === warmUp) end = begun + budget;
    advance(feeds, state, results);
  }
  // Before the session, whose allocator memory of a device goes back to.
  for (const { from } of state) feeds[from].dispose();
  await session.release();
  times.sort((a, b) => a - b);
  return { ms: times[times.length >> 1], outputs: first! };
}

function advance(feeds: Record<string, Tensor>, state: ProbeTask['state'], results: InferenceSession.OnnxValueMapType): void {
  for (const { from, to } of state) {
    if (feeds[from].location === 'gpu-buffer') feeds[from].dispose();
    feeds[from] = results[to] as Tensor;
  }
}

process.once('disconnect', () => process.exit(1));
process.once('message', (task: ProbeTask) => {
  void probe(task).catch((error: unknown): ProbeAnswer => ({ why: messageOf(error) })).then(answer => process.send?.(answer, undefined, {}, () => process.exit(0)));
});
