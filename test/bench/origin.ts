/** Where and when a figure was measured. */
import { cpus } from 'node:os';

/** Model of the processor and its cores. */
export function machineName(): string {
  const processors = cpus();
  return `${(processors[0]?.model ?? 'unknown processor').trim()}, ${processors.length} cores`;
}

/** Day of the run, YYYY-MM-DD. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
