/** Which image to label next: the queue's order against random order. */
import { Random } from '../../../../src/shared/random';
import { type Course } from '../course';
import { accuracyAt, labelsFor, type Point } from '../curve';
import { undecided } from '../draws';
import { type Folder, folderNames, loadFolder } from '../folders';
import { begin } from '../run';
import { accuracyOf } from '../suggestions';
import { type Bench, type Task } from '../task';

/** Numbers of labels at which the network learns them and is judged. */
const counts = [10, 20, 30, 40, 50, 70, 100, 150, 200];
/** Share of the budget that a training with more labels gets. */
const labelsShare = 0.2;
/** Labels from one queue, which is then made anew. */
const atOnce = 5;
/** Images of a folder that are offered, drawn by seed: the queue draws 2,048 of them anyway. */
const mostOffered = 4096;
const reference = 100;

type Order = 'queue' | 'random';

export const next: Task = {
  name: 'next', steps: 800, seeds: 3, variants: ['winnow', 'plain'],
  protocol: `MNIST, Fashion-MNIST (60,000 training images, judged on the test images) and X-SDD (judged on 30 % that are never offered for a label): a training without labels, then ${counts.join(', ')} labels in the order of the queue "next to label", which is made anew after every ${atOnce}, or in random order; at each of these numbers the network goes on for ${100 * labelsShare} % of the budget. Accuracy of the suggestions, and the number of labels from the queue that gives the accuracy of ${reference} random ones (interpolated)`,
  others: 'typical-first selection gained 39 points over random at 10 labels on CIFAR-10',
  aim: `the accuracy of ${reference} random labels with <= 50 of ours`,
  async run(bench, seed) {
    for (const name of bench.among(folderNames)) {
      const folder = await loadFolder(bench.data, name, seed);
      const start = begin(bench, folder.set, [], seed);
      await start.train(folder.images, undecided(folder.set.label.length), 'fresh', bench.budget(next.steps));
      const row = { task: next.name, set: name, seed };
      const [queue, random] = [await curveOf(bench, start, folder, 'queue', seed), await curveOf(bench, start, folder, 'random', seed)];
      const needed = labelsFor(queue, accuracyAt(random, reference));
      if (needed === null) bench.log(`The queue never has the accuracy of ${reference} random labels`);
      else bench.note({ ...row, labels: counts[counts.length - 1], metric: `labels for the accuracy of ${reference} random ones, images`, value: needed, seconds: start.seconds });
    }
  },
};

/** Accuracy over the number of labels in one order, from the model `start`, which stays as it is. */
async function curveOf(bench: Bench, start: Course, { set, images, offered, judged }: Folder, order: Order, seed: number): Promise<Point[]> {
  const course = start.copy();
  const decisions = undecided(set.label.length);
  const pool = new Random(seed).shuffle([...offered]).slice(0, mostOffered);
  const byChance = [...pool];
  const classes: string[] = [];
  const curve: Point[] = [];
  let labelled = 0;
  for (const count of counts) {
    const judge = course.judgeOf(await course.score(pool));
    while (labelled < count) {
      const wanted = Math.min(atOnce, count - labelled);
      const chosen = order === 'random' ? byChance.splice(0, wanted) : Array.from((await course.ask(judge, decisions, classes)).next.subarray(0, wanted));
      if (chosen.length === 0) throw new Error('Nothing is left to label');
      for (const i of chosen) {
        const name = set.classes[set.label[i]];
        if (!classes.includes(name)) classes.push(name);
        decisions.label[i] = classes.indexOf(name);
      }
      labelled += chosen.length;
    }
    await judge.suggest(decisions, classes, {});
    if (classes.length > course.learner.classes.length) await course.adopt([...classes], judge.head);
    await judge.dispose();
    await course.train(images, decisions, 'labels', bench.budget(next.steps, labelsShare));
    const accuracy = await accuracyOf(course, decisions, judged);
    bench.note({ task: next.name, set: set.name, variant: `${bench.variant}, ${order}`, seed, labels: labelled, metric: 'accuracy', value: accuracy, seconds: start.seconds + course.seconds });
    curve.push({ labels: labelled, accuracy });
  }
  return curve;
}
