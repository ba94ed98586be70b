/** What the suggestions take for what. */
import { type Knowledge } from '../../shared/project';
import { type Listing, type Predictions } from '../../shared/trainerContract';

export interface Confusion {
  /** `tested`: on labels that the model did not know when it was asked; `learned`: on those that it has been trained with, which flatter it. */
  readonly basis: 'tested' | 'learned';
  /** Ids of classes. */
  readonly classes: readonly string[];
  /** Images by label (row) and suggestion (column). */
  readonly counts: readonly (readonly number[])[];
  /** Share of right ones, 0-1. */
  readonly right: number;
}

/** The confusion matrix of the tests or, where there are none, of the labels; null where there is neither. */
export function confusionOf({ decisions }: Knowledge, { paths }: Listing, { tests, classes, suggestion }: Predictions): Confusion | null {
  const place = new Map(paths.map((path, i) => [path, i]));
  const learned = decisions.flatMap(({ path, label }) => {
    const k = suggestion[place.get(path) ?? -1] ?? -1;
    return label !== null && k >= 0 ? [{ label, suggestion: classes[k] }] : [];
  });
  const pairs = tests.length > 0 ? tests : learned;
  if (pairs.length === 0) return null;
  const used = [...new Set([...classes, ...pairs.flatMap(({ label, suggestion }) => [label, suggestion])])];
  const counts = used.map(label => used.map(suggested => pairs.filter(pair => pair.label === label && pair.suggestion === suggested).length));
  return { basis: tests.length > 0 ? 'tested' : 'learned', classes: used, counts, right: pairs.filter(({ label, suggestion }) => label === suggestion).length / pairs.length };
}
