/** All that is known of the images, as columns: one entry per path of the listing. */
import { type Phrase } from '../../src/shared/phrase';
import { type Decision, type ImageClass } from '../../src/shared/project';
import { type Listing, type Predictions } from '../../src/shared/trainerContract';

/** Columns of equal length; the index of an image is its place in the listing. */
export interface ImageTable {
  readonly version: number;
  readonly paths: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Time of last change, ms since 1970. */
  readonly modified: Float64Array;
  /** Why an image cannot be read. */
  readonly unreadable: ReadonlyMap<number, Phrase>;
  /** Index into the classes; -1: no label. */
  readonly label: Int16Array;
  /** 1 confirmed anomaly, 0 dismissed, -1 not reviewed. */
  readonly review: Int8Array;
  /** Who decided last; empty: nobody, or not known. */
  readonly by: string[];
  /** When, ISO 8601 in UTC; empty: never, or not known. */
  readonly at: string[];
  /** 1: the label stands, whatever speaks against it. */
  readonly sure: Uint8Array;
  /** Classes that the image is not, by their place, of the images that have some. */
  readonly rejected: Map<number, readonly number[]>;
  /** Index into the classes; -1: none. */
  readonly suggestion: Int16Array;
  /** 0-1; NaN: not known. */
  readonly confidence: Float32Array;
  /** 0-1, 0.5 is the threshold; NaN: not known. */
  readonly anomaly: Float32Array;
  /** 1: above the threshold, whether or not it has been reviewed since. */
  readonly flagged: Uint8Array;
  /** Place in the order in which to label; NaN: not in it. */
  readonly next: Float32Array;
  /** Why it is there, or was last: a place in `nextReasons`; {@link noReason}: it never was. */
  readonly nextReason: Uint8Array;
  /** How much speaks against the label, 0-1; NaN: nothing is known. */
  readonly suspicion: Float32Array;
  /** What it may be instead, by its place in the classes; -1: nothing is known, or the class is gone. */
  readonly rival: Int16Array;
  /** Number of the group of near duplicates; -1: it has none. */
  readonly group: Int32Array;
}

/** Suspicion from which a label is likely wrong: clearly more speaks against it than for it, else half of those that are shown would be right. */
export const likelyWrong = 0.6;
/** Confidence below which a suggestion is unsure. */
export const sure = 0.95;

/** A place beyond all reasons. */
export const noReason = 255;

const none: Listing = { version: 0, paths: [], modified: new Float64Array(0), unreadable: [] };

/** A table without decisions and predictions; null is an empty listing. */
export function tableOf(listing: Listing | null): ImageTable {
  const { version, paths, modified, unreadable } = listing ?? none;
  const indexOf = new Map(paths.map((path, index) => [path, index]));
  const count = paths.length;
  return {
    version, paths, indexOf, modified,
    unreadable: new Map(unreadable.flatMap(({ path, reason }) => {
      const index = indexOf.get(path);
      return index === undefined ? [] : [[index, reason] as const];
    })),
    label: new Int16Array(count).fill(-1),
    review: new Int8Array(count).fill(-1),
    by: new Array<string>(count).fill(''),
    at: new Array<string>(count).fill(''),
    sure: new Uint8Array(count),
    rejected: new Map(),
    suggestion: new Int16Array(count).fill(-1),
    confidence: new Float32Array(count).fill(NaN),
    anomaly: new Float32Array(count).fill(NaN),
    flagged: new Uint8Array(count),
    next: new Float32Array(count).fill(NaN),
    nextReason: new Uint8Array(count).fill(noReason),
    suspicion: new Float32Array(count).fill(NaN),
    rival: new Int16Array(count).fill(-1),
    group: new Int32Array(count).fill(-1),
  };
}

/** Writes the decisions into the columns; decisions about other paths or unknown classes are left out. */
export function applyDecisions(table: ImageTable, decisions: readonly Decision[], classes: readonly ImageClass[]): void {
  const classIndex = indexOfClasses(classes);
  table.label.fill(-1);
  table.review.fill(-1);
  table.by.fill('');
  table.at.fill('');
  table.sure.fill(0);
  table.rejected.clear();
  for (const { path, label, anomalous, by, at, rejected, sure } of decisions) {
    const index = table.indexOf.get(path);
    if (index === undefined) continue;
    table.label[index] = label === null ? -1 : classIndex.get(label) ?? -1;
    table.review[index] = anomalous === null ? -1 : anomalous ? 1 : 0;
    table.by[index] = by;
    table.at[index] = at;
    if (sure) table.sure[index] = 1;
    if (rejected) table.rejected.set(index, rejected.flatMap(id => classIndex.get(id) ?? []));
  }
}

/**
 * Writes predictions into the columns. `predictedPaths` is the listing they belong to: an older one
 * is matched by path, so that suggestions stay on screen while a new listing waits for its own.
 */
export function applyPredictions(
  table: ImageTable, predictions: Predictions, predictedPaths: readonly string[], classes: readonly ImageClass[],
): void {
  const classIndex = indexOfClasses(classes);
  const toIndex = predictions.classes.map(id => classIndex.get(id) ?? -1);
  const indexOf = (from: number) => (predictedPaths === table.paths ? from : table.indexOf.get(predictedPaths[from]));
  for (let from = 0; from < predictedPaths.length; from++) {
    const index = indexOf(from);
    if (index === undefined) continue;
    const suggestion = predictions.suggestion[from];
    table.suggestion[index] = suggestion < 0 ? -1 : toIndex[suggestion] ?? -1;
    table.confidence[index] = predictions.confidence[from];
    table.anomaly[index] = predictions.anomaly[from];
    table.flagged[index] = predictions.flagged[from];
  }
  table.next.fill(NaN);
  predictions.next.forEach((from, place) => {
    const index = indexOf(from);
    if (index === undefined) return;
    table.next[index] = place;
    table.nextReason[index] = predictions.nextReason[place];
  });
  table.suspicion.fill(NaN);
  predictions.suspects.forEach((from, place) => {
    const index = indexOf(from);
    if (index === undefined) return;
    table.suspicion[index] = predictions.suspicion[place];
    table.rival[index] = toIndex[predictions.rivals[place]] ?? -1;
  });
}

/** Whether the model flags the image and nobody has reviewed it. */
export function isFlagged(table: ImageTable, index: number): boolean {
  return table.flagged[index] === 1 && table.review[index] === -1;
}

/** Whether the image is in the order in which to label, and still waits for a label. */
export function isNext(table: ImageTable, index: number): boolean {
  return table.next[index] >= 0 && table.label[index] === -1 && table.review[index] !== 1 && !table.unreadable.has(index);
}

/** Whether the image has a label that is likely wrong, and nobody has said that it stands. */
export function isSuspect(table: ImageTable, index: number): boolean {
  return table.label[index] >= 0 && table.sure[index] === 0 && table.suspicion[index] >= likelyWrong;
}

/** What an image whose label is doubted may be instead, a place in the classes; -1: its label is not doubted, or nothing is known of that. */
export function rivalOf(table: ImageTable, index: number): number {
  const rival = table.rival[index];
  return isSuspect(table, index) && rival !== table.label[index] ? rival : -1;
}

/** Whether a suggestion stands that is not sure. */
export function isUnsure(table: ImageTable, index: number): boolean {
  return isSuggested(table, index) && table.confidence[index] < sure;
}

/** Whether a suggestion stands: readable, not labelled, and the model has said something that was not rejected. */
export function isSuggested(table: ImageTable, index: number): boolean {
  const suggestion = table.suggestion[index];
  return table.label[index] === -1 && suggestion >= 0 && !table.unreadable.has(index) && !table.rejected.get(index)?.includes(suggestion);
}

/** Whether a suggestion stands with a confidence (0-1) of at least this much. */
export function isSuggestedAt(table: ImageTable, index: number, atLeast: number): boolean {
  // Confidence has 32 bits: 0.95 as such is a little less than 0.95.
  return table.confidence[index] >= Math.fround(atLeast) && isSuggested(table, index);
}

function indexOfClasses(classes: readonly ImageClass[]): Map<string, number> {
  return new Map(classes.map(({ id }, index) => [id, index]));
}
