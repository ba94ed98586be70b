/** The steps a person can take, as changes of what is known. */
import { sameDecision } from '../../shared/decided';
import { PersonError } from '../../shared/personError';
import { type Decision, type ImageClass, type Knowledge } from '../../shared/project';
import { phrase } from '../../shared/phrase';
import { checkedName, newClass } from '../classes';
import { type Change } from './change';

/** Who decides and when (ISO 8601 in UTC). */
export interface Author {
  readonly by: string;
  readonly at: string;
}

/** Labels images, each with its own class; null takes the label away. Reviews are kept, and rejections of other classes; another label is not sure yet. */
export function labelImages(knowledge: Knowledge, labels: ReadonlyMap<string, string | null>, author: Author): Change {
  return decide(knowledge, [...labels.keys()], author, decision => {
    const label = labels.get(decision.path) ?? null;
    return { ...decision, label, sure: label === decision.label ? decision.sure : undefined };
  });
}

/** Labels images with the classes that were suggested; those that have a label by now, or whose class is gone, are left out. */
export function acceptSuggestions(knowledge: Knowledge, suggested: ReadonlyMap<string, string>, author: Author): Change {
  const labelled = new Set(knowledge.decisions.filter(({ label }) => label !== null).map(({ path }) => path));
  return labelImages(knowledge, new Map(existing(knowledge, suggested).filter(([path]) => !labelled.has(path))), author);
}

/** Remembers of images that they are not of the class that was suggested; labels and reviews are kept. */
export function rejectSuggestions(knowledge: Knowledge, suggested: ReadonlyMap<string, string>, author: Author): Change {
  const classes = new Map(existing(knowledge, suggested));
  return decide(knowledge, [...classes.keys()], author, decision => {
    const { rejected = [], path, label } = decision;
    const classId = classes.get(path);
    return classId === undefined || classId === label || rejected.includes(classId) ? decision : { ...decision, rejected: [...rejected, classId] };
  });
}

/** Says of images that their labels stand, whatever speaks against them; images without a label are left out. */
export function confirmLabels(knowledge: Knowledge, paths: readonly string[], author: Author): Change {
  return decide(knowledge, paths, author, decision => (decision.label === null ? decision : { ...decision, sure: true }));
}

/** Confirms (true), dismisses (false) or clears (null) anomalies. Labels are kept. */
export function reviewImages(knowledge: Knowledge, paths: readonly string[], anomalous: boolean | null, author: Author): Change {
  return decide(knowledge, paths, author, decision => ({ ...decision, anomalous }));
}

/** Puts the threshold of anomalies at a place; null: it follows the decisions again. */
export function setThreshold(threshold: number | null): Change {
  return { threshold };
}

/**
 * Makes a class for anomalies and labels them with it; images that were not confirmed yet are.
 * @throws PersonError when the name is empty or taken
 */
export function makeClassOf(knowledge: Knowledge, paths: readonly string[], name: string, author: Author): Change {
  const made = newClass(checkedName(name, knowledge.classes), knowledge.classes);
  return { ...decide(knowledge, paths, author, decision => ({ ...decision, label: made.id, anomalous: true, sure: undefined })), classes: { put: [made] } };
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
  if (!/^#[0-9a-f]{6}$/i.test(color)) throw new PersonError(phrase`"${color}" is not a colour of the form #rrggbb.`);
  return { classes: { put: [{ ...classOf(knowledge, classId), color }] } };
}

/** Removes a class and the labels and rejections that name it; reviews are kept. */
export function deleteClass(knowledge: Knowledge, classId: string): Change {
  return { classes: { remove: [classOf(knowledge, classId).id] } };
}

/** Gives every image of one class the label of another and removes the first; who rejected the one has rejected the other. */
export function mergeClass(knowledge: Knowledge, classId: string, into: string): Change {
  classOf(knowledge, classId);
  classOf(knowledge, into);
  if (classId === into) return {};
  const merged = (id: string) => (id === classId ? into : id);
  const decisions = knowledge.decisions
    .filter(({ label, rejected }) => label === classId || rejected?.includes(classId))
    .map(({ label, rejected, ...rest }) => ({
      path: rest.path,
      after: { ...rest, label: label === null ? null : merged(label), ...(rejected && { rejected: rejected.map(merged) }) },
    }));
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
    if (!sameDecision(after, before)) decisions.push({ path, after: { ...after, by, at } });
  }
  return { decisions };
}

function existing({ classes }: Knowledge, suggested: ReadonlyMap<string, string>): [string, string][] {
  const ids = new Set(classes.map(({ id }) => id));
  return [...suggested].filter(([, id]) => ids.has(id));
}

function classOf(knowledge: Knowledge, classId: string): ImageClass {
  const found = knowledge.classes.find(({ id }) => id === classId);
  if (!found) throw new PersonError(phrase`This class is gone; it was deleted or merged meanwhile.`);
  return found;
}
