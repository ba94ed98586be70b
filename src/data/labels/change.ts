/** A change of what is known, and how to take it back: pure data and pure functions. */
import { kept } from '../../shared/decided';
import { PersonError } from '../../shared/personError';
import { type Decision, type ImageClass, type Knowledge } from '../../shared/project';
import { phrase } from '../../shared/phrase';
import { byCodeUnit } from '../order';

/** One step of a person. Parts that are left out change nothing. */
export interface Change {
  readonly decisions?: readonly DecisionChange[];
  readonly classes?: ClassesChange;
  /** Where the threshold of anomalies is put by hand; null: it follows the decisions again. */
  readonly threshold?: number | null;
}

export interface DecisionChange {
  readonly path: string;
  /** What is decided about the image afterwards; null: nothing. */
  readonly after: Decision | null;
}

/** Speaks of single classes, not of the whole list, so that taking it back spares classes made meanwhile. */
export interface ClassesChange {
  /** Classes to add (at the end), or to replace where the id is known. */
  readonly put?: readonly ImageClass[];
  /** Ids of classes to remove; labels and rejections that still name them are taken away. */
  readonly remove?: readonly string[];
  /** Ids in their new order; classes that it does not name come after, as they stood. */
  readonly order?: readonly string[];
}

export interface Applied {
  readonly knowledge: Knowledge;
  /** Applied to the result, it gives back what was before. */
  readonly inverse: Change;
}

/**
 * What is known after a change. Decisions stay sorted by path, and each names a class that exists.
 * @throws PersonError when two classes would have one name, Error when a label names no class
 */
export function applyChange(knowledge: Knowledge, change: Change): Applied {
  const classes = changedClasses(knowledge.classes, change.classes);
  const ids = new Set(classes.map(({ id }) => id));
  const decisions = new Map(knowledge.decisions.map(decision => [decision.path, decision]));
  const before = new Map<string, Decision | null>();
  const set = (path: string, after: Decision | null): void => {
    if (!before.has(path)) before.set(path, decisions.get(path) ?? null);
    const decision = after && kept(after);
    if (decision) decisions.set(path, { ...decision, path });
    else decisions.delete(path);
  };
  for (const { path, after } of change.decisions ?? []) {
    if (after && after.label !== null && !ids.has(after.label)) throw new Error(`No class has the id "${after.label}"`);
    set(path, after);
  }
  if (change.classes?.remove) {
    for (const decision of [...decisions.values()]) {
      const { label, rejected = [] } = decision;
      const gone = label !== null && !ids.has(label);
      if (gone || rejected.some(id => !ids.has(id))) {
        set(decision.path, { ...decision, label: gone ? null : label, rejected: rejected.filter(id => ids.has(id)) });
      }
    }
  }
  const sorted = before.size === 0 ? knowledge.decisions : [...decisions.values()].sort((a, b) => byCodeUnit(a.path, b.path));
  const present = knowledge.threshold ?? null;
  const threshold = change.threshold === undefined ? present : change.threshold;
  return {
    knowledge: { classes, decisions: sorted, threshold: threshold ?? undefined },
    inverse: {
      ...(threshold !== present ? { threshold: present } : {}),
      ...(before.size > 0 ? { decisions: [...before].map(([path, after]) => ({ path, after })) } : {}),
      ...(change.classes ? { classes: inverseOfClasses(knowledge.classes, change.classes) } : {}),
    },
  };
}

function changedClasses(classes: readonly ImageClass[], change: ClassesChange | undefined): readonly ImageClass[] {
  if (!change) return classes;
  const byId = new Map(classes.map(item => [item.id, item]));
  for (const item of change.put ?? []) byId.set(item.id, item);
  for (const id of change.remove ?? []) byId.delete(id);
  const ordered = new Map<string, ImageClass>();
  for (const id of change.order ?? []) {
    const item = byId.get(id);
    if (item) ordered.set(id, item);
  }
  for (const [id, item] of byId) ordered.set(id, item);
  const result = [...ordered.values()];
  for (const [i, { name }] of result.entries()) {
    if (result.findIndex(other => other.name === name) !== i) throw new PersonError(phrase`There are two classes "${name}". Choose another name, or merge the two.`);
  }
  return result;
}

function inverseOfClasses(classes: readonly ImageClass[], change: ClassesChange): ClassesChange {
  const touched = new Set([...(change.put ?? []).map(({ id }) => id), ...(change.remove ?? [])]);
  const known = new Set(classes.map(({ id }) => id));
  return {
    put: classes.filter(({ id }) => touched.has(id)),
    remove: [...touched].filter(id => !known.has(id)),
    order: classes.map(({ id }) => id),
  };
}
