/** How far the suggestions can be relied on while a person gives the first labels. */
import { undecided } from '../draws';
import { type Course } from '../course';
import { acceptance, mean } from '../measures';
import { begin } from '../run';
import { answer } from '../person';
import { type ImageSet, loadSteel } from '../sets';
import { rightness } from '../suggestions';
import { type Bench, type Task } from '../task';

/** Labels between two judgements, which come from the queue. */
const round = 7;
const rounds = 13;
/** Shares of the budget: before the first label, and while a round of labels is given. */
const before = 0.15;
const meanwhile = 0.06;
const wanted = 0.95;

export const firstLabels: Task = {
  name: 'first-labels', steps: 1000, seeds: 1, variants: ['winnow', 'plain'],
  protocol: `X-SDD: the classes are made, the network has trained without labels for ${100 * before} % of the budget, and labels come from the queue "next to label", ${round} at a time, each answered at once; the network goes on for ${100 * meanwhile} % of the budget meanwhile, as it does beside a person who labels without a pause. After each ${round}: accuracy of the suggestions of images without a label, how many of these "accept at ${100 * wanted} %" accepts, and how rightly`,
  others: '',
  aim: `precision >= ${100 * wanted} % where it says ${100 * wanted} %`,
  async run(bench, seed) {
    const set = await loadSteel(bench.data);
    const course = begin(bench, set, [], seed);
    await course.train([...set.label.keys()], undecided(set.label.length), 'fresh', bench.budget(firstLabels.steps, before));
    await labelFromQueue(bench, set, course, seed);
  },
};

async function labelFromQueue(bench: Bench, set: ImageSet, course: Course, seed: number): Promise<void> {
  const images = [...set.label.keys()];
  const decisions = undecided(set.label.length);
  const { classes } = set;
  let [accepted, right] = [0, 0];
  for (let labels = 0; labels <= round * rounds; labels += round) {
    const judge = course.judgeOf(await course.score(images));
    const predictions = await course.ask(judge, decisions, classes);
    const row = { task: firstLabels.name, set: set.name, seed, labels, seconds: course.seconds };
    if (labels > 0) {
      const open = images.filter(i => decisions.label[i] < 0);
      const rights = rightness(predictions, set, open);
      const { share, precision } = acceptance(open.map(i => predictions.confidence[i]), rights, wanted);
      const sure = Math.round(share * open.length);
      accepted += sure;
      if (sure > 0) right += precision * sure;
      bench.note({ ...row, metric: 'accuracy', value: 100 * mean(rights) });
      bench.note({ ...row, metric: `accepted at ${100 * wanted} %, images`, value: sure });
      bench.note({ ...row, metric: `precision at ${100 * wanted} %`, value: 100 * precision });
    }
    await answer(course, judge, decisions, predictions.next.subarray(0, round));
    await judge.dispose();
    await course.train(images, decisions, 'labels', bench.budget(firstLabels.steps, meanwhile));
  }
  bench.note({ task: firstLabels.name, set: set.name, seed, labels: round * rounds, seconds: course.seconds, metric: `precision at ${100 * wanted} %, of all that was accepted`, value: 100 * right / accepted });
}
