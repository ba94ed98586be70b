/** What is known of every image when anomalies are ranked, and which of them are fit to be a reference. */
import { firstColumns, type Rows } from './rows';

export interface Evidence {
  /** N. */
  readonly count: number;
  /** Mean squared error of a pixel [N]. */
  readonly reconstruction: Float32Array;
  /** Means of q(z|x) [N, L]. */
  readonly mu: Rows;
  /** Topmost encoder layer [N, H]. */
  readonly features: Rows;
  /** Energies of the filter bank [N, W + P]; may be left out. */
  readonly energies?: Rows;
  /** How many energies of an image count, the first ones: only those of the whole image where the place in it means nothing. Left out: all. */
  readonly telling?: number;
  /** `pi`, [N, K] row by row; empty without classes. */
  readonly probabilities: Float32Array;
  readonly classes: number;
}

export interface Decisions {
  /** Class given by a person [N], -1: none. */
  readonly label: Int16Array;
  /** 1 confirmed, 0 dismissed or known to be normal, -1 not reviewed [N]. */
  readonly anomalous: Int8Array;
  /** 1: the label stands, whatever speaks against it [N]; left out: none does. */
  readonly sure?: Uint8Array;
  /** 1 for a defect class [K], where decisions about other images than these count too; left out: see {@link defectClasses}. */
  readonly defect?: Uint8Array;
}

/** How many images have a label. */
export function labelledCount({ label }: Pick<Decisions, 'label'>): number {
  return label.reduce((sum, k) => sum + Number(k >= 0), 0);
}

/**
 * 1 for every class all of whose decisions say anomalous (at least one) [K]: a defect class. None is
 * as long as every class would be: `pi` then gives each image one of them, and says nothing by it.
 */
export function defectClasses({ label, anomalous, defect }: Decisions, classes: number): Uint8Array {
  if (defect) return defect;
  const decided = new Uint32Array(classes);
  const confirmed = new Uint32Array(classes);
  label.forEach((k, i) => {
    if (k < 0 || k >= classes) return;
    decided[k]++;
    if (anomalous[i] === 1) confirmed[k]++;
  });
  const found = Uint8Array.from(decided, (count, k) => (count > 0 && confirmed[k] === count ? 1 : 0));
  return found.includes(0) ? found : new Uint8Array(classes);
}

/** The energies that tell images apart [N, telling]; null where there are none. */
export function tellingEnergies({ energies, telling }: Evidence): Rows | null {
  return energies && energies.width > 0 ? firstColumns(energies, telling ?? energies.width) : null;
}

/** The class of each image [N]: its label, else the most probable one; 0 without classes. */
export function assignedClass({ count, probabilities, classes }: Evidence, { label }: Decisions): Int16Array {
  const assigned = new Int16Array(count);
  if (classes === 0) return assigned;
  for (let i = 0; i < count; i++) assigned[i] = label[i] >= 0 && label[i] < classes ? label[i] : mostProbable(probabilities, i * classes, classes);
  return assigned;
}

/** What tells images apart, for all of them: energies, or features where there are none. */
export function tellingTable(evidence: Evidence): Rows {
  return tellingEnergies(evidence) ?? evidence.features;
}

/** From so many images that a person knows, and from this share of all, they alone say what is normal. */
const enough = 100;
const enoughShare = 0.1;

/**
 * 1 where an image may stand for what is normal [N]: not confirmed as an anomaly, not of a defect
 * class. Where many are known to be normal (dismissed or labelled) only those, because among the
 * others may be anomalies that vouch for each other.
 */
export function references(assigned: Int16Array, { label, anomalous }: Decisions, defect: Uint8Array): Uint8Array {
  const normal = Uint8Array.from(assigned, (k, i) => (anomalous[i] === 0 || (anomalous[i] !== 1 && !defect[k]) ? 1 : 0));
  const known = normal.map((is, i) => (is && (anomalous[i] === 0 || label[i] >= 0) ? 1 : 0));
  const count = known.reduce((sum, is) => sum + is, 0);
  return count >= enough && count >= enoughShare * known.length ? known : normal;
}

/** Index of the largest of `length` values from `start`, relative to `start`. */
export function mostProbable(values: Float32Array, start: number, length: number): number {
  let best = 0;
  for (let k = 1; k < length; k++) if (values[start + k] > values[start + best]) best = k;
  return best;
}
