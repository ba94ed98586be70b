/** Classification with few labels by the published protocol of MNIST and Fashion-MNIST. */
import { drawPerClass, labelsOf } from '../draws';
import { type Course } from '../course';
import { begin } from '../run';
import { loadSplit, type SplitName, type SplitSet } from '../sets';
import { type Bench, type Task } from '../task';
import { noteSuggestions, suggestionsFor } from '../suggestions';

/** Every training image has its label. */
const everything = 60_000;

export function fewLabels(set: SplitName, labels: number, steps: number, others: string, aim: string): Task {
  const name = `${set}-${labels === everything ? 'all' : labels}`;
  return {
    name, steps, seeds: 3, others, aim,
    protocol: `60,000 training images, ${labels.toLocaleString('en')} of them labelled (drawn by seed, each class alike), accuracy of the suggestions on the 10,000 test images, which are not in training`,
    async run(bench, seed) {
      const images = await loadSplit(bench.data, set);
      const { course, labelled } = await learn(bench, images, labels, seed, steps);
      const predictions = await suggestionsFor(course, labelsOf(images, labelled), images.test);
      noteSuggestions(bench, { task: name, set, seed, labels: labelled.length, seconds: course.seconds }, predictions, images, images.test);
    },
  };
}

/** A model trained on a split set of which `labels` images, each class alike, have labels. */
export async function learn(bench: Bench, images: SplitSet, labels: number, seed: number, steps: number): Promise<{ course: Course; labelled: number[] }> {
  const labelled = drawPerClass(images, images.train, labels === everything ? Infinity : labels / images.classes.length, seed);
  const course = begin(bench, images, images.classes, seed);
  const from = bench.variant === 'labels only' ? labelled : images.train;
  await course.train(from, labelsOf(images, labelled), 'fresh', bench.budget(steps));
  return { course, labelled };
}
