/** Picks and opens the engine that the settings ask for, or the best one that loads. */
import { messageOf } from '../shared/personError';
import { type DeviceChoice, type EngineChoice, type EngineReport } from '../shared/trainerContract';
import { type Candidate, DeviceEngine } from './device/deviceEngine';
import { timeInProcess } from './device/timing';
import { type Engine } from './engine';
import { loadNative } from './onnxruntime/library';
import { openNative } from './onnxruntime/native';
import { accelerators, mayHaveGpu, providerNames } from './onnxruntime/provider';
import { openWasm } from './onnxruntime/wasm';
import { openTensorflow } from './tensorflow/tensorflow';

export interface EngineOptions {
  /** 0: all cores. */
  readonly threads: number;
  /** Left out: the CPU. */
  readonly device?: DeviceChoice;
  readonly log?: (line: string) => void;
  /** Called when another device than that of the first report computes from now on. */
  readonly changed?: (report: EngineReport) => void;
}

const openers: Record<Engine['name'], (options: EngineOptions) => Promise<Engine>> = {
  onnxruntime: ({ threads }) => openNative(threads),
  tensorflow: () => openTensorflow(),
  wasm: () => openWasm(),
};
const preference = Object.keys(openers) as Engine['name'][];

/**
 * Opens the chosen engine; one that does not load is passed over for the next in the order
 * onnxruntime, tensorflow, wasm, and the report says why each other engine is not in use.
 * Rejects with every reason when none loads.
 */
export async function openEngine(choice: EngineChoice, options: EngineOptions): Promise<{ engine: Engine; report: EngineReport }> {
  const order = choice === 'auto' ? preference : [choice, ...preference.filter(name => name !== choice)];
  const notUsed: { name: string; why: string }[] = [];
  for (const [i, name] of order.entries()) {
    try {
      const engine = await openers[name](options);
      const why = choice === name ? `the setting chooses ${name}` : `${name} loaded first`;
      const report = { name, detail: engine.detail, notUsed: [...notUsed, ...order.slice(i + 1).map(other => ({ name: other, why }))] };
      options.log?.(`Engine: ${engine.detail}`);
      for (const other of report.notUsed) options.log?.(`Engine ${other.name} is not in use: ${other.why}`);
      return { engine: await withDevice(engine, options, report), report };
    } catch (error) {
      notUsed.push({ name, why: messageOf(error).split('\n')[0] });
    }
  }
  throw new Error(`No engine could be loaded. ${notUsed.map(({ name, why }) => `${name}: ${why}`).join('; ')}`);
}

/** The engine with the device that is asked for; the log says why an accelerator is out of the question. */
async function withDevice(engine: Engine, { device = 'cpu', threads, log = () => undefined, changed }: EngineOptions, report: EngineReport): Promise<Engine> {
  if (device === 'cpu') return engine;
  if (engine.name !== 'onnxruntime') {
    log(`Device: CPU, since the engine ${engine.name} uses no other`);
    return engine;
  }
  if (device === 'auto' && !mayHaveGpu()) {
    log('Device: CPU, since there is no other');
    return engine;
  }
  const bundled = (await loadNative()).listSupportedBackends().filter(backend => backend.bundled).map(({ name }) => name);
  const candidates = accelerators(bundled).map((provider): Candidate => ({
    name: providerNames[provider],
    time: spec => timeInProcess(provider, threads, spec),
    open: () => openNative(threads, provider),
  }));
  return new DeviceEngine(engine, candidates, { choice: device, log, changed: detail => changed?.({ ...report, detail }) });
}
