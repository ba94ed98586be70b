/** Child processes that never outlive the test run, and a look into the process table. */
import { type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const groups = new Set<number>();
let watching = false;

/** Ends the process group of a detached child when this process exits or is told to. */
export function endWithUs(child: ChildProcess): void {
  if (child.pid === undefined) return;
  groups.add(child.pid);
  child.once('exit', () => child.pid !== undefined && groups.delete(child.pid));
  if (watching) return;
  watching = true;
  process.once('exit', () => groups.forEach(pid => signalGroup(pid, 'SIGKILL')));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + (signal === 'SIGINT' ? 2 : signal === 'SIGTERM' ? 15 : 1)));
  }
}

/** Ends a detached child and all its descendants in the same group; resolves when it has gone. */
export async function endGroup(child: ChildProcess, patience = 5000): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()));
  signalGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), patience);
  await gone;
  clearTimeout(timer);
  // What ignored the first signal and lost its leader.
  signalGroup(pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    if (process.platform === 'win32') process.kill(pid, signal);
    else process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Ids of the processes below `root` whose command line holds `part` (Linux only). */
export function descendants(root: number, part: string): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) && /^PPid:\s+(\d+)/m.exec(readProc(name, 'status'));
    if (parent) parents.set(Number(name), Number(parent[1]));
  }
  const below = (pid: number | undefined): boolean => pid !== undefined && (pid === root || below(parents.get(pid)));
  return [...parents.keys()].filter(pid => pid !== root && below(pid) && readProc(pid, 'cmdline').replaceAll('\0', ' ').includes(part));
}

/** Highest resident memory of a process so far, bytes; 0 when it has gone (Linux only). */
export function peakMemory(pid: number): number {
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(readProc(pid, 'status'));
  return peak ? Number(peak[1]) * 1024 : 0;
}

/** Resident memory of a process now, bytes; 0 when it has gone (Linux only). */
export function residentMemory(pid: number): number {
  const size = /^VmRSS:\s+(\d+) kB/m.exec(readProc(pid, 'status'));
  return size ? Number(size[1]) * 1024 : 0;
}

function readProc(pid: number | string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
