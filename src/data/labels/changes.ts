/** The steps a person can take, as changes of what is known. */
import { PersonError } from '../../shared/personError';
import { type Decision, type ImageClass, type Knowledge } from '../../shared/project';
import { checkedName, newClass } from '../classes';
import { type Change } from './change';

/** Who decides and when (ISO 8601 in UTC). */
export interface Author {
  readonly by: string;
  readonly at: string;
}

/** Labels images, each with its own class; null takes the label away. Reviews are kept. */
export function labelImages(knowledge: Knowledge, labels: ReadonlyMap<string, string | null>, author: Author): Change {
  return decide(knowledge, [...labels.keys()], author, decision => ({ ...decision, label: labels.get(decision.path) ?? null }));
}

/** Confirms (true), dismisses (false) or clears (null) anomalies. Labels are kept. */
export function reviewImages(knowledge: Knowledge, paths: readonly string[], anomalous: boolean | null, author: Author): Change {
  return decide(knowledge, paths, author, decision => ({ ...decision, anomalous }));
}

/**
 * Makes a class with the next free colour; its id is `change.classes.put[0].id`.
 * @throws PersonError when the name is empty or taken
 */
export function createClass(knowledge: Knowledge, name: string): Change {
  return { classes: { put: [newClass(checkedName(name, knowledge.classes), knowledge.classes)] } };
}

/** @throws PersonError when the name is empty or taken, or the class is gone */
export function renameClass(knowledge: Knowledge, classId: string, name: string): Change {
  const present = classOf(knowledge, classId);
  return { classes: { put: [{ ...present, name: checkedName(name, knowledge.classes, classId) }] } };
}

/** @param color `#rrggbb` */
export function recolourClass(knowledge: Knowledge, classId: string, color: string): Change {
  if (!/^#[0-9a-f]{6}$/i.test(color)) throw new PersonError(`"${color}" is not a colour of the form #rrggbb.`);
  return { classes: { put: [{ ...classOf(knowledge, classId), color }] } };
}

/** Removes a class and the labels that name it; reviews are kept. */
export function deleteClass(knowledge: Knowledge, classId: string): Change {
  return { classes: { remove: [classOf(knowledge, classId).id] } };
}

/** Gives every image of one class the label of another and removes the first. */
export function mergeClass(knowledge: Knowledge, classId: string, into: string): Change {
  classOf(knowledge, classId);
  classOf(knowledge, into);
  if (classId === into) return {};
  const decisions = knowledge.decisions
    .filter(({ label }) => label === classId)
    .map(decision => ({ path: decision.path, after: { ...decision, label: into } }));
  return { decisions, classes: { remove: [classId] } };
}

/** Puts the classes into this order. */
export function orderClasses(classIds: readonly string[]): Change {
  return { classes: { order: classIds } };
}

/** Images that carry the label of a class. */
export function imagesOf(knowledge: Knowledge, classId: string): number {
  return knowledge.decisions.reduce((count, { label }) => count + (label === classId ? 1 : 0), 0);
}

function decide(knowledge: Knowledge, paths: readonly string[], { by, at }: Author, change: (before: Decision) => Decision): Change {
  const present = new Map(knowledge.decisions.map(decision => [decision.path, decision]));
  const decisions = [];
  for (const path of new Set(paths)) {
    const before = present.get(path) ?? { path, label: null, anomalous: null, by, at };
    const after = change(before);
    if (after.label !== before.label || after.anomalous !== before.anomalous) decisions.push({ path, after: { ...after, by, at } });
  }
  return { decisions };
}

function classOf(knowledge: Knowledge, classId: string): ImageClass {
  const found = knowledge.classes.find(({ id }) => id === classId);
  if (!found) throw new PersonError('This class is gone; it was deleted or merged meanwhile.');
  return found;
}
