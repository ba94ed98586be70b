/** A class that a person makes when five others are learned already. */
import { Random } from '../../../../src/shared/random';
import { drawPerClass, labelsOf } from '../draws';
import { begin } from '../run';
import { loadSplit, splitNames, type SplitSet } from '../sets';
import { recalls, suggestionsFor } from '../suggestions';
import { type Bench, type Task } from '../task';

const early = 5;
/** Labels of each of the early classes. */
const labelsEarly = 100;
/** Labels of the late class when the network goes on. */
const counts = [1, 5, 10];
/** Share of the budget that a training with more labels gets: what the extension trains after new labels. */
const labelsShare = 0.4;

export const lateClass: Task = {
  name: 'late-class', steps: 800, seeds: 1,
  protocol: `MNIST and Fashion-MNIST: the training images of ${early + 1} classes (drawn by seed), ${early * labelsEarly} labels in ${early} of them, are learned; then labels of the sixth arrive, ${counts.join(', ')} in all, and the network goes on for ${100 * labelsShare} % of the budget each time. Recall of the late class and mean recall of the others on the test images of the ${early + 1} classes: before it exists (others only), at once at ${counts[counts.length - 1]} labels (suggestions refitted, the network as it was before any) and after each training`,
  others: '',
  aim: `recall of the late class >= 80 % at ${counts[counts.length - 1]} labels, the others lose at most 1 point`,
  async run(bench, seed) {
    for (const name of bench.among(splitNames)) await appear(bench, await loadSplit(bench.data, name), seed);
  },
};

async function appear(bench: Bench, images: SplitSet, seed: number): Promise<void> {
  const places = new Random(seed).shuffle([...images.classes.keys()]).slice(0, early + 1);
  const names = places.map(k => images.classes[k]);
  const late = places[early];
  const known = names.slice(0, early);
  const six = new Set(places);
  const [folder, test] = [images.train, images.test].map(all => all.filter(i => six.has(images.label[i])));
  const labelled = drawPerClass(images, folder.filter(i => images.label[i] !== late), labelsEarly, seed);
  const lateOnes = drawPerClass(images, folder.filter(i => images.label[i] === late), Math.max(...counts), seed);
  const from = (all: readonly number[]) => (bench.variant === 'labels only' ? all : folder);

  const course = begin(bench, images, known, seed);
  await course.train(from(labelled), labelsOf(images, labelled, known), 'fresh', bench.budget(lateClass.steps));
  const note = async (when: string, labels: readonly number[], classes: readonly string[]) => {
    const found = recalls(await suggestionsFor(course, labelsOf(images, labels, classes), test, classes), images, test);
    const row = { task: lateClass.name, set: images.name, seed, labels: labels.length, seconds: course.seconds };
    if (classes.length > early) bench.note({ ...row, metric: `recall of the late class, ${when}`, value: 100 * found[late] });
    const others = places.slice(0, early).reduce((sum, k) => sum + found[k], 0) / early;
    bench.note({ ...row, metric: `recall of the others, ${when}`, value: 100 * others });
  };
  await note('before', labelled, known);
  await note('at once', [...labelled, ...lateOnes], names);
  for (const count of counts) {
    const all = [...labelled, ...lateOnes.slice(0, count)];
    if (count === counts[0]) await course.adoptLabelled(names, all, labelsOf(images, all, names));
    await course.train(from(all), labelsOf(images, all, names), 'labels', bench.budget(lateClass.steps, labelsShare));
    await note('trained', all, names);
  }
}
