/** One model from its beginning, trained and judged by the trainer's own code on images in memory. */
import { type Engine } from '../../../src/engine/engine';
import { defaultConfig } from '../../../src/model/config';
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

  /** Trains on the images `from` of the set until `limits` are reached; `decisions` has one entry per image of the set, with labels that point into the model's classes. */
  async train(from: readonly number[], decisions: Decisions, reason: Reason, limits: TrainingLimits): Promise<void> {
    const began = Date.now();
    const report = new Report(silent);
    const training = new Training(this.learner, new MemoryImages(this.set, from), limits, report, decisions);
    training.begin(reason);
    while (!training.finished) await training.step();
    report.dispose();
    await this.learner.dispose();
    this.seconds += (Date.now() - began) / 1000;
  }

  /** What the model sees in the images `rows` of its set or another. */
  async score(rows: readonly number[], set = this.set): Promise<Scored> {
    const { config, classes, step, tested } = this.learner;
    const model = { weights: this.learner.weights(), config, classes, step, tested };
    const scored = await scoreImages(this.engine, model, new MemoryImages(set, rows), null, () => Promise.resolve('go'));
    if (!scored) throw new Error('The scoring was broken off');
    return scored;
  }

  /** What the extension would say of the images `rows`, if they were its folder; entries of other images are empty. */
  async predict(rows: readonly number[], decisions: Decisions, classes = this.learner.classes): Promise<Predictions> {
    return this.judge(await this.score(rows), decisions, classes);
  }

  /** The same from a scoring pass that is known, with other decisions. */
  async judge(scored: Scored, decisions: Decisions, classes = this.learner.classes): Promise<Predictions> {
    const judge = new Judge(this.engine, this.seed);
    judge.take(scored);
    await judge.suggest(decisions, classes, {});
    await judge.weigh(decisions);
    const predictions = judge.predict(0, this.set.label.length, decisions, anomalyShare);
    await judge.dispose();
    if (!predictions) throw new Error('Nothing was predicted');
    return predictions;
  }
}

const silent = { listing: () => undefined, predictions: () => undefined, losses: () => undefined, status: () => undefined, log: () => undefined };
