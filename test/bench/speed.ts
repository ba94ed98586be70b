/** The figures that are kept beside SPEED.md: speed.json, a group or a figure at a time. */
import { join } from 'node:path';
import { type Figure } from './figure';
import { groups } from './groups';
import { changeKept, type Kept, readKept } from './kept';
import { dayOf, machineName } from './origin';
import { reportOf } from './report';

/** A figure, when and where it was measured. */
export interface Speed extends Figure {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Model of the processor and its cores. */
  readonly machine: string;
}

export const reportFile = join(import.meta.dirname, 'SPEED.md');
const kept: Kept<Speed> = { file: join(import.meta.dirname, 'speed.json'), report: reportFile, reportOf };

export function readSpeed(): Speed[] {
  return readKept(kept);
}

/** Known figures with those of a run of `group`: in place of all of the group when it ran `whole`, else of those of the same names. */
export function merged(known: readonly Speed[], group: string, added: readonly Speed[], whole: boolean): Speed[] {
  const before = known.filter(speed => speed.group === group && !whole);
  const ofGroup = new Map([...before, ...added].map(speed => [speed.name, speed]));
  const all = [...known.filter(speed => speed.group !== group), ...ofGroup.values()];
  const order = groups.map(({ name }) => name);
  return all.sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}

/** Adds the figures of a run to speed.json and writes SPEED.md anew; see {@link merged}. */
export function keep(group: string, figures: readonly Figure[], whole: boolean, now = new Date()): Promise<void> {
  const added = figures.map((figure): Speed => ({ ...figure, date: dayOf(now), machine: machineName() }));
  return changeKept(kept, known => merged(known, group, added, whole));
}

/** Writes SPEED.md anew, for instance after what it says of a group has changed. */
export function writeReport(): Promise<void> {
  return changeKept(kept, known => known);
}
