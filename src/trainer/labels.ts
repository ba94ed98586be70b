/** A person's decisions as the model takes them: one entry per image, classes by their place in `pi`. */
import { createHash } from 'node:crypto';
import { type Decisions, defectClasses } from '../model/scores';
import { type Knowledge } from '../shared/project';

/** Decisions for `count` images; labels of classes that are not in `classes` (ids) and paths that `indexOf` lacks are left out. */
export function decisionsOf(knowledge: Knowledge, classes: readonly string[], indexOf: ReadonlyMap<string, number>, count: number): Decisions {
  const places = new Map(classes.map((id, k) => [id, k]));
  const label = new Int16Array(count).fill(-1);
  const anomalous = new Int8Array(count).fill(-1);
  const sure = new Uint8Array(count);
  // Images of other folders tell too whether a class is one of defects.
  const every = {
    label: Int16Array.from(knowledge.decisions, decision => places.get(decision.label ?? '') ?? -1),
    anomalous: Int8Array.from(knowledge.decisions, decision => Number(decision.anomalous ?? -1)),
  };
  for (const decision of knowledge.decisions) {
    const i = indexOf.get(decision.path);
    if (i === undefined) continue;
    if (decision.label !== null) label[i] = places.get(decision.label) ?? -1;
    if (decision.anomalous !== null) anomalous[i] = decision.anomalous ? 1 : 0;
    if (decision.sure) sure[i] = 1;
  }
  return { label, anomalous, sure, defect: defectClasses(every, classes.length) };
}

/** Classes (places in `classes`, ids) that may not be suggested, by index of the image. */
export type Rejected = ReadonlyMap<number, readonly number[]>;

/** What a person rejected; classes that are not in `classes` and paths that `indexOf` lacks are left out. */
export function rejectedOf(knowledge: Knowledge, classes: readonly string[], indexOf: ReadonlyMap<string, number>): Rejected {
  const found = new Map<number, readonly number[]>();
  for (const { path, rejected } of knowledge.decisions) {
    const i = indexOf.get(path);
    if (rejected && i !== undefined) found.set(i, rejected.map(id => classes.indexOf(id)).filter(k => k >= 0));
  }
  return found;
}

/**
 * Ids of the classes that `pi` should have: those it has that still exist, then those of which an
 * image is labelled. A class without any label has nothing to be suggested by.
 */
export function classesFor(knowledge: Knowledge, present: readonly string[], indexOf: ReadonlyMap<string, number>): string[] {
  const labelled = new Set(knowledge.decisions.filter(({ path }) => indexOf.has(path)).map(({ label }) => label));
  const exists = new Set(knowledge.classes.map(({ id }) => id));
  const kept = present.filter(id => exists.has(id));
  return [...kept, ...knowledge.classes.map(({ id }) => id).filter(id => labelled.has(id) && !kept.includes(id))];
}

/** Classes of `before` that are gone and all of whose images now have one same other label: old id -> that label. */
export function mergedClasses(before: Knowledge, after: Knowledge): Record<string, string> {
  const now = new Map(after.decisions.map(({ path, label }) => [path, label]));
  const exists = new Set(after.classes.map(({ id }) => id));
  const merged: Record<string, string> = {};
  for (const { id } of before.classes) {
    if (exists.has(id)) continue;
    const labels = new Set(before.decisions.filter(({ label }) => label === id).map(({ path }) => now.get(path) ?? null));
    const [into] = labels;
    if (labels.size === 1 && into !== null) merged[id] = into;
  }
  return merged;
}

/** Digest of what training depends on: the same decisions on the same images give the same text. */
export function digestOf({ decisions }: Knowledge): string {
  return digest(decisions.map(({ path, label, anomalous, sure }) => `${path}\n${label ?? ''}\n${anomalous}${sure ? '\nsure' : ''}`));
}

/** The same of the labels alone. */
export function labelsOf({ decisions }: Knowledge): string {
  return digest(decisions.filter(({ label }) => label !== null).map(({ path, label, sure }) => `${path}\n${label}${sure ? '\nsure' : ''}`));
}

function digest(rows: string[]): string {
  return createHash('sha256').update(rows.sort().join('\n\n')).digest('hex');
}

/** Whether two lists of classes (ids) are the same, in the same order: then a label's place means the same in both. */
export function sameClasses(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, k) => id === b[k]);
}
