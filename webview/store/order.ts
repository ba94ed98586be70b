/** The order of the images in a queue, and how far a frozen order has fallen behind. */
import { type ImageClass } from '../../src/shared/project';
import { type Filter, isPreview, matcher, queueKinds } from './filter';
import { type ImageTable } from './table';

/** `queue`: the order that the filter itself has; by name where it has none. */
export const sortKeys = ['name', 'confidence', 'anomaly', 'queue'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}

export interface Query {
  readonly filter: Filter;
  readonly sort: Sort;
  /** Part of the path, case ignored; empty: no search. */
  readonly search: string;
}

/** What the images of a filter can be sorted by. */
export function sortsOf({ kind }: Filter): SortKey[] {
  return sortKeys.filter(key => key !== 'queue' || queueKinds.includes(kind));
}

/** The way in which a key is sorted by at first: what is sure or odd before the rest. */
export function sortBy(by: SortKey): Sort {
  return { by, descending: by === 'confidence' || by === 'anomaly' };
}

/** What comes after the sort of a query when one goes through all that its filter has. */
export function nextSort({ filter, sort }: Query): Sort {
  const keys = sortsOf(filter);
  return sortBy(keys[(keys.indexOf(sort.by) + 1) % keys.length]);
}

/** Indices of the images that a query shows, in its order; unknown values come last, ties by name. */
export function orderOf(table: ImageTable, query: Query, classes: readonly ImageClass[]): number[] {
  const order = matching(table, query, classes);
  const { kind } = query.filter;
  const { by, descending } = query.sort;
  if (by === 'name' || (by === 'queue' && !queueKinds.includes(kind))) return descending ? order.reverse() : order;
  const values = by === 'queue' ? queueValues(table, query.filter) : table[by];
  // The most suspect label and the worst anomaly are the first of their queues.
  const highestFirst = by === 'queue' && (kind === 'mislabelled' || kind === 'anomalies');
  const sign = descending === highestFirst ? 1 : -1;
  return order.sort((a, b) => {
    const x = values[a];
    const y = values[b];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return sign * (x - y) || a - b;
  });
}

/** Indices of the images that a query shows, by name. */
export function matching(table: ImageTable, { filter, search }: Query, classes: readonly ImageClass[]): number[] {
  const matches = matcher(table, filter, classes);
  const part = search.trim().toLowerCase();
  const found: number[] = [];
  for (let index = 0; index < table.paths.length; index++) {
    if (matches(index) && (part === '' || table.paths[index].toLowerCase().includes(part))) found.push(index);
  }
  return found;
}

/** The query for another filter: a queue begins in its own order, suggestions with the surest, a preview of them with the least sure; all three leave that behind. */
export function withFilter(query: Query, filter: Filter): Query {
  const [before, after] = [query.filter, filter].map(beginning);
  // A queue is asked for to be gone through as it comes.
  const kept = before === after && after !== 'queue';
  return { ...query, filter, sort: kept ? query.sort : firstSort[after] };
}

/** Whether the images of a filter are gone through in an order of their own, from the first one on. */
export function beginsAtFirst(filter: Filter): boolean {
  return beginning(filter) !== 'byName';
}

/** How the images of a filter are sorted at first. */
type Beginning = 'byName' | 'queue' | 'surest' | 'leastSure';
const firstSort: Record<Beginning, Sort> = {
  byName: { by: 'name', descending: false },
  queue: { by: 'queue', descending: false },
  surest: { by: 'confidence', descending: true },
  leastSure: { by: 'confidence', descending: false },
};

function beginning(filter: Filter): Beginning {
  if (queueKinds.includes(filter.kind)) return 'queue';
  if (isPreview(filter)) return 'leastSure';
  return filter.kind === 'suggested' ? 'surest' : 'byName';
}

function queueValues(table: ImageTable, { kind, chosen }: Filter): Float32Array | Int32Array {
  if (chosen) {
    const ranks = new Float32Array(table.paths.length).fill(NaN);
    chosen.paths.forEach((path, rank) => { ranks[table.indexOf.get(path) ?? -1] = rank; });
    return ranks;
  }
  if (kind === 'duplicates') return table.group;
  if (kind === 'anomalies') return table.anomaly;
  return kind === 'next' ? table.next : kind === 'mislabelled' ? table.suspicion : table.confidence;
}

/** Images that come, go, or change places between two orders of the same table; no more than the longer of them has. */
export function movedBetween(shown: readonly number[], fresh: readonly number[]): number {
  // Of 100,000 images few move, mostly none: sets of all of them would cost a key press its frame.
  let start = 0;
  while (start < shown.length && shown[start] === fresh[start]) start++;
  let ends = 0;
  while (ends < Math.min(shown.length, fresh.length) - start && shown[shown.length - 1 - ends] === fresh[fresh.length - 1 - ends]) ends++;
  const [was, is] = [shown, fresh].map(order => order.slice(start, order.length - ends));
  const before = new Set(was);
  const after = new Set(is);
  const kept = was.filter(index => after.has(index));
  const staying = is.filter(index => before.has(index));
  let moved = was.length - kept.length + is.length - staying.length;
  for (let place = 0; place < kept.length; place++) if (kept[place] !== staying[place]) moved++;
  return Math.min(moved, Math.max(shown.length, fresh.length));
}

/** The same images under the indices of a newer table; those that are gone are left out. */
export function carryOrder(order: readonly number[], from: ImageTable, to: ImageTable): number[] {
  return order.flatMap(index => to.indexOf.get(from.paths[index]) ?? []);
}
