/** Labels by class name (files) and by class id (everything else). */
import { kept } from '../../shared/decided';
import { type ImageClass, type Knowledge } from '../../shared/project';
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
  const decisions = rows.flatMap(({ label, rejected, ...rest }) =>
    kept({ ...rest, label: label === null ? null : idOf(label), ...(rejected && { rejected: rejected.map(idOf) }) }) ?? []);
  return { classes: all, decisions: decisions.sort((a, b) => byCodeUnit(a.path, b.path)) };
}

/** Rows of a file from decisions. */
export function rowsFrom({ classes, decisions }: Knowledge): LabelRow[] {
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return decisions.map(({ label, rejected, ...rest }) => ({
    ...rest,
    label: label === null ? null : names.get(label) ?? null,
    ...(rejected && { rejected: rejected.flatMap(id => names.get(id) ?? []) }),
  }));
}
