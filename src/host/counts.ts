import { type Knowledge } from '../shared/project';
import { type Predictions } from '../shared/trainerContract';

export interface ClassCount {
  labelled: number;
  suggested: number;
}

interface Seen {
  readonly knowledge: Knowledge;
  readonly predictions: Predictions | null;
  readonly indexOf: (path: string) => number | undefined;
}

/** How many images carry each class's label, and how many others have it as their suggestion, not rejected since; by class id. */
export function countClasses({ knowledge, predictions, indexOf }: Seen): ReadonlyMap<string, ClassCount> {
  const counts = new Map<string, ClassCount>(knowledge.classes.map(({ id }) => [id, { labelled: 0, suggested: 0 }]));
  for (const { label } of knowledge.decisions) {
    const count = label === null ? undefined : counts.get(label);
    if (count) count.labelled++;
  }
  if (!predictions) return counts;
  const suggested = predictions.classes.map(id => counts.get(id));
  for (const index of predictions.suggestion) {
    const count = suggested[index];
    if (count) count.suggested++;
  }
  for (const { path, label, rejected } of knowledge.decisions) {
    const place = label === null && !rejected ? undefined : indexOf(path);
    if (place === undefined) continue;
    const suggestion = predictions.suggestion[place];
    const count = suggested[suggestion];
    if (count && (label !== null || rejected?.includes(predictions.classes[suggestion]))) count.suggested--;
  }
  return counts;
}

/** An image's decision by its path. */
export function decisionsByPath(knowledge: Knowledge): ReadonlyMap<string, Knowledge['decisions'][number]> {
  return new Map(knowledge.decisions.map(decision => [decision.path, decision]));
}
