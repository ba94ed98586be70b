/** Seeded batches: which images are in a step, and their weak and strong views. */
import { strongDefaults, strongView, weakDefaults, weakened, type WeakOptions, weakView } from '../model/augment';
import { type NetworkConfig } from '../model/config';
import { type Decisions } from '../model/scores';
import { type HostTensor, type HostTensors } from '../shared/program';
import { type Random } from '../shared/random';
import { type Hints, noHints } from './hints';
import { type ImageSource } from './imageSource';
import { type Method, wholeMethod } from './method';

/** Copies of one labelled image in a batch, at most where all count alike: with three labels, half a batch of them would be learnt by heart. */
const copies = 4;

/** Share of labelled images in a batch, at least, once there are enough: the others teach what few labels cannot. */
const labelledShare = 1 / 4;
/** Share of the labelled images that are drawn evenly within their class; the others as often as there are images that they speak for. */
const evenShare = 1 / 2;
/** What can be guessed of the images without a label teaches as much as so many labels: beside these it is half of a batch. */
const unlabelledWorth = 1000;

/** Draws the batches of a training: labelled images oversampled, the others in shuffled rounds. */
export class Batches {
  private readonly unlabelled: number[] = [];
  private readonly byClass: number[][] = [];
  private readonly labelledPerBatch: number;
  private cursor = 0;
  /** Those that are drawn, in this order. */
  private drawn = this.unlabelled;
  private hints = noHints;
  /** Running sums over the members of each class of the images that they speak for; empty before that is known. */
  private reaches: Float64Array[] = [];
  private readonly bytes: Uint8Array;
  private readonly pixels: Float32Array;

  /**
   * Batches of `size` images of `images` for a model of `config`, given the decisions on them (one
   * per image of the listing). Without augmentation every view is the image itself; `mirror`: half
   * of the views are mirrored.
   */
  constructor(
    private readonly images: ImageSource, private readonly decisions: Decisions, private readonly config: NetworkConfig,
    private readonly size: number, private readonly random: Random, private readonly method: Method = wholeMethod, private readonly mirror = false,
  ) {
    for (let k = 0; k < config.classes; k++) this.byClass.push([]);
    for (const i of images.readable) {
      if (decisions.label[i] >= 0) this.byClass[decisions.label[i]].push(i);
      // The decoder must not learn what is known not to belong.
      else if (decisions.anomalous[i] !== 1) this.unlabelled.push(i);
    }
    const labelled = this.labelled;
    const share = Math.max(labelledShare, labelled / (labelled + unlabelledWorth));
    this.labelledPerBatch = this.unlabelled.length === 0 ? size : Math.min(Math.round(size * share), copies * labelled, size - 1);
    if (this.unlabelled.length === 0 && labelled === 0) for (const i of images.readable) this.unlabelled.push(i);
    if (this.labelledPerBatch === size && labelled === 0) this.labelledPerBatch = 0;
    const length = config.size * config.size * config.channels;
    this.bytes = new Uint8Array(size * length);
    this.pixels = new Float32Array(size * length);
    this.cursor = this.unlabelled.length;
  }

  /** Draws unlabelled images from those that have hints, if any, from now on: they teach more than the network's guess alone. */
  setHints(hints: Hints): void {
    const drawn = this.unlabelled.filter(i => hints.has(i));
    if (drawn.length === 0) return;
    this.hints = hints;
    this.drawn = drawn;
    this.cursor = drawn.length;
  }

  /**
   * Draws labelled images the oftener the more images they speak for, from now on: many that are alike would drown the others of
   * their class. Those that `reach` does not know, since they are new or too many, count as the mean of their class.
   */
  setReach(reach: ReadonlyMap<number, number>): void {
    this.reaches = this.byClass.map(members => {
      const known = members.flatMap(i => reach.get(i) ?? []);
      const usual = known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : 1;
      let sum = 0;
      return Float64Array.from(members, i => sum += reach.get(i) ?? usual);
    });
  }

  get labelled(): number {
    return this.byClass.reduce((sum, { length }) => sum + length, 0);
  }

  /** Steps in which every image that has no label is seen once (or every image, when all have one). */
  get stepsPerEpoch(): number {
    const fresh = this.size - this.labelledPerBatch;
    return Math.max(1, Math.ceil(fresh > 0 ? this.unlabelled.length / fresh : this.labelled / this.size));
  }

  /** Share of each class among the labels [K], smoothed by one. */
  get labelShares(): Float32Array {
    const total = this.labelled + this.byClass.length;
    return Float32Array.from(this.byClass, ({ length }) => (length + 1) / total);
  }

  /** The inputs of one step but for the rates; labelled images are changed by `strength` (0-1) of what others are. */
  async next(strength = 1): Promise<HostTensors> {
    const { config, random, size } = this;
    const chosen = this.choose();
    await this.images.read(chosen, this.bytes);
    for (let i = 0; i < this.pixels.length; i++) this.pixels[i] = this.bytes[i] / 255;
    const shape = [size, config.size, config.size, config.channels];
    const weakly = this.changes(weakDefaults, chosen, strength);
    const image = this.views((from, to, i) => weakView(from, i, to, i, config, random, weakly(i)));
    const inputs: HostTensors = { image: tensor(shape, image), noise: this.noise() };
    if (config.classes === 0) return inputs;

    const label = new Float32Array(size * config.classes);
    const labelled = new Float32Array(size);
    chosen.forEach((image, i) => {
      const k = this.decisions.label[image];
      if (k < 0) return label.set(this.hints.get(image) ?? [], i * config.classes);
      label[i * config.classes + k] = 1;
      labelled[i] = 1;
    });
    const known: HostTensors = { ...inputs, label: tensor([size, config.classes], label), labelled: tensor([size], labelled) };
    if (!this.method.training.consistency) return known;
    const strongly = this.changes(strongDefaults, chosen, strength);
    const strong = this.views((from, to, i) => strongView(from, i, to, i, config, random, strongly(i)));
    return { ...known, strong: tensor(shape, strong) };
  }

  /** What may be changed in the images of a batch: `options`, and `strength` times as much where an image has a label. */
  private changes<T extends WeakOptions>(options: T, chosen: readonly number[], strength: number): (i: number) => T {
    const usual = { ...options, flip: this.mirror };
    const weaker = weakened(usual, strength);
    return i => (this.decisions.label[chosen[i]] >= 0 ? weaker : usual);
  }

  /** The images of the batch as `view` shows them; it gets the images, where to write, and which. */
  private views(view: (from: Float32Array, to: Float32Array, i: number) => void): Float32Array {
    if (!this.method.augmentation) return this.pixels.slice();
    const views = new Float32Array(this.pixels.length);
    for (let i = 0; i < this.size; i++) view(this.pixels, views, i);
    return views;
  }

  private choose(): number[] {
    const chosen: number[] = [];
    // A class with few labels counts as much as one with many.
    const classes = [...this.byClass.keys()].filter(k => this.byClass[k].length > 0);
    while (chosen.length < this.labelledPerBatch) chosen.push(this.member(classes[this.random.below(classes.length)]));
    while (chosen.length < this.size) {
      if (this.cursor >= this.drawn.length) {
        this.random.shuffle(this.drawn);
        this.cursor = 0;
      }
      chosen.push(this.drawn[this.cursor++]);
    }
    return chosen;
  }

  /** A labelled image of the class at place `k`. */
  private member(k: number): number {
    const { byClass: { [k]: members }, reaches: { [k]: sums }, random } = this;
    if (!sums || random.next() < evenShare) return members[random.below(members.length)];
    const place = random.between(0, sums[sums.length - 1]);
    return members[sums.findIndex(sum => sum > place)];
  }

  private noise(): HostTensor {
    const { latent } = this.config;
    return tensor([this.size, latent], Float32Array.from({ length: this.size * latent }, () => this.random.normal()));
  }
}

function tensor(shape: readonly number[], data: Float32Array): HostTensor {
  return { shape, dtype: 'float32', data };
}
