/** What of a decision is kept: the same rule where it is made, where it is shown, and where it is written. */
import { type Decision } from './project';

/**
 * A decision without what contradicts or repeats itself: a label overrules the rejection of the same
 * class, and no class is rejected twice. null: nothing is decided.
 */
export function kept({ rejected = [], ...rest }: Decision): Decision | null {
  const others = [...new Set(rejected)].filter(id => id !== rest.label);
  if (rest.label === null && rest.anomalous === null && others.length === 0) return null;
  return others.length > 0 ? { ...rest, rejected: others } : rest;
}

type Decided = Pick<Decision, 'label' | 'anomalous' | 'rejected'>;

/** Whether two say the same of an image, whoever said it when. */
export function sameDecision(a: Decided, b: Decided): boolean {
  const [of, others] = [a.rejected ?? [], b.rejected ?? []];
  return a.label === b.label && a.anomalous === b.anomalous && of.length === others.length && of.every((each, i) => each === others[i]);
}
