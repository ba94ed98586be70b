/** Labels that arrive in steps: going on with the model against beginning anew at each step. */
import { type Course } from '../course';
import { inTurn, labelsOf } from '../draws';
import { type Folder, loadFolder } from '../folders';
import { begin } from '../run';
import { accuracyOf } from '../suggestions';
import { type Bench, type Task } from '../task';

/** Labels known at each step. */
const counts = [10, 20, 40, 80, 160, 320, 640];
/** Share of the budget that the warm training of a step gets: what the extension trains after new labels. */
const warmShare = 0.4;
/** Shares of a cold training at which the warm one is judged. */
const marks = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4];
const quick = 0.2;
/** Stands for a level that warm never had. */
const never = 100;
/** As good as cold, points. */
const slack = 0.2;

export const warm: Task = {
  name: 'warm', steps: 1000, seeds: 1, variants: ['winnow', 'plain'],
  protocol: `MNIST (judged on the test images) and X-SDD (judged on 30 % that never get a label): labels arrive, ${counts.join(', ')} in all, one of each class in turn. Cold: a training from the beginning at every step. Warm: the model of the step before goes on for ${100 * warmShare} % of a cold training's steps and is judged after ${marks.map(mark => 100 * mark).join(', ')} % of them; at ${counts[0]} labels it is the cold one`,
  others: 'plain warm starts lose 1-7 points (Ash & Adams 2020)',
  aim: `warm has cold's final accuracy - ${slack} within ${100 * quick} % of its steps, and ends >= cold - ${slack}, at every step`,
  remark: 'A cold start keeps up to 30 % of the labels back for its first half, to be tested on them, as the extension does; a warm one does not',
  async run(bench, seed) {
    for (const name of bench.among(['mnist', 'x_sdd'] as const)) {
      const folder = await loadFolder(bench.data, name, seed);
      const order = inTurn(folder.set, folder.offered, seed);
      let course: Course | null = null;
      for (const count of counts) course = await arrive(bench, folder, order.slice(0, count), course, seed);
    }
  },
};

/** One step of the labels; returns the model that goes on from `before`. */
async function arrive(bench: Bench, { set, images, judged }: Folder, labelled: readonly number[], before: Course | null, seed: number): Promise<Course> {
  const decisions = labelsOf(set, labelled);
  const row = { task: warm.name, set: set.name, seed, labels: labelled.length };
  const cold = begin(bench, set, set.classes, seed);
  await cold.train(images, decisions, 'fresh', bench.budget(warm.steps));
  const level = await accuracyOf(cold, decisions, judged);
  bench.note({ ...row, metric: 'accuracy, cold', value: level, seconds: cold.seconds });
  if (!before) return cold;

  const { steps, seconds: wholeTime = Infinity } = bench.budget(warm.steps);
  const spent = before.seconds;
  const reached: { mark: number; accuracy: number }[] = [];
  await before.train(images, decisions, 'labels', bench.budget(warm.steps, warmShare), async done => {
    const share = steps !== undefined ? done / steps : (before.seconds - spent) / wholeTime;
    const mark = marks[reached.length];
    if (share >= mark) reached.push({ mark, accuracy: await accuracyOf(before, decisions, judged) });
  });
  const seconds = before.seconds - spent;
  const last = reached.find(({ mark }) => mark === warmShare)?.accuracy ?? await accuracyOf(before, decisions, judged);
  bench.note({ ...row, metric: 'accuracy, warm at the end', value: last, seconds });
  const early = reached.find(({ mark }) => mark === quick);
  if (early) bench.note({ ...row, metric: `accuracy, warm at ${100 * quick} % of the steps`, value: early.accuracy, seconds });
  const first = reached.find(({ accuracy }) => accuracy >= level - slack);
  bench.note({ ...row, metric: `steps to cold's accuracy - ${slack}, of cold's (${never}: never)`, value: first ? 100 * first.mark : never, seconds });
  return before;
}
