/** PyTorch on the CPU, in a Python process of its own for each number of threads. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type HostTensors } from '../../../../src/shared/program';
import { trainingState } from '../../../../src/model/state';
import { type Contender, type Contest } from './contender';

const program = join(import.meta.dirname, 'winnow.py');
export const howToInstall = 'PyTorch is left out: no Python here imports torch. On Debian: apt-get install python3-torch libopenblas0-pthread; elsewhere: python3 -m pip install torch; or name an interpreter in PYTHON.';

/** The first interpreter that imports torch; undefined when there is none. */
export function findPython(): string | undefined {
  const names = [process.env.PYTHON, 'python3', '/usr/bin/python3', 'python'].filter(name => name !== undefined);
  return names.find(name => {
    try {
      execFileSync(name, ['-c', 'import torch'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

/** Starts a process. Rejects with what it wrote when it ends early. */
export async function openTorch(python: string, threads: number, contest: Contest): Promise<Contender> {
  const count = String(threads);
  const child = spawn(python, [program, count], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Threads of GNU OpenMP that spin while they wait make a step many times as slow as soon as anything else runs on the machine.
    env: { ...process.env, OMP_WAIT_POLICY: 'passive', OMP_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count, MKL_NUM_THREADS: count },
  });
  const gone = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async <T>(): Promise<T> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${program} ended before it answered`);
    return JSON.parse(value) as T;
  };
  const ask = <T>(command: object): Promise<T> => {
    child.stdin.write(`${JSON.stringify(command)}\n`);
    return answer<T>();
  };
  const { version } = await answer<{ version: string }>();
  const { parameters } = await load(contest, ask);
  return {
    name: 'PyTorch', version, threads, parameters,
    async train(steps) {
      const { ms, total } = await ask<{ ms: number[]; total: number[] }>({ train: steps });
      return { ms, totals: total };
    },
    score: times => ask({ score: times }),
    multiply: async (matmul, times) => (await ask<{ ms: number[] }>({ matmul, times })).ms,
    async dispose() {
      child.stdin.end();
      await gone;
    },
  };
}

/** Hands over weights, state and batch in a file of raw floats. */
async function load({ config, weights, inputs }: Contest, ask: <T>(command: object) => Promise<T>): Promise<{ parameters: number }> {
  const { classMean } = trainingState(config, weights);
  const named = (prefix: string, tensors: HostTensors) => Object.entries(tensors).map(([name, tensor]) => [`${prefix}/${name}`, tensor] as const);
  const all = [...named('weights', weights), ...named('inputs', inputs), ...named('state', { classMean })];
  const folder = mkdtempSync(join(tmpdir(), 'winnow-torch-'));
  const data = join(folder, 'tensors');
  try {
    writeFileSync(data, Buffer.concat(all.map(([, tensor]) => Buffer.from(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength))));
    return await ask({ load: { config, tensors: all.map(([name, { shape }]) => [name, shape]) }, data });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
