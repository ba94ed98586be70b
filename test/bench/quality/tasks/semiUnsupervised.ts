/** Anomalies of a kind that was never labelled nor seen, against nine kinds that are labelled more and more. */
import { drawPerClass, labelsOf } from '../draws';
import { mean } from '../measures';
import { anomalyAuroc, scoredBeside } from '../ranking';
import { begin } from '../run';
import { loadSplit, splitNames, type SplitSet } from '../sets';
import { type Bench, type Task } from '../task';

/** Labels of each normal class. */
const ladder = [0, 1, 10, 100];

export const semiUnsupervised: Task = {
  name: 'semi-unsupervised', steps: 250, seeds: 1,
  protocol: `MNIST and Fashion-MNIST: nine classes are normal and their 54,000 training images the folder; ${ladder.join(', ')} labels a normal class; AUROC on the whole test set with the tenth class, which is in no training, as the anomalies; mean over the class left out. A training from the beginning for each class left out and number of labels, 40 a set (\`--only mnist,out-3,labels-10\` runs parts)`,
  others: 'plain VAE 85.5 (2-d latent), 71.8 (32-d); a class-conditional prior claims 97.4',
  aim: '0 labels >= 90, 10 labels a class >= 96; more labels never worse by more than 0.5, and better for every digit at 100',
  remark: 'All training images are taken for normal ones, as if a person had dismissed them; the ranking rests on the energies of the filter bank more than on what is trained, with either method',
  async run(bench, seed) {
    const [sets, counts] = [bench.among(splitNames), bench.among(ladder.map(count => `labels-${count}`))];
    for (const name of sets) {
      const images = await loadSplit(bench.data, name);
      const left = bench.among(images.classes.map((_, k) => `out-${k}`)).map(out => Number(out.slice('out-'.length)));
      for (const perClass of ladder.filter(count => counts.includes(`labels-${count}`))) {
        const row = { task: semiUnsupervised.name, set: name, seed, labels: 9 * perClass };
        const found: { value: number; seconds: number }[] = [];
        for (const out of left) {
          const one = await without(bench, images, out, perClass, seed);
          bench.note({ ...row, metric: `AUROC, left out: ${images.classes[out]}`, ...one });
          found.push(one);
        }
        if (found.length === images.classes.length) {
          bench.note({ ...row, metric: 'AUROC, mean', value: mean(found.map(({ value }) => value)), seconds: mean(found.map(({ seconds }) => seconds)) });
        }
      }
    }
  },
};

/** AUROC of class `out` among the test images, after a training on the others with `perClass` labels. */
async function without(bench: Bench, images: SplitSet, out: number, perClass: number, seed: number): Promise<{ value: number; seconds: number }> {
  const normal = images.train.filter(i => images.label[i] !== out);
  const labelled = drawPerClass(images, normal, perClass, seed);
  const classes = perClass > 0 ? images.classes.filter((_, k) => k !== out) : [];
  const decisions = labelsOf(images, labelled, classes);
  for (const i of normal) decisions.anomalous[i] = 0; // A folder of good images is all that is known.
  const course = begin(bench, images, classes, seed);
  await course.train(bench.variant === 'labels only' && labelled.length > 0 ? labelled : normal, decisions, 'fresh', bench.budget(semiUnsupervised.steps));
  const scored = await course.score(scoredBeside(images.test, labelled, normal, seed));
  const value = await anomalyAuroc(bench, course, scored, decisions, images.test, i => images.label[i] === out, seed);
  return { value, seconds: course.seconds };
}
