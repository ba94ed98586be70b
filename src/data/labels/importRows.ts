import { sameDecision } from '../../shared/decided';
import { type ImageClass, type Knowledge } from '../../shared/project';
import { newClass } from '../classes';
import { type LabelRow } from '../labelsFile';
import { type Change } from './change';
import { decisionsFrom } from './rowsAndDecisions';

/**
 * The change that takes rows in. What a row says wins; what it leaves open (no label, not reviewed) stays as it is.
 * Names that no class has become new classes, those of `told` first, with their colours. Classes that are there keep theirs.
 */
export function importRows(knowledge: Knowledge, rows: readonly LabelRow[], told: readonly ImageClass[] = []): Change {
  const { classes, decisions } = decisionsFrom(rows, withClasses(knowledge.classes, told));
  const present = new Map(knowledge.decisions.map(decision => [decision.path, decision]));
  const changed = decisions.flatMap(decision => {
    const before = present.get(decision.path);
    if (!before) return [decision];
    const rejected = decision.rejected ?? before.rejected;
    const label = decision.label ?? before.label;
    const sure = decision.sure ?? (label === before.label ? before.sure : undefined);
    const after = { ...decision, label, anomalous: decision.anomalous ?? before.anomalous, ...(rejected && { rejected }), ...(sure && { sure }) };
    const sameAuthor = (after.by === '' && after.at === '') || (after.by === before.by && after.at === before.at);
    return sameDecision(after, before) && sameAuthor ? [] : [after];
  });
  const put = classes.slice(knowledge.classes.length);
  return {
    ...changed.length > 0 ? { decisions: changed.map(after => ({ path: after.path, after })) } : {},
    ...put.length > 0 ? { classes: { put } } : {},
  };
}

/** Classes, and those of `told` that have other names; ids are made anew, as others may have them here. */
function withClasses(classes: readonly ImageClass[], told: readonly ImageClass[]): readonly ImageClass[] {
  const all = [...classes];
  const names = new Set(classes.map(({ name }) => name));
  for (const { name, color } of told) if (!names.has(name)) all.push({ ...newClass(name, all), color });
  return all;
}
