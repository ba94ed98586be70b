/** Seeded draws of labels and images. */
import { type Decisions } from '../../../src/model/scores';
import { Random } from '../../../src/shared/random';
import { type ImageSet } from './sets';

/** `perClass` of the images `from` of each class of the set, or all where there are fewer; ascending. More of the same seed contain fewer. */
export function drawPerClass(set: ImageSet, from: readonly number[], perClass: number, seed: number): number[] {
  return membersOf(set, from, seed).flatMap(of => of.slice(0, perClass)).sort((a, b) => a - b);
}

/** `share` (0-1) of the images `from` of each class of the set, at least one; ascending. More of the same seed contain fewer. */
export function drawShare(set: ImageSet, from: readonly number[], share: number, seed: number): number[] {
  return membersOf(set, from, seed).flatMap(of => of.slice(0, Math.max(1, Math.round(share * of.length)))).sort((a, b) => a - b);
}

/** The images `from` in the order of a person who labels one of each class in turn; drawn by seed. */
export function inTurn(set: ImageSet, from: readonly number[], seed: number): number[] {
  const members = membersOf(set, from, seed);
  const rounds = Math.max(...members.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => members.flatMap(of => of.slice(round, round + 1))).flat();
}

/** The images `from` of each class, in an order drawn by seed. */
function membersOf(set: ImageSet, from: readonly number[], seed: number): number[][] {
  const members = set.classes.map(() => [] as number[]);
  for (const i of new Random(seed).shuffle([...from])) members[set.label[i]].push(i);
  return members;
}

/** No decision on any of `count` images. */
export function undecided(count: number): Decisions {
  return { label: new Int16Array(count).fill(-1), anomalous: new Int8Array(count).fill(-1) };
}

/** The true labels of the images `labelled` as places in `classes` (names). */
export function labelsOf(set: ImageSet, labelled: readonly number[], classes: readonly string[] = set.classes): Decisions {
  const decisions = undecided(set.label.length);
  for (const i of labelled) decisions.label[i] = classes.indexOf(set.classes[set.label[i]]);
  return decisions;
}

/** The labels of `decisions`, `share` (0-1) of which are replaced by another of `classes` classes; and the images where that was done. Drawn by seed. */
export function mislabelled(decisions: Decisions, share: number, classes: number, seed: number): { decisions: Decisions; changed: number[] } {
  const random = new Random(seed);
  const label = decisions.label.slice();
  const labelled = random.shuffle(where(label.length, i => label[i] >= 0));
  const changed = labelled.slice(0, Math.round(share * labelled.length));
  for (const i of changed) label[i] = (label[i] + 1 + random.below(classes - 1)) % classes;
  return { decisions: { ...decisions, label }, changed };
}

/** Places 0 … of the numbers below `count` for which `wanted` holds. */
export function where(count: number, wanted: (i: number) => boolean): number[] {
  return Array.from({ length: count }, (_, i) => i).filter(wanted);
}
