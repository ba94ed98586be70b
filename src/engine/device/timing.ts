/** Times a program on an accelerator, in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type ProgramSpec } from '../../shared/program';
import { type Accelerator } from '../onnxruntime/provider';
import { trace } from '../trace/trace';
import { transposeElements } from '../trace/transposeElements';
import { type Timing } from './deviceEngine';
import { type ProbeAnswer, type ProbeTask } from './probeTask';

/** How long each device is timed, ms. */
const budget = 1000;
/** After this the accelerator is taken to hang, ms. */
const patience = 30_000;

/** Rejects with the reason when the accelerator does not load, computes something else, ends its process or takes too long. */
export async function timeInProcess(provider: Accelerator, threads: number, spec: ProgramSpec): Promise<Timing> {
  const child = start();
  try {
    const answer = await answerOf(child, taskOf(provider, threads, spec));
    if ('why' in answer) throw new Error(answer.why);
    return answer;
  } finally {
    child.kill('SIGKILL');
  }
}

/** Bundled, the probe lies beside the bundle that this file is in; otherwise it is run as it is written. */
function start(): ChildProcess {
  const source = __filename.endsWith('.ts');
  return fork(join(__dirname, source ? 'probe.ts' : 'probe.js'), [], { serialization: 'advanced', execArgv: source ? ['--import', 'tsx'] : [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
}

/** The answer to `task` of a process that runs the probe. Rejects when the process ends before, or takes too long. */
export function answerOf(child: ChildProcess, task: ProbeTask): Promise<ProbeAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it did not finish within ${patience / 1000} s`)), patience);
    child.once('message', answer => resolve(answer as ProbeAnswer));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`it ended the process that tried it (${signal ?? `exit code ${code}`})`));
    });
    child.send(task, error => { if (error) reject(error); });
  });
}

function taskOf(provider: Accelerator, threads: number, spec: ProgramSpec): ProbeTask {
  const { model, inputs, outputs, state } = trace(spec);
  return {
    provider, threads, model, budget,
    inputs: Object.entries(inputs).map(([name, graphName]) => ({ name: graphName, shape: spec.inputs[name].shape })),
    outputs: Object.values(outputs).map(({ name }) => name),
    state: Object.entries(state).map(([name, { from, to, order }]) => {
      const { shape, data } = spec.state![name];
      return { from, to, shape: order.map(axis => shape[axis]), data: transposeElements(data, shape, order) as Float32Array };
    }),
  };
}
