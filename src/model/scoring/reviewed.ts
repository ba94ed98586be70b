/** What a reviewer's decisions say of the other images. */
import { chooseBank } from './bank';
import { assignedClass, type Decisions, defectClasses, type Evidence, references, tellingTable } from './evidence';
import { type Direction, directions, discriminant } from './likeness';

/** What the likeness to dismissed images counts beside that to confirmed ones: what is dismissed is of many kinds. */
const dismissedShare = 0.5;

/**
 * How much each image [N] resembles confirmed anomalies more than normal images, less how much it
 * resembles what was dismissed; zeros without decisions. Cheap enough for every decision. `seed` as
 * for the other evidence.
 */
export function likenessToReviewed(evidence: Evidence, decisions: Decisions, seed: number): Float32Array {
  return addedUp(evidence, sidesOf(evidence, decisions, seed));
}

/**
 * The same of image `i` alone, by what was decided about all others: an image that was confirmed resembles the
 * confirmed ones whatever it looks like, for it is one of them.
 */
export function likenessToOthers(evidence: Evidence, decisions: Decisions, seed: number, i: number): number {
  const found = sidesOf(evidence, decisions, seed);
  const without = (images: readonly number[]) => images.filter(other => other !== i);
  return addedUp(evidence, found && { ...found, sides: found.sides.map(side => ({ ...side, members: without(side.members), others: without(side.others) })) })[i];
}

function addedUp(evidence: Evidence, found: Sides | null): Float32Array {
  const total = new Float32Array(evidence.count);
  if (!found) return total;
  const likeness = discriminant(tellingTable(evidence), found.bank);
  for (const { members, others, share } of found.sides) likeness(members, others).forEach((value, i) => { total[i] += share * value; });
  return total;
}

/** The directions that {@link likenessToReviewed} adds up, each with its share, and the images that the table is on the scale of; null without decisions. */
export function reviewedDirections(evidence: Evidence, decisions: Decisions, seed: number): { bank: Int32Array; directions: (Direction & { readonly share: number })[] } | null {
  const found = sidesOf(evidence, decisions, seed);
  if (!found) return null;
  const between = directions(tellingTable(evidence), found.bank);
  return {
    bank: found.bank,
    directions: found.sides.flatMap(({ members, others, share }) => {
      const direction = between(members, others)?.direction;
      return direction ? [{ ...direction, share }] : [];
    }),
  };
}

interface Side {
  readonly members: readonly number[];
  readonly others: readonly number[];
  readonly share: number;
}

interface Sides {
  readonly bank: Int32Array;
  readonly sides: readonly Side[];
}

function sidesOf(evidence: Evidence, decisions: Decisions, seed: number): Sides | null {
  const { anomalous } = decisions;
  const where = (wanted: (i: number) => boolean) => Array.from(anomalous.keys()).filter(wanted);
  const [confirmed, dismissed] = [where(i => anomalous[i] === 1), where(i => anomalous[i] === 0)];
  if (confirmed.length + dismissed.length === 0) return null;
  const reference = references(assignedClass(evidence, decisions), decisions, defectClasses(decisions, evidence.classes));
  const bank = chooseBank(reference, decisions, seed);
  if (bank.length === 0) return null;
  return {
    bank,
    sides: [
      { members: confirmed, others: where(i => reference[i] === 1), share: 1 },
      { members: dismissed, others: where(i => reference[i] === 1 && anomalous[i] !== 0), share: -dismissedShare },
    ],
  };
}
