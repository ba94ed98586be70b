/** How long is trained, and with which rates. */
import { defaultScalars } from '../model/trainingStep';

/** Why a training begins: without any model, with new labels, with new images. */
export type Reason = 'fresh' | 'labels' | 'images';

/** How long a training is instead, for the command line and the benches. */
export interface TrainingLimits {
  readonly seconds?: number;
  readonly epochs?: number;
  readonly steps?: number;
}

/** A training that runs or is to run, counted in steps; Infinity: until its time is over. */
export interface Plan {
  readonly steps: number;
  done: number;
}

export interface Rates {
  readonly learningRate: number;
  readonly klWeight: number;
  readonly averageDecay: number;
  readonly classificationWeight: number;
  readonly consistencyWeight: number;
}

/** Images of one step: 64, fewer only where a folder has fewer. */
export function batchSize(images: number): number {
  let size = 8;
  while (size < 64 && size < images) size *= 2;
  return size;
}

/** Steps that are worth their time, and bounds in epochs: few images are soon learnt by heart, many need to be seen at least a few times. */
const budgets: Record<Reason, { steps: number; least: number; most: number }> = {
  fresh: { steps: 1000, least: 4, most: 60 },
  labels: { steps: 400, least: 3, most: 30 },
  images: { steps: 150, least: 1, most: 5 },
};

/** The plan of a training of epochs of `stepsPerEpoch` steps; `limits` override the schedule. */
export function planFor(reason: Reason, stepsPerEpoch: number, limits: TrainingLimits): Plan {
  if (limits.seconds !== undefined) return { steps: Infinity, done: 0 };
  if (limits.steps !== undefined) return { steps: limits.steps, done: 0 };
  const { steps, least, most } = budgets[reason];
  const epochs = limits.epochs ?? Math.min(most, Math.max(least, Math.round(steps / stepsPerEpoch)));
  return { steps: epochs * stepsPerEpoch, done: 0 };
}

/** Steps over which the weight of the KL term grows to 1 (KL warm-up against posterior collapse). */
const klWarmUp = 400;
/** The learning rate falls within a plan as the square of a cosine over this share of half a turn (the share of Sohn et al. 2020, who do not square), to this share of itself at least. */
const cosineEnd = 7 / 16;
const leastShare = 0.05;

/**
 * The averaged weights are of about this share of a training, and of so many steps at least and at most: by the
 * end of a short one on top of many, for a few labels more, they must have followed.
 */
const averaged = { share: 1 / 4, least: 25, most: 1000 };

/** Rates of the next step: `step` counts from the first step ever, `share` (0-1) is how much of this training of `steps` is done. */
export function ratesAt(step: number, share: number, steps: number): Rates {
  return {
    ...defaultScalars,
    learningRate: defaultScalars.learningRate * Math.max(leastShare, Math.cos(Math.PI * cosineEnd * share) ** 2),
    klWeight: Math.min(1, (step + 1) / klWarmUp),
    averageDecay: 1 - 1 / Math.min(averaged.most, Math.max(averaged.least, averaged.share * steps)),
  };
}
