/** ONNX Runtime's native library. */
import { availableParallelism } from 'node:os';
import { type Engine } from '../engine';
import { loadNative } from './library';
import { OrtProgram } from './ortProgram';
import { keepsOnDevice, type Provider, providerNames, sessionOptions } from './provider';
import { type Runtime } from './runtime';

/** Loads the library. Rejects when there is none for this platform. `threads` 0: all cores. */
export async function openNative(threads: number, provider: Provider = 'cpu'): Promise<Engine> {
  const ort = await loadNative();
  const count = threads || availableParallelism();
  const runtime: Runtime = {
    Tensor: ort.Tensor,
    writesInPlace: !keepsOnDevice(provider),
    keepsOnDevice: keepsOnDevice(provider),
    create: (model, onDevice) => ort.InferenceSession.create(model, sessionOptions(provider, count, onDevice)),
  };
  const where = provider === 'cpu' ? `${count} thread${count === 1 ? '' : 's'}` : providerNames[provider];
  return {
    name: 'onnxruntime',
    detail: `ONNX Runtime ${ort.env.versions.node ?? ''}, ${where}`,
    compile: spec => OrtProgram.create(spec, runtime),
  };
}
