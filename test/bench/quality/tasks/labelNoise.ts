/** Labels of which some are wrong. */
import { Random } from '../../../../src/shared/random';
import { drawPerClass, labelsOf, mislabelled } from '../draws';
import { begin } from '../run';
import { loadSplit, splitNames } from '../sets';
import { accuracyOf } from '../suggestions';
import { type Task } from '../task';

const perClass = 100;
const wrongShare = 0.05;
/** Of the list of likely wrong labels, from its top, that a person looks through. */
const lookedAt = 0.1;
/** Images without a label that are judged with the labelled ones. */
const others = 4096;

export const labelNoise: Task = {
  name: 'label-noise', steps: 1000, seeds: 1,
  protocol: `MNIST and Fashion-MNIST with 1,000 labels, once all right and once with ${100 * wrongShare} % of them replaced by another class (drawn by seed): accuracy of the suggestions on the test images, the drop, and the share of the wrong labels that is in the first ${100 * lookedAt} % of "likely mislabelled". Two trainings a set`,
  others: '',
  aim: 'drop <= 1 point on MNIST; >= 80 % of the wrong labels',
  async run(bench, seed) {
    for (const name of bench.among(splitNames)) {
      const images = await loadSplit(bench.data, name);
      const labelled = drawPerClass(images, images.train, perClass, seed);
      const right = labelsOf(images, labelled);
      const { decisions: wrong, changed } = mislabelled(right, wrongShare, images.classes.length, seed);
      const row = { task: labelNoise.name, set: name, seed, labels: labelled.length };
      const accuracy: number[] = [];
      for (const decisions of [right, wrong]) {
        const course = begin(bench, images, images.classes, seed);
        await course.train(bench.variant === 'labels only' ? labelled : images.train, decisions, 'fresh', bench.budget(labelNoise.steps));
        const value = await accuracyOf(course, decisions, images.test);
        accuracy.push(value);
        const { seconds } = course;
        bench.note({ ...row, metric: `accuracy, labels ${decisions === right ? 'all right' : `${100 * wrongShare} % wrong`}`, value, seconds });
        if (decisions === right) continue;
        bench.note({ ...row, metric: 'accuracy, drop, points', value: accuracy[0] - value, seconds });
        const beside = new Random(seed).shuffle(images.train.filter(i => wrong.label[i] < 0)).slice(0, others);
        const { suspects } = await course.predict([...labelled, ...beside], wrong);
        const first = new Set(suspects.subarray(0, Math.round(lookedAt * labelled.length)));
        bench.note({ ...row, metric: `wrong labels in the first ${100 * lookedAt} %`, value: (100 * changed.filter(i => first.has(i)).length) / changed.length, seconds });
      }
    }
  },
};
