/** The normal images that the others are compared with. */
import { Random } from '../../shared/random';
import { type Decisions } from './evidence';

/** At most so many, so that 100,000 images stay cheap. */
const bankLimit = 4096;

/** Whether a person has called every image of the bank normal, or labelled it. */
export function isKnown(bank: Int32Array, { label, anomalous }: Decisions): boolean {
  return bank.every(i => anomalous[i] === 0 || label[i] >= 0);
}

/** At most {@link bankLimit} references; those that a person called normal come first. */
export function chooseBank(reference: Uint8Array, { anomalous }: Decisions, seed: number): Int32Array {
  const candidates = new Random(seed).shuffle(Int32Array.from(reference.keys()).filter(i => reference[i] === 1));
  const known = candidates.filter(i => anomalous[i] === 0);
  const others = candidates.filter(i => anomalous[i] !== 0);
  return Int32Array.from([...known, ...others]).slice(0, bankLimit).sort();
}
