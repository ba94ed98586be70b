/** A course of training: what is still to do, and one step after the other. */
import { type Decisions } from '../model/scores';
import { Batches } from './batches';
import { hintsAt, hintsFor, nothingSaid, type Said, takesHints } from './hints';
import { type ImageSource } from './imageSource';
import { type Learner } from './learner';
import { mayMirror } from './mirroring';
import { type Report } from './report';
import { batchSize, type Plan, planFor, ratesAt, type Reason, type TrainingLimits } from './schedule';
import { taughtBy } from './taught';
import { testAfter, testOn, withhold, without } from './withheld';

/** Steps between two rounds of hints while other labels keep coming, at least: a round takes as long as many steps. */
const roundEvery = 200;

/** One training at a time: its plan, its batches, its steps. */
export class Training {
  private plan: Plan = { steps: 0, done: 0 };
  private batches: Batches | null = null;
  /** Labelled images whose labels are not learned yet, but tested on later. */
  private withheld: readonly number[] = [];
  /** Step of the learner at which these are tested, whatever else has begun by then; time tells it where that limits the training. */
  private testAt = Infinity;
  /** Whether the model has ever learned a label: before that, labels that come all at once have not been seen beside its suggestions. */
  private learned: boolean;
  /** Whether left and right mean nothing in the images; null: not known yet. */
  private mirror: boolean | null = null;
  /** What labels say of other images; none until they are made. */
  private hints: { readonly said: Said; readonly classes: readonly string[] } = { said: nothingSaid, classes: [] };
  /** Classes that the labels of the decisions point into. */
  private classes: readonly string[];
  /** How many of {@link hintsAt} are past. */
  private hinted = 0;
  /** Labels have changed since hints were last made, so many steps ago. */
  private stale = false;
  private sinceHints = 0;
  private spent = 0;
  /** Running mean of the time of a step, ms; 0: not known. */
  private pace = 0;

  constructor(
    readonly learner: Learner,
    private readonly images: ImageSource,
    private readonly limits: TrainingLimits,
    private readonly report: Report,
    private decisions: Decisions,
    /** Awaited in pauses of long computations; what they make is dropped when it says stop. */
    private readonly between: () => Promise<'go' | 'stop'> = () => Promise.resolve('go'),
  ) {
    this.classes = learner.classes;
    this.learned = learner.taught.size > 0 || learner.tested.all.length > 0;
  }

  /** Learns from other decisions on the same images from now on. What was made of the labels is kept where they are the same. */
  setDecisions(decisions: Decisions): void {
    const before = this.decisions.label;
    if (this.classes !== this.learner.classes) this.forget();
    else if (!equal(before, decisions.label)) this.forget(i => decisions.label[i] !== before[i]);
    this.classes = this.learner.classes;
    this.decisions = decisions;
    this.batches = null;
  }

  /** Learns from another listing from now on: an index may mean another image, also where the labels look the same. */
  setImages(decisions: Decisions): void {
    this.forget();
    this.setDecisions(decisions);
  }

  /** Begins a training, or lengthens the one that runs to what it asks for. `steps` continues one that was broken off. */
  begin(reason: Reason, steps?: number): void {
    if (reason !== 'labels') this.mirror = null;
    const limited = Object.values(this.limits).some(limit => limit !== undefined);
    const keeps = steps === undefined && (reason === 'fresh' || (reason === 'labels' && !this.learned));
    if (keeps) this.keepBack();
    const plan = steps !== undefined && !limited ? { steps, done: 0 } : planFor(reason, this.source().stepsPerEpoch, this.limits);
    if (keeps) this.testAt = this.learner.step + Math.ceil(testAfter * plan.steps);
    if (plan.steps > this.stepsLeft) {
      this.plan = plan;
      // Where labels come one after the other, the hints of a moment ago serve on.
      this.hinted = this.hints.said.hints.size > 0 && this.sinceHints < roundEvery ? 1 : 0;
    }
    this.spent = 0;
  }

  get stepsLeft(): number {
    return this.plan.steps - this.plan.done;
  }

  get stepsPerEpoch(): number {
    return this.source().stepsPerEpoch;
  }

  get finished(): boolean {
    const { seconds } = this.limits;
    return this.stepsLeft <= 0 || (seconds !== undefined && this.spent >= seconds * 1000);
  }

  /** One step, reported. */
  async step(): Promise<void> {
    const { learner, plan } = this;
    if (this.withheld.length > 0 && (learner.step >= this.testAt || this.share >= testAfter)) await this.test();
    if (this.mirror === null) await this.lookForMirror();
    if (this.hintsDue()) await this.spread();
    const begun = Date.now();
    const source = this.source();
    const batch = await source.next(learner.strength.value);
    this.learned ||= source.labelled > 0;
    const losses = await learner.train(batch, ratesAt(learner.step, this.share, plan.steps), source.labelShares);
    plan.done++;
    this.sinceHints++;
    if (source.labelled > 0 && losses.classification !== undefined) learner.strength.take(losses.classification);
    learner.epoch += 1 / source.stepsPerEpoch;
    const took = Date.now() - begun;
    this.spent += took;
    // The first step compiles, which says nothing of the others.
    if (plan.done > 1) this.pace = this.pace === 0 ? took : 0.9 * this.pace + 0.1 * took;
    this.report.loss({
      step: learner.step, epoch: Math.floor(learner.epoch), total: losses.total, reconstruction: losses.reconstruction,
      divergence: losses.divergence, classification: source.labelled > 0 ? losses.classification ?? NaN : NaN, consistency: losses.consistency ?? 0,
    });
    this.tell(batch.image.shape[0]);
    if (this.finished) learner.taught = taughtBy(this.images, this.decisions, learner.classes);
  }

  /** Drops what was made of the labels of the images `changed` (indices); it is to be made anew. */
  private forget(changed?: (i: number) => boolean): void {
    const { hints: { said, classes } } = this;
    const kept = (of: readonly number[]) => (changed ? of.filter(i => !changed(i)) : []);
    this.withheld = kept(this.withheld);
    this.hints = changed ? { said: { ...said, doubted: kept(said.doubted) }, classes } : { said: nothingSaid, classes: [] };
    this.stale = true;
  }

  private async lookForMirror(): Promise<void> {
    const { learner: { engine, config, method }, images } = this;
    this.mirror = method.augmentation && await mayMirror(engine, images, config);
    this.batches = null;
  }

  private keepBack(): void {
    const { images, decisions, learner } = this;
    this.withheld = withhold(images.readable, decisions, learner.config.classes, learner.random);
    this.batches = null;
  }

  /** Tests the model on the labels that were kept back, which are learned from now on. */
  private async test(): Promise<void> {
    const { learner, images, decisions, withheld } = this;
    await testOn(learner, images, decisions, withheld);
    this.withheld = [];
    this.batches = null;
  }

  private hintsDue(): boolean {
    const { learner, hinted, share } = this;
    while (this.hinted < hintsAt.length && hintsAt[this.hinted] <= share) this.hinted++;
    return (this.hinted > hinted || (this.stale && this.sinceHints >= roundEvery)) && takesHints(learner);
  }

  /** Lets the labels that are known speak for the images around them. */
  private async spread(): Promise<void> {
    const { learner, images, decisions, withheld, report } = this;
    const { classes } = learner;
    const said = await hintsFor(learner, images, without(decisions, withheld), this.between, this.hints.said.doubted);
    if (!said) return;
    if (said.doubted.length > this.hints.said.doubted.length) report.log('info', `${said.doubted.length} labels are contradicted by all others; they are not learned.`);
    this.hints = { said, classes };
    this.stale = false;
    this.sinceHints = 0;
    this.batches = null;
  }

  /** How much of the plan is done, 0-1. */
  private get share(): number {
    const { seconds } = this.limits;
    return seconds !== undefined ? Math.min(1, this.spent / (1000 * seconds)) : this.plan.done / this.plan.steps;
  }

  private tell(batch: number): void {
    const { learner, limits, pace } = this;
    const left = limits.seconds !== undefined ? limits.seconds - this.spent / 1000 : (this.stepsLeft * pace) / 1000;
    this.report.set({
      phase: 'training',
      progress: this.share,
      step: learner.step,
      ...this.epochs,
      imagesPerSecond: pace > 0 ? (1000 * batch) / pace : null,
      secondsLeft: pace > 0 ? Math.max(0, left) : null,
    });
  }

  private get epochs(): { epoch: number; epochs: number } {
    const { learner, plan: { steps, done }, stepsPerEpoch } = this;
    if (!Number.isFinite(steps)) return { epoch: Math.floor(learner.epoch), epochs: 0 };
    return { epoch: Math.floor(done / stepsPerEpoch), epochs: Math.ceil(steps / stepsPerEpoch) };
  }

  private source(): Batches {
    const { images, learner, batches } = this;
    if (batches) return batches;
    const said = this.hints.classes === learner.classes ? this.hints.said : nothingSaid;
    const { sure } = this.decisions;
    const known = without(this.decisions, [...this.withheld, ...said.doubted.filter(i => sure?.[i] !== 1)]);
    const made = new Batches(images, known, learner.config, batchSize(images.readable.length), learner.random, learner.method, this.mirror ?? false);
    made.setHints(said.hints);
    made.setReach(said.reach);
    this.batches = made;
    return made;
  }
}

function equal(a: Int16Array, b: Int16Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
