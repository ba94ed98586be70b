/** One class of which there is almost nothing. */
import { Random } from '../../../../src/shared/random';
import { drawPerClass, labelsOf } from '../draws';
import { mean } from '../measures';
import { begin } from '../run';
import { loadSplit, splitNames } from '../sets';
import { recalls, suggestionsFor } from '../suggestions';
import { type Task } from '../task';

const ratio = 50;
/** Labels of each of the other classes. */
const perClass = 100;

export const imbalance: Task = {
  name: 'imbalance', steps: 1000, seeds: 1,
  protocol: `MNIST and Fashion-MNIST: of one class (drawn by seed) only one image in ${ratio} is in the folder, and it has ${perClass / ratio} labels where each other class has ${perClass}: recall and precision of its suggestions on the test images, of which it has a tenth, and mean recall of the others`,
  others: '',
  aim: 'reported',
  async run(bench, seed) {
    for (const name of bench.among(splitNames)) {
      const images = await loadSplit(bench.data, name);
      const random = new Random(seed);
      const rare = random.below(images.classes.length);
      const others = images.train.filter(i => images.label[i] !== rare);
      const all = random.shuffle(images.train.filter(i => images.label[i] === rare));
      const few = all.slice(0, Math.round(all.length / ratio));
      const labelled = [...drawPerClass(images, others, perClass, seed), ...few.slice(0, perClass / ratio)];
      const decisions = labelsOf(images, labelled);
      const course = begin(bench, images, images.classes, seed);
      await course.train(bench.variant === 'labels only' ? labelled : [...others, ...few], decisions, 'fresh', bench.budget(imbalance.steps));
      const predictions = await suggestionsFor(course, decisions, images.test);
      const found = recalls(predictions, images, images.test);
      const suggested = images.test.filter(i => predictions.suggestion[i] === rare);
      const row = { task: imbalance.name, set: name, seed, labels: labelled.length, seconds: course.seconds };
      bench.note({ ...row, metric: 'recall of the rare class', value: 100 * found[rare] });
      bench.note({ ...row, metric: 'mean recall of the others', value: 100 * mean(found.filter((_, k) => k !== rare)) });
      if (suggested.length > 0) bench.note({ ...row, metric: 'precision of the rare class', value: 100 * mean(suggested.map(i => Number(images.label[i] === rare))) });
    }
  },
};
