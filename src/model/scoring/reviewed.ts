/** What a reviewer's decisions say of the other images. */
import { chooseBank } from './bank';
import { assignedClass, type Decisions, defectClasses, type Evidence, references, tellingTable } from './evidence';
import { discriminant } from './likeness';

/** What the likeness to dismissed images counts beside that to confirmed ones: what is dismissed is of many kinds. */
const dismissedShare = 0.5;

/**
 * How much each image [N] resembles confirmed anomalies more than normal images, less how much it
 * resembles what was dismissed; zeros without decisions. Cheap enough for every decision. `seed` as
 * for the other evidence.
 */
export function likenessToReviewed(evidence: Evidence, decisions: Decisions, seed: number): Float32Array {
  const { anomalous } = decisions;
  const where = (wanted: (i: number) => boolean) => Array.from(anomalous.keys()).filter(wanted);
  const [confirmed, dismissed] = [where(i => anomalous[i] === 1), where(i => anomalous[i] === 0)];
  if (confirmed.length + dismissed.length === 0) return new Float32Array(anomalous.length);
  const reference = references(assignedClass(evidence, decisions), decisions, defectClasses(decisions, evidence.classes));
  const bank = chooseBank(reference, decisions, seed);
  if (bank.length === 0) return new Float32Array(anomalous.length);
  const { table, width } = tellingTable(evidence);
  const likeness = discriminant(table, width, bank);
  const alike = likeness(confirmed, where(i => reference[i] === 1));
  const unlike = likeness(dismissed, where(i => reference[i] === 1 && anomalous[i] !== 0));
  return alike.map((value, i) => value - dismissedShare * unlike[i]);
}
