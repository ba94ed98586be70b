/** One model from its beginning, trained and judged by the trainer's own code on images in memory. */
import { type Engine } from '../../../src/engine/engine';
import { defaultConfig } from '../../../src/model/config';
import { type Head } from '../../../src/model/headFit';
import { type Decisions } from '../../../src/model/scores';
import { type Predictions } from '../../../src/shared/trainerContract';
import { scoreImages, type Scored } from '../../../src/trainer/evidence';
import { Judge } from '../../../src/trainer/judge';
import { fresh, Learner } from '../../../src/trainer/learner';
import { type Method } from '../../../src/trainer/method';
import { Report } from '../../../src/trainer/report';
import { type Reason, type TrainingLimits } from '../../../src/trainer/schedule';
import { Training } from '../../../src/trainer/training';
import { MemoryImages } from './memoryImages';
import { type ImageSet } from './sets';

/** Share that is flagged while nothing is reviewed; moves the threshold, never the order. */
const anomalyShare = 0.05;

export class Course {
  /** Spent in training, s. */
  seconds = 0;

  private constructor(private readonly engine: Engine, readonly set: ImageSet, readonly learner: Learner, private readonly seed: number) {}

  /** A model that has seen nothing and knows `classes` (names), which may be none. */
  static begin(engine: Engine, set: ImageSet, classes: readonly string[], seed: number, method: Method): Course {
    const learned = fresh(defaultConfig(set.size, set.channels, classes.length), classes, seed);
    return new Course(engine, set, new Learner(engine, learned, method), seed);
  }

  /** Another model that has learned the same so far. */
  async copy(): Promise<Course> {
    const { engine, set, learner, seed } = this;
    const other = new Learner(engine, await learner.snapshot(), learner.method);
    other.taught = learner.taught;
    return new Course(engine, set, other, seed);
  }

  /** Goes on with other classes (names), from the layer `head` that was fitted to them where there is one, as the extension does. */
  adopt(classes: readonly string[], head: Head | null = null): Promise<void> {
    return this.learner.changeClasses(classes, {}, head);
  }

  /** Goes on with `classes` (names), which the labels of `decisions` on the images `labelled` point into, from a layer that is fitted to these labels, as the extension does. */
  async adoptLabelled(classes: readonly string[], labelled: readonly number[], decisions: Decisions): Promise<void> {
    const judge = this.judgeOf(await this.score(labelled));
    await judge.suggest(decisions, classes, {});
    await this.adopt(classes, judge.headFor(classes));
    await judge.dispose();
  }

  /**
   * Trains on the images `from` of the set until `limits` are reached; `decisions` has one entry per
   * image of the set, with labels that point into the model's classes. After each step `watch` is
   * awaited with how many were done; the time it takes does not count.
   */
  async train(from: readonly number[], decisions: Decisions, reason: Reason, limits: TrainingLimits, watch?: (done: number) => Promise<void>): Promise<void> {
    const report = new Report(silent);
    const training = new Training(this.learner, new MemoryImages(this.set, from), limits, report, decisions);
    const timed = async (work: () => unknown) => {
      const began = Date.now();
      await work();
      this.seconds += (Date.now() - began) / 1000;
    };
    await timed(() => training.begin(reason));
    for (let done = 1; !training.finished; done++) {
      await timed(() => training.step());
      await watch?.(done);
    }
    report.dispose();
    await timed(() => this.learner.dispose());
  }

  /** What the model sees in the images `rows` of its set or another; what `known`, a pass of the same model over the same set, has seen is taken from it. */
  async score(rows: readonly number[], set = this.set, known: Scored | null = null): Promise<Scored> {
    const { config, classes, step, tested, taught } = this.learner;
    const model = { weights: await this.learner.weights(), config, classes, step, tested, taught };
    const scored = await scoreImages(this.engine, model, new MemoryImages(set, rows), known, () => Promise.resolve('go'));
    if (!scored) throw new Error('The scoring was broken off');
    return scored;
  }

  /** What the extension would say of the images `rows`, if they were its folder; entries of other images are empty. */
  async predict(rows: readonly number[], decisions: Decisions, classes = this.learner.classes): Promise<Predictions> {
    return this.judge(await this.score(rows), decisions, classes);
  }

  /** The same from a scoring pass that is known, with other decisions. */
  async judge(scored: Scored, decisions: Decisions, classes = this.learner.classes): Promise<Predictions> {
    const judge = this.judgeOf(scored);
    try {
      return await this.ask(judge, decisions, classes);
    } finally {
      await judge.dispose();
    }
  }

  /** A judge of a scoring pass that can be asked more than once; to be disposed of. */
  judgeOf(scored: Scored): Judge {
    const judge = new Judge(this.engine, this.seed);
    judge.take(scored);
    return judge;
  }

  /** What a judge says when these decisions, with labels that point into `classes`, are known. */
  async ask(judge: Judge, decisions: Decisions, classes = this.learner.classes): Promise<Predictions> {
    await judge.suggest(decisions, classes, {});
    return this.rank(judge, decisions);
  }

  /** The same when no label has changed, so that the suggestions stay. */
  async rank(judge: Judge, decisions: Decisions): Promise<Predictions> {
    await judge.weigh(decisions);
    const predictions = judge.predict(0, decisions.label.length, decisions, anomalyShare);
    if (!predictions) throw new Error('Nothing was predicted');
    return predictions;
  }
}

const silent = { listing: () => undefined, predictions: () => undefined, duplicates: () => undefined, losses: () => undefined, reconstructions: () => undefined, status: () => undefined, log: () => undefined };
