/** The checkpoint of a training that runs: written when there is something new, from time to time. */
import { type ImageClass } from '../shared/project';
import { saveCheckpoint } from './checkpoint';
import { type Known } from './known';
import { type Training } from './training';

/** Between two checkpoints, ms. */
const interval = 20_000;

export class Saving {
  private at = Date.now();
  /** Step that the checkpoint on disk is of; -1: there is none. */
  private step = -1;

  constructor(private readonly state: string, private readonly seed: number) {}

  get due(): boolean {
    return Date.now() - this.at > interval;
  }

  /** A training begins whose state at `step` is on disk; -1: it is nowhere yet. */
  begin(step: number): void {
    this.at = Date.now();
    this.step = step;
  }

  /** Writes what `training` has learned, if anything since the last time. */
  async save(training: Training | null, known: Known): Promise<void> {
    if (!training || training.learner.step === this.step) return;
    const { state, classes, ...rest } = await training.learner.snapshot();
    const stepsLeft = Number.isFinite(training.stepsLeft) ? training.stepsLeft : 0;
    const header = { ...rest, classes: named(classes, known.knowledge.classes), seed: this.seed, stepsLeft, knowledge: known.digest };
    this.step = rest.step;
    await saveCheckpoint(this.state, { header, tensors: state });
    this.at = Date.now();
  }
}

/** Names beside the ids: another project may know a class by its name alone. */
function named(ids: readonly string[], classes: readonly ImageClass[]): Pick<ImageClass, 'id' | 'name'>[] {
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return ids.map(id => ({ id, name: names.get(id) ?? id }));
}
