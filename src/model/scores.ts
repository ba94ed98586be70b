/**
 * The anomaly ranking. A VAE's reconstruction error alone fails where the odd images are smooth: a
 * simple image reconstructs well wherever it comes from (Nalisnick et al. 2019, Serra et al. 2020).
 * So an error counts when it is unusual, large or small, and most of the weight is on how sparse the
 * surroundings of an image are in the energies of the filter bank (scoring/surroundings.ts). Each kind
 * of evidence is on the scale of the normal images of the same class (scoring/combine.ts adds them up).
 */
import { placeOf, scoreAt } from '../shared/anomalyScale';
import { type Predictions } from '../shared/trainerContract';
import { chooseBank, isKnown } from './scoring/bank';
import { combine, fitWeights, type Parts, type PartWeights, reasons, sharesOf } from './scoring/combine';
import { assignedClass, type Decisions, defectClasses, type Evidence, references, tellingTable } from './scoring/evidence';
import { type Compile, meanDistances } from './scoring/neighbours';
import { likenessToReviewed } from './scoring/reviewed';
import { type RobustScale, robustScale, robustScores, upperSpread } from './scoring/robust';
import { type Measure, surroundings } from './scoring/surroundings';
import { chooseThreshold } from './threshold';

export { type Decisions, defectClasses, type Evidence, labelledCount } from './scoring/evidence';
export { type Compile } from './scoring/neighbours';
export { likenessToOthers, likenessToReviewed } from './scoring/reviewed';
export { type Parts, type PartWeights } from './scoring/combine';

/** Most similar images that are told of each image. */
export const neighbourCount = 5;
/** Neighbours that the density is measured with, as a share of the bank, where odd images may be in it: with fewer, a handful of one kind vouch for each other. */
const densityShare = 0.015;
const mostNeighbours = 60;
/** Added before the logarithm: to a distance, to an error, to a doubt. */
export const distanceFloor = 1e-3;
export const errorFloor = 1e-6;
export const doubtFloor = 1e-3;
/** Where all images are alike, no difference may look like a large one. */
const leastDeviation = 5e-7;

export interface AnomalyEvidence {
  /** Robust scores of each part, each [N]; larger is less normal. */
  readonly parts: Parts;
  /** Image indices of the most similar normal images, nearest first, [N, 5] row by row; -1: none. */
  readonly nearest: Int32Array;
  /** Largest probability of a defect class where the suggestion is one, else 0 [N]. */
  readonly defect: Float32Array;
}

export interface AnomalyScores extends Pick<Predictions, 'threshold' | 'rule' | 'automatic'> {
  /** 0-1, 0.5 is the threshold [N]. */
  readonly anomaly: Float32Array;
  readonly weights: PartWeights;
  /** The weighted sums that are place 0, and place 1 above it. */
  readonly middle: number;
  readonly deviation: number;
}

/** All evidence against every image; the costly half of the ranking. `seed` chooses the bank of normal images. */
export async function anomalyEvidence(evidence: Evidence, decisions: Decisions, compile: Compile, seed: number): Promise<AnomalyEvidence> {
  return (await measuredEvidence(evidence, decisions, compile, seed)).found;
}

/** What turns an image into evidence: the images that it is compared with, and the scales of its measures. */
export interface Yardstick {
  readonly defect: Uint8Array;
  /** Images that stand for what is normal, and how many of them are an image's neighbours. */
  readonly bank: Int32Array;
  readonly k: number;
  /** Whose own members an image is compared with, -1: all of the bank [N]. */
  readonly group: Int16Array;
  readonly scales: Readonly<Record<'reconstruction' | 'latent' | 'classification' | Measure, RobustScale | null>>;
  /** What each measure of the neighbours counts. */
  readonly shares: Readonly<Record<Measure, number>>;
}

/** {@link anomalyEvidence}, and what it was measured by. */
export async function measuredEvidence(evidence: Evidence, decisions: Decisions, compile: Compile, seed: number): Promise<{ found: AnomalyEvidence; yardstick: Yardstick }> {
  const { count, classes } = evidence;
  const defect = defectClasses(decisions, classes);
  const assigned = assignedClass(evidence, decisions);
  const reference = references(assigned, decisions, defect);
  const score = (values: Float32Array) => {
    const scale = robustScale(values, assigned, reference, defect);
    return { scale, scores: robustScores(values, assigned, scale) };
  };
  const bank = chooseBank(reference, decisions, seed);
  const k = isKnown(bank, decisions) ? neighbourCount : Math.min(mostNeighbours, Math.max(neighbourCount, Math.round(densityShare * bank.length)));
  const sparseness = (distance: Float32Array) => score(distance.map(d => Math.log(d + distanceFloor)));
  const reconstruction = score(evidence.reconstruction.map(error => Math.log(error + errorFloor)));
  const latent = sparseness(await meanDistances(evidence.mu, bank, k, compile));
  const table = tellingTable(evidence);
  const group = assigned.map(g => (classes === 0 || defect[g] ? -1 : g));
  const around = (measure: Measure) => surroundings(table, group, bank, { k, told: neighbourCount }, measure, compile);
  const similar = await around('whitened');
  const even = sparseness(similar.distance);
  const plain = isReviewed(decisions) ? sparseness((await around('standardised')).distance) : null;
  const [whitened, standardised] = plain ? sharesOf([even.scores, plain.scores], [1, 0], decisions.anomalous) : [1, 0];
  const neighbours = plain ? even.scores.map((value, i) => whitened * value + standardised * plain.scores[i]) : even.scores;
  const likeness = likenessToReviewed(evidence, decisions, seed);
  const classification = classes > 1 ? score(doubt(evidence, defect)) : { scale: null, scores: new Float32Array(count) };
  return {
    found: {
      parts: { reconstruction: reconstruction.scores.map(unusual), latent: latent.scores, neighbours, classification: classification.scores, likeness },
      nearest: similar.nearest, defect: defectProbability(evidence, defect),
    },
    yardstick: {
      defect, bank, k, group, shares: { whitened, standardised },
      scales: { reconstruction: reconstruction.scale, latent: latent.scale, classification: classification.scale, whitened: even.scale, standardised: plain?.scale ?? null },
    },
  };
}

/** Whether there is a decision of either kind. */
function isReviewed({ anomalous }: Decisions): boolean {
  return anomalous.includes(0) && anomalous.includes(1);
}

/** Too large an error counts in full, too small a one half: what is simpler than all others is odd too. */
function unusual(score: number): number {
  return score > 0 ? score : -score / 2;
}

/**
 * Weighs the evidence, sets the threshold and scales; cheap, for every decision and every move of the
 * threshold. `share` (0-1) of the images is flagged without decisions; a person's own place for the
 * threshold (`byHand`, null: none) counts before every rule.
 */
export function rankAnomalies({ parts, defect }: AnomalyEvidence, { anomalous }: Decisions, share: number, byHand: number | null = null): AnomalyScores {
  const weights = fitWeights(parts, anomalous);
  const raw = combine(parts, weights);
  const { value, rule } = chooseThreshold(raw, anomalous, share);
  const { middle, deviation: found } = upperSpread(raw);
  const deviation = Math.max(found, leastDeviation);
  const placed = (score: number) => (score - middle) / deviation;
  const automatic = { threshold: placed(value), rule };
  const { threshold } = byHand === null ? automatic : { threshold: byHand };
  const anomaly = raw.map((score, i) => {
    // A suggested class of defects counts before a hand is on the threshold: else none could move such an image below it.
    const suspected = defect[i] > 0 ? placeOf(0.5 + defect[i] / 4, automatic.threshold) : -Infinity;
    return scoreAt(Math.max(placed(score), suspected), threshold);
  });
  return { anomaly, threshold, rule: byHand === null ? rule : { kind: 'hand' }, automatic, weights, middle, deviation };
}

/** Share of each part in what makes image `i` stand out, where it is as like what was decided as `likeness` says; they add up to 1. */
export function reasonsOf({ parts }: AnomalyEvidence, weights: PartWeights, i: number, likeness = parts.likeness[i]): PartWeights {
  return reasons(part => (part === 'likeness' ? likeness : parts[part][i]), weights);
}

/** log(1 - probability of the most probable normal class) [N]. */
function doubt({ count, probabilities, classes }: Evidence, defect: Uint8Array): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    let best = 0;
    for (let k = 0; k < classes; k++) if (!defect[k]) best = Math.max(best, probabilities[i * classes + k]);
    return Math.log(1 - best + doubtFloor);
  });
}

function defectProbability({ count, probabilities, classes }: Evidence, defect: Uint8Array): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const row = probabilities.subarray(i * classes, (i + 1) * classes);
    const best = row.reduce((at, p, k) => (p > row[at] ? k : at), 0);
    return defect[best] ? row[best] : 0;
  });
}
