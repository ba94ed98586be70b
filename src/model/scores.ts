/**
 * The anomaly ranking. A VAE's reconstruction error alone misses what reconstructs well, a
 * classifier alone is a poor detector: four kinds of evidence, each on the scale of the normal
 * images of the same class, are added (see scoring/combine.ts for their weights).
 */
import { Random } from '../shared/random';
import { type ThresholdRule } from '../shared/trainerContract';
import { combine, fitWeights, type Parts, type PartWeights, priorWeights, reasons } from './scoring/combine';
import { assignedClass, type Decisions, defectClasses, type Evidence, references } from './scoring/evidence';
import { latentDistance } from './scoring/latent';
import { type Compile, nearestNeighbours, standardised } from './scoring/neighbours';
import { deviation, robustScores } from './scoring/robust';
import { chooseThreshold, scaledScores } from './threshold';

export { type Decisions, defectClasses, type Evidence } from './scoring/evidence';
export { type Compile } from './scoring/neighbours';
export { type Parts, type PartWeights } from './scoring/combine';

/** Neighbours that are looked at. */
export const neighbourCount = 5;
/** Largest number of normal images that the others are compared with, so that 100,000 images stay cheap. */
const bankLimit = 4096;
/** Share of the references that look worst by the other evidence and stay out of the bank: unlabelled folders are dirty. */
const trimmed = 0.1;

export interface AnomalyEvidence {
  /** Robust scores of each part, each [N]; larger is less normal. */
  readonly parts: Parts;
  /** Image indices of the most similar normal images, nearest first, [N, 5] row by row; -1: none. */
  readonly nearest: Int32Array;
  /** Largest probability of a defect class where the suggestion is one, else 0 [N]. */
  readonly defect: Float32Array;
}

export interface AnomalyScores {
  /** 0-1, 0.5 is the threshold [N]. */
  readonly anomaly: Float32Array;
  readonly rule: ThresholdRule;
  readonly weights: PartWeights;
}

/** All evidence against every image; the costly half of the ranking. `seed` chooses the bank of normal images. */
export async function anomalyEvidence(evidence: Evidence, decisions: Decisions, compile: Compile, seed: number): Promise<AnomalyEvidence> {
  const { count, classes, hidden } = evidence;
  const defect = defectClasses(decisions, classes);
  const assigned = assignedClass(evidence, decisions);
  const reference = references(assigned, decisions, defect);
  const score = (values: Float32Array) => robustScores(values, assigned, reference, defect);

  const reconstruction = score(evidence.reconstruction.map(error => Math.log(error + 1e-6)));
  const latent = score(latentDistance(evidence, assigned, reference).map(distance => Math.log(distance + 1e-3)));
  const classification = classes > 1 ? score(doubt(evidence, defect)) : new Float32Array(count);

  const suspicion = reconstruction.map((value, i) => value + latent[i]);
  const bank = chooseBank(reference, suspicion, decisions, seed);
  const features = standardised(evidence.features, hidden, bank);
  const { distance, nearest } = await nearestNeighbours(features, hidden, bank, neighbourCount, compile);
  const neighbours = score(distance.map(d => Math.log(d + 1e-3)));
  const confirmed = Int32Array.from(decisions.anomalous.keys()).filter(i => decisions.anomalous[i] === 1).slice(-bankLimit);
  if (confirmed.length > 0) {
    const near = await nearestNeighbours(features, hidden, confirmed, 1, compile);
    // Nearer to a confirmed anomaly than to the normal images: one of its kind.
    near.distance.forEach((d, i) => { neighbours[i] += likeness * Math.min(1, Math.max(0, Math.log((distance[i] + 1e-3) / (d + 1e-3)))); });
  }
  return { parts: { reconstruction, latent, neighbours, classification }, nearest, defect: defectProbability(evidence, defect) };
}

/** Robust score that an image gains in feature space for lying close to a confirmed anomaly. */
const likeness = 6;

/** Weighs the evidence, sets the threshold and scales; cheap, for every decision and every move of the share. */
export function rankAnomalies({ parts, defect }: AnomalyEvidence, { anomalous }: Decisions, share: number): AnomalyScores {
  const weights = fitWeights(parts, anomalous, priorWeights);
  const raw = combine(parts, weights);
  const { value, rule } = chooseThreshold(raw, anomalous, share);
  const anomaly = scaledScores(raw, value, 2 * deviation(raw));
  return { anomaly: anomaly.map((score, i) => (defect[i] > 0 ? Math.max(score, 0.5 + defect[i] / 4) : score)), rule, weights };
}

/** Share of each part in the score of image `i`; they add up to 1. */
export function reasonsOf({ parts }: AnomalyEvidence, weights: PartWeights, i: number): PartWeights {
  return reasons(parts, weights, i);
}

/** log(1 - probability of the most probable normal class) [N]. */
function doubt({ count, probabilities, classes }: Evidence, defect: Uint8Array): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    let best = 0;
    for (let k = 0; k < classes; k++) if (!defect[k]) best = Math.max(best, probabilities[i * classes + k]);
    return Math.log(1 - best + 1e-3);
  });
}

function defectProbability({ count, probabilities, classes }: Evidence, defect: Uint8Array): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const row = probabilities.subarray(i * classes, (i + 1) * classes);
    const best = row.reduce((at, p, k) => (p > row[at] ? k : at), 0);
    return defect[best] ? row[best] : 0;
  });
}

/** At most {@link bankLimit} references, the most suspicious left out unless a person called them normal. */
function chooseBank(reference: Uint8Array, suspicion: Float32Array, { anomalous }: Decisions, seed: number): Int32Array {
  const candidates = Int32Array.from(reference.keys()).filter(i => reference[i] === 1);
  const limit = Float32Array.from(candidates, i => suspicion[i]).sort()[Math.ceil(candidates.length * (1 - trimmed)) - 1];
  const clean = candidates.filter(i => suspicion[i] <= limit || anomalous[i] === 0);
  return new Random(seed).shuffle(clean).slice(0, bankLimit).sort();
}
