/** Anomalies against one class that was learned alone. */
import { type Decisions } from '../../../../src/model/scores';
import { type Course } from '../course';
import { undecided } from '../draws';
import { mean } from '../measures';
import { anomalyAuroc, errorAuroc } from '../ranking';
import { begin } from '../run';
import { loadSplit, splitNames, type SplitSet } from '../sets';
import { type Bench, type Task } from '../task';

export const oneClass: Task = {
  name: 'one-class', steps: 100, seeds: 1, variants: ['winnow', 'plain'],
  protocol: 'MNIST and Fashion-MNIST: one class is learned without labels, its 6,000 training images being a folder of nothing but normal ones; AUROC on the whole test set, mean of the 10 classes',
  others: 'Deep SVDD 94.8 / 92, OC-SVM on autoencoder features 96.3 / 91.2, geometric transforms 98.0 / 93.5',
  aim: '>= 98.0 / 94.0',
  remark: 'The ranking rests on the energies of the filter bank, which are compared with those of the normal images: it is nearly the same after a single step of training, with either method. What a VAE has for it by itself, the error of its reconstruction, is ranked beside it',
  async run(bench, seed) {
    for (const name of bench.among(splitNames)) {
      const images = await loadSplit(bench.data, name);
      const row = { task: oneClass.name, set: name, seed, labels: 0 };
      const found: number[] = [];
      const byError: number[] = [];
      let seconds = 0;
      for (const k of bench.among([...images.classes.keys()])) {
        const { course, own, decisions } = await learnAlone(bench, images, k, seed, oneClass.steps);
        const scored = await course.score([...own, ...images.test]);
        const isOther = (i: number) => images.label[i] !== k;
        const value = await anomalyAuroc(bench, course, scored, decisions, images.test, isOther, seed);
        bench.note({ ...row, metric: `AUROC, normal: ${images.classes[k]}`, value, seconds: course.seconds });
        seconds += course.seconds;
        found.push(value);
        byError.push(errorAuroc(scored, images.test, isOther));
      }
      if (found.length < images.classes.length) continue;
      bench.note({ ...row, metric: 'AUROC, mean', value: mean(found), seconds });
      bench.note({ ...row, metric: 'AUROC by the reconstruction error alone, mean', value: mean(byError), seconds });
    }
  },
};

/** A model of the training images `own` of one class, which are known to be normal. */
export async function learnAlone(bench: Bench, images: SplitSet, k: number, seed: number, steps: number): Promise<{ course: Course; own: number[]; decisions: Decisions }> {
  const own = images.train.filter(i => images.label[i] === k);
  const decisions = allNormal(images, own);
  const course = begin(bench, images, [], seed);
  await course.train(own, decisions, 'fresh', bench.budget(steps));
  return { course, own, decisions };
}

/** Decisions of a person who has put only normal images into the folder. */
function allNormal(images: SplitSet, own: readonly number[]): Decisions {
  const decisions = undecided(images.label.length);
  for (const i of own) decisions.anomalous[i] = 0;
  return decisions;
}
