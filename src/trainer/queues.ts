/** What is offered to a person beside the suggestions: what to label next, and which labels look wrong. */
import { likelyMislabelled } from '../model/order/mislabelled';
import { nextToLabel } from '../model/order/next';
import { type AnomalyEvidence, type Compile, type Decisions, type Evidence, rankAnomalies } from '../model/scores';
import { type Predictions } from '../shared/trainerContract';

/** As in {@link Predictions}, with rows of the evidence in place of indices into the listing. */
export type Queues = Pick<Predictions, 'next' | 'nextReason' | 'suspects' | 'suspicion' | 'rivals'>;

export const noQueues: Queues = { next: new Int32Array(), nextReason: new Uint8Array(), suspects: new Int32Array(), suspicion: new Float32Array(), rivals: new Int16Array() };

/** Entries of `next`. */
const nextLength = 256;

/** The queues from `evidence` with calibrated probabilities; `decisions` has one entry per row. */
export async function queuesOf(evidence: Evidence, decisions: Decisions, found: AnomalyEvidence, compile: Compile, seed: number): Promise<Queues> {
  // Only the order matters, which no share changes.
  const { anomaly } = rankAnomalies(found, decisions, 0.05);
  const { order, reason } = await nextToLabel(evidence, decisions, anomaly, nextLength, compile, seed);
  return { next: order, nextReason: reason, ...(await likelyMislabelled(evidence, decisions, compile, seed)) };
}
