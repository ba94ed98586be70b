/** ONNX Runtime as WebAssembly, for machines where no native library loads. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
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
  ort.env.wasm.wasmBinary = await compiledModule();
  const runtime: Runtime = {
    Tensor: ort.Tensor,
    writesInPlace: false,
    keepsOnDevice: false,
    create: model => ort.InferenceSession.create(model, { executionProviders: ['wasm'], graphOptimizationLevel: 'all', logSeverityLevel: 3 }),
  };
  return {
    name: 'wasm',
    detail: `ONNX Runtime Web ${ort.env.versions.web ?? ''} (WebAssembly), 1 thread`,
    compile: spec => OrtProgram.create(spec, runtime),
  };
}

/** The compiled module; the packaged extension carries it compressed. */
async function compiledModule(): Promise<ArrayBuffer> {
  const file = join(packageFolder(), 'ort-wasm-simd-threaded.wasm');
  const bytes = existsSync(file) ? await readFile(file) : await promisify(brotliDecompress)(await readFile(`${file}.br`));
  return new Uint8Array(bytes).buffer;
}

/** The folder that holds the module's .wasm and .mjs files. */
function packageFolder(): string {
  const require = createRequire(__filename);
  return dirname(require.resolve('onnxruntime-web/wasm'));
}

