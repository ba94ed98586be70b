/** Training and scoring of images in memory, with the trainer's learner, rates and shares of labelled images. */
import { type Engine } from '../../../src/engine/engine';
import { strongView, weakView } from '../../../src/model/augment';
import { defaultConfig } from '../../../src/model/config';
import { scoringProgram } from '../../../src/model/inference';
import { type Evidence } from '../../../src/model/scores';
import { type HostTensor, type HostTensors } from '../../../src/shared/program';
import { type Random } from '../../../src/shared/random';
import { fresh, Learner } from '../../../src/trainer/learner';
import { ratesAt } from '../../../src/trainer/schedule';
import { type ImageSet } from './sets';

const batch = 64;

/** A learner for `set` that knows no class yet. */
export function newLearner(engine: Engine, set: ImageSet, seed: number): Learner {
  return new Learner(engine, fresh(defaultConfig(set.size, set.channels, 0), [], seed));
}

/** `steps` steps on the images `from` of `set`; `label` [N], -1: none, is used when the learner has classes. Half of a batch is labelled while there are labels. */
export async function train(learner: Learner, set: ImageSet, from: readonly number[], label: Int16Array, steps: number): Promise<void> {
  const { config, random } = learner;
  const { classes } = config;
  const byClass = Array.from({ length: classes }, (_, k) => from.filter(i => label[i] === k)).filter(({ length }) => length > 0);
  const labelled = Math.min(batch / 2, 4 * byClass.reduce((sum, { length }) => sum + length, 0));
  const prior = Float32Array.from({ length: classes }, () => 1 / classes);
  for (let step = 0; step < steps; step++) {
    const chosen = Array.from({ length: batch }, (_, b) => {
      const members = b < labelled ? byClass[random.below(byClass.length)] : from;
      return members[random.below(members.length)];
    });
    await learner.train(inputs(set, chosen, label, classes, config.latent, random), ratesAt(learner.step, step / steps), prior);
  }
  await learner.dispose();
}

function inputs(set: ImageSet, chosen: readonly number[], label: Int16Array, classes: number, latent: number, random: Random): HostTensors {
  const pixels = floatsOf(set, chosen);
  const shape = [batch, set.size, set.size, set.channels];
  const image = new Float32Array(pixels.length);
  for (let i = 0; i < batch; i++) weakView(pixels, i, image, i, set, random);
  const noise = tensor([batch, latent], Float32Array.from({ length: batch * latent }, () => random.normal()));
  if (classes === 0) return { image: tensor(shape, image), noise };
  const strong = new Float32Array(pixels.length);
  for (let i = 0; i < batch; i++) strongView(pixels, i, strong, i, set, random);
  const known = new Float32Array(batch);
  const target = new Float32Array(batch * classes);
  chosen.forEach((i, b) => {
    if (label[i] < 0) return;
    known[b] = 1;
    target[b * classes + label[i]] = 1;
  });
  return { image: tensor(shape, image), strong: tensor(shape, strong), noise, labelled: tensor([batch], known), label: tensor([batch, classes], target) };
}

/** What the learner says of every image of `set`. */
export async function look(engine: Engine, learner: Learner, set: ImageSet): Promise<Evidence> {
  const { config } = learner;
  const count = set.label.length;
  const program = await engine.compile(scoringProgram(config, learner.weights(), batch));
  const found: Record<string, Float32Array> = {};
  for (let start = 0; start < count; start += batch) {
    const chosen = Array.from({ length: batch }, (_, b) => Math.min(count - 1, start + b));
    const out = await program.run({ image: tensor([batch, set.size, set.size, set.channels], floatsOf(set, chosen)) });
    for (const [name, { data }] of Object.entries(out)) {
      const width = data.length / batch;
      found[name] ??= new Float32Array(count * width);
      found[name].set((data as Float32Array).subarray(0, Math.min(batch, count - start) * width), start * width);
    }
  }
  await program.dispose();
  const { reconstruction, mu, features, texture, probabilities = new Float32Array() } = found;
  return { count, reconstruction, mu, latent: config.latent, features, hidden: config.hidden, texture, probabilities, classes: config.classes };
}

function floatsOf(set: ImageSet, chosen: readonly number[]): Float32Array {
  const length = set.size * set.size * set.channels;
  const pixels = new Float32Array(chosen.length * length);
  chosen.forEach((i, b) => { for (let j = 0; j < length; j++) pixels[b * length + j] = set.pixels[i * length + j] / 255; });
  return pixels;
}

function tensor(shape: readonly number[], data: Float32Array): HostTensor {
  return { shape, dtype: 'float32', data };
}
