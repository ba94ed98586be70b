/** Anomalies against one class that was learned alone. */
import { anomalyEvidence, rankAnomalies } from '../../../../src/model/scores';
import { type Course } from '../course';
import { undecided } from '../draws';
import { auroc } from '../measures';
import { begin } from '../run';
import { loadSplit, type SplitName, type SplitSet } from '../sets';
import { type Bench, type Task } from '../task';

const sets: readonly SplitName[] = ['mnist', 'fashion'];

export const oneClass: Task = {
  name: 'one-class', steps: 1000, seeds: 1,
  protocol: 'MNIST and Fashion-MNIST: one class is learned without labels, its 6,000 training images being a folder of nothing but normal ones; AUROC on the whole test set, mean of the 10 classes (rows: each class and the mean)',
  others: 'Deep SVDD 94.8 / 92, OC-SVM on autoencoder features 96.3 / 91.2, geometric transforms 98.0 / 93.5',
  aim: '>= 98.0 / 94.0',
  async run(bench, seed) {
    for (const name of sets.filter(set => bench.wanted(set))) {
      const images = await loadSplit(bench.data, name);
      const found: number[] = [];
      let seconds = 0;
      for (const k of images.classes.keys()) {
        if (!bench.wanted(k)) continue;
        const { course, own } = await learnAlone(bench, images, k, seed, oneClass.steps);
        const value = 100 * await aurocOf(bench, course, images, own, k, seed);
        seconds += course.seconds;
        found.push(value);
        bench.note({ task: oneClass.name, set: name, seed, labels: 0, metric: `AUROC, normal ${images.classes[k]}`, value, seconds: course.seconds });
      }
      if (found.length === images.classes.length) {
        bench.note({ task: oneClass.name, set: name, seed, labels: 0, metric: 'AUROC, mean', value: found.reduce((a, b) => a + b, 0) / found.length, seconds });
      }
    }
  },
};

/** A model of the training images `own` of one class. */
export async function learnAlone(bench: Bench, images: SplitSet, k: number, seed: number, steps: number): Promise<{ course: Course; own: number[] }> {
  const own = images.train.filter(i => images.label[i] === k);
  const course = begin(bench, images, [], seed);
  await course.train(own, known(images, own), 'fresh', bench.budget(steps));
  return { course, own };
}

/** Decisions of a person who has put only normal images into the folder. */
export function known(images: SplitSet, own: readonly number[]) {
  const decisions = undecided(images.label.length);
  for (const i of own) decisions.anomalous[i] = 0;
  return decisions;
}

async function aurocOf(bench: Bench, course: Course, images: SplitSet, own: readonly number[], k: number, seed: number): Promise<number> {
  const { evidence, rows } = await course.score([...own, ...images.test]);
  const decisions = undecided(rows.length);
  rows.forEach((i, row) => { if (i < images.train.length) decisions.anomalous[row] = 0; });
  const found = await anomalyEvidence(evidence, decisions, spec => bench.engine.compile(spec), seed);
  const tested = Array.from(rows.keys()).filter(row => rows[row] >= images.train.length);
  const truth = tested.map(row => Number(images.label[rows[row]] !== k));
  const of = (scores: Float32Array) => auroc(tested.map(row => scores[row]), truth);
  bench.log(`${images.classes[k]}: ${Object.entries(found.parts).map(([part, scores]) => `${part} ${(100 * of(scores)).toFixed(1)}`).join(', ')}`);
  return of(rankAnomalies(found, decisions, 0.05).anomaly);
}
