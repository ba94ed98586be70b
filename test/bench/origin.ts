/** Where, when and on what a figure was measured. */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';

/** Model of the processor and its cores. */
export function machineName(): string {
  const processors = cpus();
  return `${(processors[0]?.model ?? 'unknown processor').trim()}, ${processors.length} cores`;
}

/** Day of the run, YYYY-MM-DD. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** Folders whose files decide what the method computes. */
const ofMethod = ['src/model', 'src/trainer', 'src/engine', 'src/data'];

/** The commit that last changed the method, with a + where files of it have changed since; empty outside of a repository. */
export function methodVersion(): string {
  const git = (...args: string[]) => spawnSync('git', [...args, '--', ...ofMethod], { cwd: join(import.meta.dirname, '..', '..'), encoding: 'utf8' }).stdout?.trim() ?? '';
  const commit = git('log', '-1', '--format=%h', '--abbrev=8');
  return commit && `${commit}${git('status', '--porcelain') ? '+' : ''}`;
}
