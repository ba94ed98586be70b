/** What there is to do next on the images of a folder, one piece at a time. */
import { type PixelFormat } from '../data/decode';
import { type Engine } from '../engine/engine';
import { openEngine } from '../engine/openEngine';
import { type Decisions } from '../model/scores';
import { phrase } from '../shared/phrase';
import { type Knowledge } from '../shared/project';
import { type OpenOptions, type TrainerEvents } from '../shared/trainerContract';
import { type Checkpoint } from './checkpoint';
import { scoreImages } from './evidence';
import { type Images } from './images';
import { exportModel } from './exportModel';
import { interruptible } from './interruptible';
import { Judge } from './judge';
import { Known } from './known';
import { sameClasses } from './labels';
import { Learner } from './learner';
import { type Sources } from './onDemand';
import { Pace } from './pace';
import { Passes } from './passes';
import { Pauses } from './pauses';
import { reconstructionsOf } from './progress';
import { type Report } from './report';
import { fittingCheckpoint, freshFor, learnedFrom, readCheckpoint } from './resume';
import { Saving } from './saving';
import { type SessionOptions } from './session';
import { Suggester } from './suggest';
import { taughtBy } from './taught';
import { Training } from './training';

/** Steps, and epochs, before the first ranking: enough for one that means something, within 20 seconds of opening. */
const firstRanking = { steps: 60, epochs: 2.5 };
/** Scoring more images takes so long that compiling the step anew after it counts little. */
const largeFolder = 20_000;

/** What is to do, in the order of what a person waits for. */
export class Work {
  paused = false;
  /** A ranking of the last session is shown; the images behind it may still have to be looked at. */
  remembers = false;
  private engine!: Engine;
  private judge!: Judge;
  private suggester: Suggester | null = null;
  /** While evidence is gathered, {@link judge} gives answers from what it knows. */
  private readonly pauses = new Pauses(() => this.giveWay());
  private training: Training | null = null;
  private checkpoint: Checkpoint | null = null;
  private format: PixelFormat | null = null;
  /** Digest of the labels that suggestions were last fitted to. */
  private answered = '';
  private readonly known: Known;
  private readonly saving: Saving;
  private passes!: Passes;
  private todo = { knowledge: false, deepen: false, rank: false, weigh: false, restart: false, score: false };
  private pace = new Pace();

  constructor(
    private readonly images: Images,
    private readonly options: OpenOptions,
    knowledge: Knowledge,
    private readonly events: TrainerEvents,
    private readonly report: Report,
    private readonly settings: SessionOptions,
    private readonly closing: () => boolean,
    /** Awaited between two pieces of work; `answer`: one is to be given first. */
    private readonly courtesy: () => Promise<'go' | 'answer'>,
  ) {
    this.known = new Known(images, knowledge, options.anomalyShare);
    this.saving = new Saving(options.state, options.seed, images);
  }

  /** Opens the engine and the checkpoint. */
  async start(): Promise<void> {
    const { engine, device, threads, state } = this.options;
    const opened = await openEngine(engine, { device, threads, log: line => this.report.log('info', line), changed: report => this.report.set({ engine: report }) });
    this.engine = opened.engine;
    this.judge = this.newJudge();
    this.passes = new Passes(state);
    this.report.set({ engine: opened.report });
    this.checkpoint = await readCheckpoint(state, text => this.report.log('warn', text));
  }

  /** Whether {@link next} has something to do that came since it found nothing. */
  get urgent(): boolean {
    const { todo: { weigh, deepen, score }, training, images, paused } = this;
    return this.asked || (training !== null && images.readable.length > 0 && (weigh || (!paused && (deepen || score))));
  }

  /** Whether a person waits for an answer. */
  get asked(): boolean {
    const { restart, knowledge, rank } = this.todo;
    return restart || knowledge || rank;
  }

  setKnowledge(knowledge: Knowledge): void {
    this.known.set(knowledge);
    this.todo.knowledge = true;
  }

  /** Moves the threshold: another ranking, and nothing else, is to do. */
  moveThreshold(to: Partial<Pick<Known, 'share' | 'byHand'>>): void {
    Object.assign(this.known, to);
    this.todo.rank = true;
  }

  restart(): void {
    this.todo.restart = true;
  }

  /** Decodes the images that a scan has found, and sees to it that they are learned and scored. */
  async takeImages(): Promise<void> {
    const { images, report } = this;
    if (images.count > 0) {
      report.set({ phase: 'decoding', progress: 0 });
      if (!this.format) {
        this.checkpoint = await fittingCheckpoint(this.checkpoint, this.options, text => report.log('warn', text));
        this.format = this.checkpoint?.header.config ?? await images.chooseFormat(this.options.size);
      }
      const version = images.listingVersion;
      await images.decode(this.format, (done, total) => report.set({ progress: done / total }));
      report.set({ unreadable: images.unreadableCount });
      if (images.listingVersion !== version) this.events.listing(images.listing());
    }
    if (!this.training) return this.begin();
    this.training.setImages(this.decisions());
    this.judge.outdate();
    if (images.readable.length === 0) return;
    const seen = new Set(this.judge.scored?.identities);
    const unseen = images.readable.filter(i => !seen.has(images.identity(i))).length;
    if (this.judge.scored) this.todo.score = true;
    if (unseen > 0.02 * images.readable.length) this.training.begin('images');
  }

  /** Does one piece of work; false when there is none. */
  async next(): Promise<boolean> {
    const { todo, training, images } = this;
    if (todo.restart) return this.startOver();
    if (!training || images.readable.length === 0) return this.nothing();
    if (todo.knowledge || todo.rank) return this.answer();
    if (todo.weigh) return this.weigh();
    if (this.paused) return this.halt();
    if (todo.deepen) return this.deepen(training);
    if (todo.score || this.scoreDue(training)) return this.score(training);
    if (!training.finished) {
      await training.step();
      if (this.saving.due) await this.save();
      return true;
    }
    if (this.judge.scored?.step !== training.learner.step) return this.score(training);
    // Not after every decision: the ranking is as long as the listing.
    if (this.saving.due || !this.saving.has(training.learner.step)) await this.save();
    this.report.flush();
    this.report.set({ phase: 'idle', progress: null, epoch: Math.floor(training.learner.epoch), epochs: 0 });
    return false;
  }

  /** What other answers are made from that somebody asks for. */
  get sources(): Sources {
    return { engine: this.engine, images: this.images, judge: this.judge, learner: this.training?.learner, knowledge: this.known.knowledge };
  }

  exportModel(file: string): Promise<void> {
    const { engine, judge, known } = this;
    return exportModel(engine, { scored: judge?.current ?? null, known, seed: this.options.seed }, file);
  }

  /** Saves what is learned and lets go of everything. */
  async close(): Promise<void> {
    await this.save();
    await this.training?.learner.dispose();
    await this.suggester?.dispose();
    this.passes?.close(this.judge.scored);
  }

  private save(): Promise<void> {
    const { todo, saving, training, known } = this;
    return saving.save(training, known, !todo.knowledge && !todo.deepen);
  }

  private async begin(): Promise<void> {
    const { checkpoint, images, known, options } = this;
    if (images.readable.length === 0 || !this.format) return;
    const learned = checkpoint ? learnedFrom(checkpoint, known.knowledge) : freshFor(this.format, known.classesAfter([]), options.seed);
    const learner = new Learner(this.engine, learned);
    this.training = new Training(learner, images, this.settings.limits ?? {}, this.report, this.decisions(learner.classes), () => this.giveWay());
    this.checkpoint = null;
    this.todo.knowledge = false;
    this.answered = known.labels;
    this.report.set({ step: learner.step, epoch: Math.floor(learner.epoch) });
    this.saving.begin(checkpoint ? learner.step : -1);
    if (!checkpoint) return this.training.begin('fresh');
    this.report.log('info', `Goes on from step ${learner.step}.`);
    const { stepsLeft, knowledge: digest } = checkpoint.header;
    await this.adoptClasses(this.training);
    const unchanged = digest === known.digest;
    if (unchanged && stepsLeft === 0) learner.taught = taughtBy(images, this.decisions(), learner.classes);
    this.training.begin('labels', unchanged ? stepsLeft : undefined);
    if (this.settings.scoreOnlyAtEnd) return;
    this.todo.score = true;
    const last = await this.saving.lastRanking(known);
    this.remembers = last !== null;
    if (last) this.events.predictions(last);
  }

  private async startOver(): Promise<boolean> {
    this.todo.restart = false;
    await this.training?.learner.dispose();
    this.passes.retire(this.judge.scored);
    this.judge = this.newJudge();
    this.training = null;
    this.checkpoint = null;
    this.pace = new Pace();
    await this.begin();
    return true;
  }

  private nothing(): boolean {
    const { images } = this;
    const message = images.count === 0
      ? phrase`There are no images in this folder.`
      : phrase`None of the ${images.count} images can be read.`;
    this.todo.knowledge = false;
    this.todo.rank = false;
    this.report.tell('idle', message);
    return false;
  }

  private halt(): boolean {
    this.report.flush();
    this.report.set({ phase: 'paused' });
    return false;
  }

  /** Answers decisions with what is known already: refitted suggestions, a new ranking. */
  private async answer(): Promise<boolean> {
    const { judge, known, todo, training } = this;
    const relabelled = todo.knowledge;
    todo.knowledge = false;
    todo.rank = false;
    if (!training) return true;
    const classes = known.classesAfter(training.learner.classes);
    const { labels } = known;
    const changed = labels !== this.answered || !sameClasses(classes, training.learner.classes);
    this.answered = labels;
    if (changed) todo.deepen = true;
    else if (relabelled) training.setDecisions(this.decisions());
    if (judge.scored && relabelled) {
      if (changed) await judge.suggest(this.decisions(classes), classes, known.merged);
      judge.review(this.decisions(classes));
      todo.weigh = true;
    }
    this.publish(classes);
    return true;
  }

  /** The costly rest of an answer: all evidence anew. Decisions that come meanwhile are answered at once, and weighed after it. */
  private async weigh(): Promise<boolean> {
    const { judge, todo, training } = this;
    todo.weigh = false;
    if (!training) return true;
    const classes = () => this.known.classesAfter(training.learner.classes);
    await this.pauses.during(() => judge.weigh(this.decisions(classes())));
    if (todo.weigh) judge.review(this.decisions(classes()));
    this.publish(classes());
    return true;
  }

  /** Takes changed labels into the network itself. */
  private async deepen(training: Training): Promise<boolean> {
    this.todo.deepen = false;
    await this.adoptClasses(training);
    training.begin('labels');
    return true;
  }

  private async adoptClasses(training: Training): Promise<void> {
    const { learner } = training;
    const { known } = this;
    const classes = known.classesAfter(learner.classes);
    await learner.changeClasses(classes, known.merged, this.judge.headFor(classes));
    known.merged = {};
    training.setDecisions(this.decisions());
  }

  private scoreDue({ learner, finished, stepsPerEpoch }: Training): boolean {
    const { scored } = this.judge;
    if (this.settings.scoreOnlyAtEnd || finished) return false;
    if (!scored) return learner.step >= Math.min(firstRanking.steps, Math.ceil(firstRanking.epochs * stepsPerEpoch));
    return learner.step > scored.step && this.pace.due;
  }

  private async score({ learner, finished }: Training): Promise<boolean> {
    const { judge, images, report } = this;
    const begun = Date.now();
    // A compiled step holds hundreds of megabytes and is made again within a second.
    if (finished || images.readable.length > largeFolder) await learner.dispose();
    const model = { weights: await learner.weights(), config: learner.config, classes: learner.classes, step: learner.step, tested: learner.tested, taught: learner.taught };
    const seen = this.todo.score && judge.scored && judge.scored.step === learner.step && judge.scored.classes === learner.classes ? judge.scored : null;
    this.todo.score = false;
    report.set({ phase: 'scoring', progress: 0 });
    const scored = await scoreImages(this.engine, model, images, seen, async share => {
      report.set({ progress: share });
      let way = await this.giveWay();
      while (way === 'go' && await this.courtesy() === 'answer') way = await this.giveWay();
      return this.closing() ? 'stop' : way;
    }, this.passes.makeTable);
    if (!scored) return true;
    const next = this.newJudge();
    next.take(scored);
    const { answered, known, known: { knowledge } } = this;
    const classes = known.classesAfter(learner.classes);
    const decisions = this.decisions(classes);
    await this.pauses.during(() => next.suggest(decisions, classes, known.merged));
    await this.pauses.during(() => next.weigh(decisions));
    this.judge = next;
    this.passes.retire(judge.scored);
    // Decisions that came meanwhile were answered by the former pass; now by this one.
    if (known.knowledge !== knowledge) this.todo.knowledge = true;
    if (this.answered !== answered) this.answered = '';
    this.publish(classes);
    if (!seen && !this.settings.scoreOnlyAtEnd) this.events.reconstructions(await reconstructionsOf(this.engine, model, images));
    this.pace.scored(begun);
    return true;
  }

  /** Answers decisions in a pause of a long computation, and says whether it still makes sense. */
  private async giveWay(): Promise<'go' | 'stop'> {
    await new Promise(resolve => setImmediate(resolve));
    if (this.todo.knowledge || this.todo.rank) await this.answer();
    return this.closing() || this.todo.restart ? 'stop' : 'go';
  }

  private newJudge(): Judge {
    const engine = interruptible(this.engine, () => this.pauses.pause());
    this.suggester ??= new Suggester(engine);
    return new Judge(engine, this.options.seed, this.suggester);
  }

  private publish(classes: readonly string[]): void {
    const { judge, images, known } = this;
    const predictions = judge.predict(images.listingVersion, images.count, known.decisions(classes), known.share, known.rejected(classes), known.byHand);
    if (!predictions) return;
    this.saving.published(predictions, known);
    this.events.predictions(predictions);
  }

  private decisions(classes = this.training?.learner.classes ?? []): Decisions {
    return this.known.decisions(classes);
  }
}
