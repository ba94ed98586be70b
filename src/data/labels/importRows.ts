import { sameDecision } from '../../shared/decided';
import { type Knowledge } from '../../shared/project';
import { type LabelRow } from '../labelsFile';
import { type Change } from './change';
import { decisionsFrom } from './rowsAndDecisions';

/**
 * The change that takes rows in. What a row says wins; what it leaves open (no label, not reviewed) stays as it is.
 * Names that no class has become new classes.
 */
export function importRows(knowledge: Knowledge, rows: readonly LabelRow[]): Change {
  const { classes, decisions } = decisionsFrom(rows, knowledge.classes);
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
