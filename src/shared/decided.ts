/** What of a decision is kept: the same rule where it is made, where it is shown, and where it is written. */
import { type Decision } from './project';

/**
 * A decision without what contradicts or repeats itself: a label overrules the rejection of the same
 * class, no class is rejected twice, and nobody is sure of no label. null: nothing is decided.
 */
export function kept({ rejected = [], sure, ...rest }: Decision): Decision | null {
  const others = [...new Set(rejected)].filter(id => id !== rest.label);
  if (rest.label === null && rest.anomalous === null && others.length === 0) return null;
  return { ...rest, ...(others.length > 0 && { rejected: others }), ...(sure && rest.label !== null && { sure }) };
}

type Decided = Pick<Decision, 'label' | 'anomalous' | 'rejected' | 'sure'>;

/** Whether two say the same of an image, whoever said it when. */
export function sameDecision(a: Decided, b: Decided): boolean {
  const [of, others] = [a.rejected ?? [], b.rejected ?? []];
  return a.label === b.label && a.anomalous === b.anomalous && a.sure === b.sure && of.length === others.length && of.every((each, i) => each === others[i]);
}
