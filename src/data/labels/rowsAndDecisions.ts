/** Labels by class name (files) and by class id (everything else). */
import { type Decision, type ImageClass, type Knowledge } from '../../shared/project';
import { newClass } from '../classes';
import { type LabelRow } from '../labelsFile';
import { byCodeUnit } from '../order';

/**
 * Decisions from the rows of a file. A name that no class has becomes a new class; but a name that
 * a class had before (`formerly`), and that now has another, still means that class.
 */
export function decisionsFrom(rows: readonly LabelRow[], classes: readonly ImageClass[], formerly: readonly ImageClass[] = []): Knowledge {
  const all = [...classes];
  const ids = new Map(classes.map(({ id, name }) => [name, id]));
  const present = new Set(classes.map(({ id }) => id));
  for (const { id, name } of formerly) if (!ids.has(name) && present.has(id)) ids.set(name, id);
  const idOf = (name: string): string => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    const made = newClass(name, all);
    all.push(made);
    ids.set(name, made.id);
    return made.id;
  };
  const decisions = rows.map((row): Decision => ({ ...row, label: row.label === null ? null : idOf(row.label) }));
  return { classes: all, decisions: decisions.filter(isDecided).sort((a, b) => byCodeUnit(a.path, b.path)) };
}

/** Rows of a file from decisions. */
export function rowsFrom({ classes, decisions }: Knowledge): LabelRow[] {
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return decisions.map(decision => ({ ...decision, label: decision.label === null ? null : names.get(decision.label) ?? null }));
}

function isDecided({ label, anomalous }: Decision): boolean {
  return label !== null || anomalous !== null;
}
