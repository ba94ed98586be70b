/** The execution providers of ONNX Runtime's native library. */
import { type InferenceSession } from 'onnxruntime-common';
import { accessSync, readdirSync } from 'node:fs';

/** As the library calls them: the processor, any graphics device through Dawn, DirectML of Windows, Core ML of macOS. */
export type Provider = 'cpu' | 'webgpu' | 'dml' | 'coreml';
export type Accelerator = Exclude<Provider, 'cpu'>;

export const providerNames: Readonly<Record<Provider, string>> = { cpu: 'CPU', webgpu: 'WebGPU', dml: 'DirectML', coreml: 'Core ML' };

/** Those of `bundled` (names that the library lists) that use an accelerator, the most promising first: on WebGPU the state stays on the device. */
export function accelerators(bundled: readonly string[]): Accelerator[] {
  return (['webgpu', 'dml', 'coreml'] as const).filter(name => bundled.includes(name));
}

/** Whether this machine may have a graphics device at all; a look that costs nothing. Only Linux says so plainly. */
export function mayHaveGpu(): boolean {
  if (process.platform !== 'linux') return true;
  try {
    if (readdirSync('/dev/dri').some(name => name.startsWith('renderD'))) return true;
  } catch {
    // No graphics driver.
  }
  return ['/dev/nvidiactl', '/dev/dxg'].some(path => {
    try {
      accessSync(path);
      return true;
    } catch {
      return false;
    }
  });
}

/** Whether outputs can stay on the device: the binding hands over buffers of WebGPU, and of no other provider. */
export function keepsOnDevice(provider: Provider): boolean {
  return provider === 'webgpu';
}

/** `onDevice`: outputs that stay in the device's memory. */
export function sessionOptions(provider: Provider, threads: number, onDevice: readonly string[]): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    logSeverityLevel: 3,
    // DirectML cannot be used with it.
    enableMemPattern: provider !== 'dml',
    ...(keepsOnDevice(provider) && onDevice.length > 0 && { preferredOutputLocation: Object.fromEntries(onDevice.map(name => [name, 'gpu-buffer' as const])) }),
    // Threads that spin for long while they wait starve each other as soon as anything else runs on the machine,
    // and beside an editor something always does: a step took 1.8 times as long. For so short a time they
    // meet the next operation of a graph awake (5 % faster) and cost nothing beside other work.
    extra: { session: { intra_op: { allow_spinning: '1', spin_duration_us: '20' } } },
  };
}
