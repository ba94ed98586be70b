/** Which images a filter shows, and how many each filter would show. */
import { type ChosenImages } from '../../src/shared/pageContract';
import { type ImageClass } from '../../src/shared/project';
import { type ImageTable, isFlagged, isNext, isSuggested, isSuggestedAt, isSuspect, isUnsure } from './table';

export const filterKinds = ['all', 'next', 'unlabelled', 'labelled', 'suggested', 'unsure', 'mislabelled', 'anomalies', 'duplicates', 'unreadable'] as const;
/** A kind of {@link filterKinds}, or `chosen`: images that were asked for one by one. */
export type FilterKind = (typeof filterKinds)[number] | 'chosen';

/** Filters that come in an order of their own. */
export const queueKinds: readonly FilterKind[] = ['next', 'unsure', 'mislabelled', 'anomalies', 'duplicates', 'chosen'];

export interface Filter {
  readonly kind: FilterKind;
  /** Narrows `labelled` and `suggested` to one class; null: every class. */
  readonly classId: string | null;
  /** Narrows `suggested` to this confidence (0-1) or more: the preview of what is accepted at once. Left out: no preview. */
  readonly atLeast?: number;
  /** The images of `chosen`, in their order. */
  readonly chosen?: ChosenImages;
}

/** Whether a filter is the preview of what is accepted at once. */
export function isPreview({ kind, atLeast }: Filter): boolean {
  return kind === 'suggested' && atLeast !== undefined;
}

export interface Counts {
  readonly all: number;
  /** Worth a label first. */
  readonly next: number;
  readonly unlabelled: number;
  readonly labelled: number;
  readonly suggested: number;
  /** Suggestions that are not sure. */
  readonly unsure: number;
  /** Labels that are likely wrong. */
  readonly mislabelled: number;
  /** Flagged and not reviewed, or confirmed. */
  readonly anomalies: number;
  /** In a group of near duplicates, labelled or not. */
  readonly duplicates: number;
  readonly unreadable: number;
  /** Labelled images of each class, in the order of the classes. */
  readonly labelledBy: readonly number[];
  readonly suggestedBy: readonly number[];
}

/** A test of one image by its index. An unknown class matches nothing. */
export function matcher(table: ImageTable, filter: Filter, classes: readonly ImageClass[]): (index: number) => boolean {
  const wanted = filter.classId === null ? null : classes.findIndex(({ id }) => id === filter.classId);
  switch (filter.kind) {
    case 'all': return () => true;
    case 'next': return index => isNext(table, index);
    case 'unsure': return index => isUnsure(table, index);
    case 'mislabelled': return index => isSuspect(table, index);
    case 'unlabelled': return index => table.label[index] === -1 && !table.unreadable.has(index);
    case 'labelled': return index => wanted === null ? table.label[index] >= 0 : wanted >= 0 && table.label[index] === wanted;
    case 'suggested': {
      const { atLeast } = filter;
      const stands = (index: number) => (atLeast === undefined ? isSuggested(table, index) : isSuggestedAt(table, index, atLeast));
      return index => stands(index) && (wanted === null || table.suggestion[index] === wanted);
    }
    case 'anomalies': return index => table.review[index] === 1 || isFlagged(table, index);
    case 'duplicates': return index => table.group[index] >= 0;
    case 'unreadable': return index => table.unreadable.has(index);
    case 'chosen': {
      const chosen = new Set(filter.chosen?.paths);
      return index => chosen.has(table.paths[index]);
    }
  }
}

/** Counts every filter in one pass over the images. */
export function countAll(table: ImageTable, classes: readonly ImageClass[]): Counts {
  const labelledBy = new Array<number>(classes.length).fill(0);
  const suggestedBy = new Array<number>(classes.length).fill(0);
  let labelled = 0;
  let unlabelled = 0;
  let suggested = 0;
  let anomalies = 0;
  let next = 0;
  let unsure = 0;
  let mislabelled = 0;
  let duplicates = 0;
  for (let index = 0; index < table.paths.length; index++) {
    const label = table.label[index];
    if (label >= 0) {
      labelled++;
      labelledBy[label]++;
    } else if (!table.unreadable.has(index)) unlabelled++;
    if (isSuggested(table, index)) {
      suggested++;
      suggestedBy[table.suggestion[index]]++;
    }
    if (table.review[index] === 1 || isFlagged(table, index)) anomalies++;
    if (isNext(table, index)) next++;
    if (isUnsure(table, index)) unsure++;
    if (isSuspect(table, index)) mislabelled++;
    if (table.group[index] >= 0) duplicates++;
  }
  return {
    all: table.paths.length, next, unlabelled, labelled, suggested, unsure, mislabelled, anomalies, duplicates,
    unreadable: table.unreadable.size, labelledBy, suggestedBy,
  };
}
