/** ONNX Runtime's native library. */
import { availableParallelism } from 'node:os';
import { type Engine } from '../engine';
import { OrtProgram } from './ortProgram';
import { type Runtime } from './runtime';

/** Loads the library. Rejects when there is none for this platform. `threads` 0: all cores. */
export async function openNative(threads: number): Promise<Engine> {
  const module = await import('onnxruntime-node');
  const ort = 'InferenceSession' in module ? module : (module as { default: typeof module }).default;
  const count = threads || availableParallelism();
  const runtime: Runtime = {
    Tensor: ort.Tensor,
    writesInPlace: true,
    create: model => ort.InferenceSession.create(model, {
      executionProviders: ['cpu'],
      intraOpNumThreads: count,
      graphOptimizationLevel: 'all',
      executionMode: 'sequential',
      logSeverityLevel: 3,
      // Threads that spin for long while they wait starve each other as soon as anything else runs on the machine,
      // and beside an editor something always does: a step took 1.8 times as long. For so short a time they
      // meet the next operation of a graph awake (5 % faster) and cost nothing beside other work.
      extra: { session: { intra_op: { allow_spinning: '1', spin_duration_us: '20' } } },
    }),
  };
  return {
    name: 'onnxruntime',
    detail: `ONNX Runtime ${ort.env.versions.node ?? ''}, ${count} thread${count === 1 ? '' : 's'}`,
    compile: spec => OrtProgram.create(spec, runtime),
  };
}
