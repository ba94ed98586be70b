/** The model in training: its state, its classes, and the compiled step. */
import { type Engine, type Program } from '../engine/engine';
import { changeClasses } from '../model/classes';
import { type NetworkConfig } from '../model/config';
import { type Head, withHead } from '../model/headFit';
import { initialWeights } from '../model/network';
import { trainingState, weightsOf } from '../model/state';
import { trainingProgram } from '../model/trainingStep';
import { type HostTensors } from '../shared/program';
import { Random } from '../shared/random';
import { sameClasses } from './labels';
import { type Method, wholeMethod } from './method';
import { type Rates } from './schedule';
import { type Adapted, Strength } from './strength';
import { type Taught } from './taught';
import { type LabelTest, Tested } from './tested';

/** What a learner is made of; a checkpoint holds the same. */
export interface Learned {
  readonly config: NetworkConfig;
  /** Ids of the classes, in the order of `pi`. */
  readonly classes: readonly string[];
  readonly state: HostTensors;
  readonly step: number;
  readonly epoch: number;
  readonly random: number;
  readonly tested?: readonly LabelTest[];
  readonly strength?: Adapted;
}

/** A model that has learned nothing yet. */
export function fresh(config: NetworkConfig, classes: readonly string[], seed: number): Learned {
  return { config, classes, state: trainingState(config, initialWeights(config, seed)), step: 0, epoch: 0, random: new Random(seed).position };
}

/** The network in training, whose weights live in a compiled program. */
export class Learner {
  config: NetworkConfig;
  classes: readonly string[];
  /** Steps and epochs (with fractions) since the first. */
  step: number;
  epoch: number;
  readonly random: Random;
  readonly tested: Tested;
  /** How much labelled images are changed. */
  readonly strength: Strength;
  /** Set at the end of a training; not part of a snapshot. */
  taught: Taught = new Map();
  private resting: HostTensors;
  private program: { run: Program; batch: number } | null = null;

  constructor(readonly engine: Engine, learned: Learned, readonly method: Method = wholeMethod) {
    this.config = learned.config;
    this.classes = learned.classes;
    this.step = learned.step;
    this.epoch = learned.epoch;
    this.random = new Random(learned.random);
    this.tested = new Tested(learned.tested);
    this.strength = new Strength(learned.strength);
    this.resting = learned.state;
  }

  /** A copy of the present state. */
  async state(): Promise<HostTensors> {
    return this.program ? this.program.run.state() : this.resting;
  }

  /** The averaged weights, for inference. */
  async weights(): Promise<HostTensors> {
    return weightsOf(await this.state());
  }

  async snapshot(): Promise<Learned> {
    const state = await this.state();
    const { config, classes, step, epoch } = this;
    return { config, classes, state, step, epoch, random: this.random.position, tested: this.tested.all, strength: this.strength.adapted };
  }

  /**
   * Goes on with other classes (ids); all that still has a meaning stays learned. `head`, the layer
   * that was fitted to them, is a better start than one of zeros where there is one.
   */
  async changeClasses(classes: readonly string[], merged: Readonly<Record<string, string>>, head: Head | null = null): Promise<void> {
    if (sameClasses(classes, this.classes)) return;
    const state = changeClasses(await this.state(), { from: this.classes, to: classes, merged });
    await this.dispose();
    this.resting = head ? withHead(state, head) : state;
    this.classes = classes;
    this.config = { ...this.config, classes: classes.length };
  }

  /** One step on a batch; returns the losses by name. `prior` [K]: the expected share of each class. */
  async train(batch: HostTensors, rates: Rates, prior: Float32Array): Promise<Record<string, number>> {
    const size = batch.image.shape[0];
    if (this.program?.batch !== size) {
      await this.dispose();
      this.program = { run: await this.engine.compile(trainingProgram(this.config, this.resting, size, this.method.training)), batch: size };
    }
    const inputs: HostTensors = { ...batch, learningRate: scalar(rates.learningRate), klWeight: scalar(rates.klWeight), averageDecay: scalar(rates.averageDecay) };
    if (this.config.classes > 0) {
      inputs.classificationWeight = scalar(rates.classificationWeight);
    }
    if (this.config.classes > 0 && this.method.training.consistency) {
      inputs.consistencyWeight = scalar(rates.consistencyWeight);
      inputs.prior = { shape: [this.config.classes], dtype: 'float32', data: prior };
    }
    const outputs = await this.program.run.run(inputs);
    this.step++;
    return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data[0]]));
  }

  /** Lets go of the compiled step; the state stays. */
  async dispose(): Promise<void> {
    const { program } = this;
    if (!program) return;
    this.resting = await program.run.state();
    this.program = null;
    await program.run.dispose();
  }
}

function scalar(value: number): HostTensors[string] {
  return { shape: [], dtype: 'float32', data: Float32Array.of(value) };
}
