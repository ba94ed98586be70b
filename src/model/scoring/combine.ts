/** How much each part of the evidence counts; a reviewer's decisions move the weights, the more of them there are. */
import { misranked } from './misranked';

/** Kinds of evidence whose weights add up to 1. */
export const kindNames = ['reconstruction', 'latent', 'neighbours', 'classification'] as const;
/** The kinds, and the resemblance to what was decided, which comes on top. */
export const partNames = [...kindNames, 'likeness'] as const;
export type PartName = (typeof partNames)[number];
/** One robust score per image and part, each [N]. */
export type Parts = Record<PartName, Float32Array>;
export type PartWeights = Record<PartName, number>;

/** What likeness counts where the kinds rank what was decided rightly, and in addition where they are no better than chance; where they are worse, still more. */
const leastLikeness = 0.2;
const moreLikeness = 1.3;

/** Without decisions. */
export const priorWeights: PartWeights = { reconstruction: 0.05, latent: 0.05, neighbours: 0.7, classification: 0.2, likeness: leastLikeness + moreLikeness };

/** Images on each side that weigh as much as the prior of the shares, and as the assumption that the ranking is no better than chance. */
const priorDecisions = 40;
const priorOfError = 5;
/** Added to the share of misranked pairs: below it, kinds are equally good. */
const equallyGood = 0.003;

/**
 * Shares of several `kinds` [N] of evidence, which add up to 1: the more confirmed (1) and dismissed
 * (0) images there are in `anomalous` [N], the more by how rarely each kind alone misranks them
 * (one over the square) and the less by `prior`.
 */
export function sharesOf(kinds: readonly Float32Array[], prior: readonly number[], anomalous: Int8Array): number[] {
  const learned = trust(anomalous, priorDecisions);
  if (learned === 0) return [...prior];
  const worth = kinds.map(kind => (misranked(kind, anomalous) + equallyGood) ** -2);
  const total = worth.reduce((a, b) => a + b, 0);
  return prior.map((share, i) => (1 - learned) * share + (learned * worth[i]) / total);
}

/** How much decisions count beside a prior that is worth `images` on each side, 0-1. */
function trust(anomalous: Int8Array, images: number): number {
  const least = Math.min(...[0, 1].map(side => anomalous.reduce((sum, own) => sum + Number(own === side), 0)));
  return least / (least + images);
}

/**
 * Weights of the parts from the decisions in `anomalous` [N]; {@link priorWeights} until one is
 * confirmed and one dismissed. What resembles them counts the more, the less the kinds of evidence
 * alone have ranked them rightly.
 */
export function fitWeights(parts: Parts, anomalous: Int8Array): PartWeights {
  const shares = sharesOf(kindNames.map(kind => parts[kind]), kindNames.map(kind => priorWeights[kind]), anomalous);
  const weights = { ...priorWeights, ...Object.fromEntries(kindNames.map((kind, i) => [kind, shares[i]])) };
  const learned = trust(anomalous, priorOfError);
  if (learned === 0) return weights;
  const error = learned * misranked(combine(parts, { ...weights, likeness: 0 }), anomalous) + (1 - learned) / 2;
  return { ...weights, likeness: leastLikeness + 2 * moreLikeness * error };
}

/** The weighted sum of the parts [N]. */
export function combine(parts: Parts, weights: PartWeights): Float32Array {
  const sums = new Float64Array(parts.reconstruction.length);
  for (const name of partNames) {
    const [part, weight] = [parts[name], weights[name]];
    for (let i = 0; i < sums.length; i++) sums[i] += weight * part[i];
  }
  return Float32Array.from(sums);
}

/** Share of each part in what makes an image stand out, whose robust scores `score` gives; the shares add up to 1. */
export function reasons(score: (part: PartName) => number, weights: PartWeights): PartWeights {
  const pushes = partNames.map(part => weights[part] * Math.max(0, score(part)));
  const total = pushes.reduce((a, b) => a + b, 0);
  return Object.fromEntries(partNames.map((part, j) => [part, total > 0 ? pushes[j] / total : part === 'likeness' ? 0 : weights[part]])) as PartWeights;
}
