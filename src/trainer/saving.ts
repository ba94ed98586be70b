/** The checkpoint of a training that runs: written when there is something new, from time to time. */
import { type ImageClass } from '../shared/project';
import { saveCheckpoint } from './checkpoint';
import { type Known } from './known';
import { type Basis, readRanking, saveRanking } from './lastRanking';
import { type Images } from './images';
import { type Training } from './training';
import { type Predictions } from '../shared/trainerContract';

/** Between two checkpoints, ms. */
const interval = 20_000;

export class Saving {
  private at = Date.now();
  /** Step that the checkpoint on disk is of; -1: there is none. */
  private step = -1;

  /** What was published and is not on disk yet. */
  private ranking: { readonly predictions: Predictions; readonly basis: Basis } | null = null;

  constructor(private readonly state: string, private readonly seed: number, private readonly images: Images) {}

  get due(): boolean {
    return Date.now() - this.at > interval;
  }

  /** Whether what was learned up to `step` is on disk. */
  has(step: number): boolean {
    return this.step === step;
  }

  /** A training begins whose state at `step` is on disk; -1: it is nowhere yet. */
  begin(step: number): void {
    this.at = Date.now();
    this.step = step;
  }

  /** `predictions`, made with what is `known`, are what a person sees now. */
  published(predictions: Predictions, { knowledge, share, byHand }: Known): void {
    this.ranking = { predictions, basis: { knowledge, share, byHand } };
  }

  /** What a person saw last of the same images with the same decisions; null: nothing is known of it. */
  lastRanking(known: Known): Promise<Predictions | null> {
    return readRanking(this.state, this.images, known);
  }

  /** Writes what `training` has learned, if anything since the last time, and the ranking; `whole`: all labels that are `known` are part of its plan. */
  async save(training: Training | null, known: Known, whole: boolean): Promise<void> {
    const { ranking, state: folder, images } = this;
    this.ranking = null;
    this.at = Date.now();
    if (ranking?.predictions.listing === images.listingVersion) await saveRanking(folder, ranking.predictions, images, ranking.basis);
    if (!training || this.has(training.learner.step)) return;
    const { state, classes, ...rest } = await training.learner.snapshot();
    const stepsLeft = Number.isFinite(training.stepsLeft) ? training.stepsLeft : 0;
    const header = { ...rest, classes: named(classes, known.knowledge.classes), seed: this.seed, stepsLeft, knowledge: whole ? known.digest : null };
    // Before it is written: what a disk has refused is not tried again at the end.
    this.step = rest.step;
    await saveCheckpoint(folder, { header, tensors: state });
  }
}

/** Names beside the ids: another project may know a class by its name alone. */
function named(ids: readonly string[], classes: readonly ImageClass[]): Pick<ImageClass, 'id' | 'name'>[] {
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return ids.map(id => ({ id, name: names.get(id) ?? id }));
}
