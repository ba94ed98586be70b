/** How much each part of the evidence counts; a reviewer's decisions move the weights, a strong prior holds them. */

export const partNames = ['reconstruction', 'latent', 'neighbours', 'classification'] as const;
export type PartName = (typeof partNames)[number];
/** One robust score per image and part, each [N]. */
export type Parts = Record<PartName, Float32Array>;
export type PartWeights = Record<PartName, number>;

/** Without decisions; the weights of a combination add up to 1. */
export const priorWeights: PartWeights = { reconstruction: 0.05, latent: 0.05, neighbours: 0.7, classification: 0.2 };

/** Decisions that weigh as much as the prior. */
const priorDecisions = 40;

/**
 * Weights from confirmed (1) and dismissed (0) images in `anomalous` [N]: logistic regression on the
 * parts, with a Gaussian prior around {@link priorWeights} so that few decisions change little; never
 * negative. The prior itself until one of each exists.
 */
export function fitWeights(parts: Parts, anomalous: Int8Array, prior: PartWeights = priorWeights): PartWeights {
  const confirmed = indicesOf(anomalous, 1);
  const dismissed = indicesOf(anomalous, 0);
  if (confirmed.length === 0 || dismissed.length === 0) return prior;
  // Both sides count alike: a reviewer who dismisses a hundred images has not said that nothing is an anomaly.
  const rows = [...confirmed.map(i => ({ i, y: 1, share: 0.5 / confirmed.length })), ...dismissed.map(i => ({ i, y: 0, share: 0.5 / dismissed.length }))];
  const pull = priorDecisions / rows.length / 4;
  const weights = { ...prior };
  let bias = 0;
  for (let step = 0; step < 300; step++) {
    const gradient: PartWeights = { reconstruction: 0, latent: 0, neighbours: 0, classification: 0 };
    let biasGradient = 0;
    for (const { i, y, share } of rows) {
      const logit = partNames.reduce((sum, part) => sum + weights[part] * parts[part][i], bias);
      const error = share * (1 / (1 + Math.exp(-logit)) - y);
      biasGradient += error;
      for (const part of partNames) gradient[part] += error * parts[part][i];
    }
    bias -= 0.5 * biasGradient;
    for (const part of partNames) weights[part] = Math.max(0, weights[part] - 0.02 * (gradient[part] + pull * (weights[part] - prior[part])));
  }
  const total = partNames.reduce((sum, part) => sum + weights[part], 0);
  if (!(total > 0)) return prior;
  for (const part of partNames) weights[part] /= total;
  return weights;
}

/** The weighted sum of the parts [N]. */
export function combine(parts: Parts, weights: PartWeights): Float32Array {
  return parts.reconstruction.map((_, i) => partNames.reduce((sum, part) => sum + weights[part] * parts[part][i], 0));
}

/** Share of each part in what makes image `i` stand out; the shares add up to 1. */
export function reasons(parts: Parts, weights: PartWeights, i: number): PartWeights {
  const pushes = partNames.map(part => weights[part] * Math.max(0, parts[part][i]));
  const total = pushes.reduce((a, b) => a + b, 0);
  return Object.fromEntries(partNames.map((part, j) => [part, total > 0 ? pushes[j] / total : weights[part]])) as PartWeights;
}

function indicesOf(values: Int8Array, wanted: number): number[] {
  return Array.from(values.keys()).filter(i => values[i] === wanted);
}
