/** ONNX Runtime as WebAssembly, for machines where no native library loads. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Engine } from '../engine';
import { OrtProgram } from './ortProgram';
import { type Runtime } from './runtime';

/** Loads the module, on one thread. Rejects when the package is not there. */
export async function openWasm(): Promise<Engine> {
  const module = await import('onnxruntime-web/wasm');
  const ort = 'InferenceSession' in module ? module : (module as { default: typeof module }).default;
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.proxy = false;
  ort.env.wasm.wasmPaths = `${pathToFileURL(packageFolder()).href}/`;
  const runtime: Runtime = {
    Tensor: ort.Tensor,
    writesInPlace: false,
    create: model => ort.InferenceSession.create(model, { executionProviders: ['wasm'], graphOptimizationLevel: 'all', logSeverityLevel: 3 }),
  };
  return {
    name: 'wasm',
    detail: `ONNX Runtime Web ${ort.env.versions.web ?? ''} (WebAssembly), 1 thread`,
    compile: spec => OrtProgram.create(spec, runtime),
  };
}

/** The folder that holds the module's .wasm and .mjs files. */
function packageFolder(): string {
  const require = createRequire(typeof __filename === 'string' ? __filename : import.meta.url);
  return dirname(require.resolve('onnxruntime-web/wasm'));
}

