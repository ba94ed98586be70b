/** Which image to label next: the queue's order against random order. */
import { type Decisions } from '../../../../src/model/scores';
import { Random } from '../../../../src/shared/random';
import { type Course } from '../course';
import { accuracyAt, labelsFor, type Point } from '../curve';
import { undecided } from '../draws';
import { type Folder, folderNames, loadFolder } from '../folders';
import { begin } from '../run';
import { type ImageSet } from '../sets';
import { accuracyOf } from '../suggestions';
import { type Bench, type Task } from '../task';

/** Numbers of labels at which the order is judged. */
const counts = [10, 20, 30, 40, 50, 70, 100, 200];
/** Share of the budget that a training with labels gets before it is judged: what the extension trains after new labels. */
const judgedShare = 0.4;
/** The same for the model that makes the queue, which goes on from number to number. */
const queueShare = 0.2;
/** Labels from one queue, which is then made anew. */
const atOnce = 5;
/** Images of a folder that are offered, drawn by seed: the queue draws 2,048 of them anyway. */
const mostOffered = 4096;
const reference = 100;

type Order = 'queue' | 'random';

export const next: Task = {
  name: 'next', steps: 1000, seeds: 1, variants: ['winnow', 'plain'],
  protocol: `MNIST, Fashion-MNIST (60,000 training images, judged on the test images) and X-SDD (judged on 30 % that are never offered for a label): a training without labels, then ${counts.join(', ')} labels of ${mostOffered.toLocaleString('en')} images (drawn by seed; X-SDD: of all others) in the order of the queue "next to label", which is made anew after every ${atOnce} (its network goes on for ${100 * queueShare} % of the budget at each of these numbers), or in random order. At each number the network without labels learns them for ${100 * judgedShare} % of the budget, so that only the labels differ. Accuracy of the suggestions, and the number of labels from the queue that gives the accuracy of ${reference} random ones (interpolated)`,
  others: 'typical-first selection gained 39 points over random at 10 labels on CIFAR-10',
  aim: `the accuracy of ${reference} random labels with <= 50 of ours`,
  async run(bench, seed) {
    for (const name of bench.among(folderNames)) {
      const folder = await loadFolder(bench.data, name, seed);
      const start = begin(bench, folder.set, [], seed);
      await start.train(folder.images, undecided(folder.set.label.length), 'fresh', bench.budget(next.steps));
      const row = { task: next.name, set: name, seed };
      const [queue, random] = [await curveOf(bench, start, folder, 'queue', seed), await curveOf(bench, start, folder, 'random', seed)];
      const most = counts[counts.length - 1];
      const value = labelsFor(queue, accuracyAt(random, reference)) ?? most;
      bench.note({ ...row, labels: most, metric: `labels for the accuracy of ${reference} random ones, images (${most}: never)`, value, seconds: start.seconds });
    }
  },
};

/** Accuracy over the number of labels in one order; the model `start`, which has seen no label, stays as it is. */
async function curveOf(bench: Bench, start: Course, folder: Folder, order: Order, seed: number): Promise<Point[]> {
  const { set, judged } = folder;
  const course = await start.copy();
  const known: Known = { decisions: undecided(set.label.length), classes: [] };
  const pool = new Random(seed).shuffle([...folder.offered]).slice(0, mostOffered);
  const curve: Point[] = [];
  let labelled = 0;
  for (const count of counts) {
    if (order === 'random') label(known, set, pool.slice(labelled, count));
    else await labelNext(course, known, pool, count - labelled);
    labelled = count;
    const learner = await start.copy();
    await learn(bench, learner, known, folder, judgedShare);
    const accuracy = await accuracyOf(learner, known.decisions, judged);
    bench.note({ task: next.name, set: set.name, variant: `${bench.variant}, ${order}`, seed, labels: count, metric: 'accuracy', value: accuracy, seconds: learner.seconds });
    curve.push({ labels: count, accuracy });
    if (order === 'queue') await learn(bench, course, known, folder, queueShare);
  }
  return curve;
}

/** What a person has said so far; labels point into `classes` (names), which are made as they come. */
interface Known {
  readonly decisions: Decisions;
  readonly classes: string[];
}

function label({ decisions, classes }: Known, set: ImageSet, images: readonly number[]): void {
  for (const i of images) {
    const name = set.classes[set.label[i]];
    if (!classes.includes(name)) classes.push(name);
    decisions.label[i] = classes.indexOf(name);
  }
}

/** Labels `count` images of `pool` in the order of the queue that the model of `course` makes, which does not learn meanwhile. */
async function labelNext(course: Course, known: Known, pool: readonly number[], count: number): Promise<void> {
  const judge = course.judgeOf(await course.score(pool));
  for (let left = count; left > 0;) {
    const { next: queue } = await course.ask(judge, known.decisions, known.classes);
    const chosen = Array.from(queue.subarray(0, Math.min(atOnce, left)));
    if (chosen.length === 0) throw new Error('Nothing is left to label');
    label(known, course.set, chosen);
    left -= chosen.length;
  }
  await judge.dispose();
}

/** Trains `course` with the labels, whose classes it takes over first, as the extension does. */
async function learn(bench: Bench, course: Course, { decisions, classes }: Known, { images }: Folder, share: number): Promise<void> {
  if (classes.length > course.learner.classes.length) await course.adoptLabelled([...classes], images.filter(i => decisions.label[i] >= 0), decisions);
  await course.train(images, decisions, 'labels', bench.budget(next.steps, share));
}
