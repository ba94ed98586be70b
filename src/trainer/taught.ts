/** Which labels a network has learned, and which of them it denies all the same. */
import { type Decisions } from '../model/scores';
import { type Scored } from './evidence';
import { type ImageSource } from './imageSource';

/** The class (id) of an image (identity) whose label the last whole training knew: it was learned, or doubted (model/doubt.ts). */
export type Taught = ReadonlyMap<string, string>;

/** The labels of `decisions`, which point into `classes` (ids), as {@link Taught}. */
export function taughtBy(images: ImageSource, { label }: Decisions, classes: readonly string[]): Taught {
  return new Map(images.readable.filter(i => label[i] >= 0).map(i => [images.identity(i), classes[label[i]]]));
}

/**
 * The labelled rows of a pass that suggestions are to be fitted to. A label that the network was
 * taught and denies all the same is left out: it is likely wrong, and a fit without augmentation
 * would learn it by heart. Not where the network denies most labels of a class: then it has not
 * learned that class yet, and not where a person has said that the label stands (`sure`). `label` [N] points into
 * `classes` (ids); -1: none.
 */
export function credible(scored: Scored, classes: readonly string[], label: Int16Array, sure?: Uint8Array): number[] {
  const labelled = Array.from(label.keys()).filter(row => label[row] >= 0);
  const { taught } = scored;
  if (!taught) return labelled;
  const known = (row: number) => taught.get(scored.identities[row]) === classes[label[row]];
  const balance = new Map<number, number>();
  for (const row of labelled) if (known(row)) balance.set(label[row], (balance.get(label[row]) ?? 0) + (agrees(scored, classes, row, label[row]) ? 1 : -1));
  return labelled.filter(row => sure?.[row] === 1 || !known(row) || agrees(scored, classes, row, label[row]) || (balance.get(label[row]) ?? 0) < 0);
}

/** Whether the network's own `pi` gives image `row` the class at place `k` of `classes` (ids). */
export function agrees({ classes: own, evidence: { probabilities } }: Scored, classes: readonly string[], row: number, k: number): boolean {
  const place = own[k] === classes[k] ? k : own.indexOf(classes[k]);
  return place >= 0 && probabilities[row * own.length + place] > 0.5;
}
