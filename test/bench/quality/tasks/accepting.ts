/** What is learned from suggestions that were accepted by the screen. */
import { type Decisions } from '../../../../src/model/scores';
import { labelFromQueue, round } from '../answers';
import { where } from '../draws';
import { mean } from '../measures';
import { begin } from '../run';
import { loadSteel } from '../sets';
import { rightness } from '../suggestions';
import { type Task } from '../task';

const rounds = 8;
/** Suggestions that are looked through then. */
const offered = 400;
/** Shares of the budget: before the suggestions are looked through, and after it. */
const settling = 0.4;
const after = 0.8;

export const accepting: Task = {
  name: 'accepting', steps: 1000, seeds: 2, variants: ['winnow', 'plain'],
  protocol: `X-SDD: ${round * rounds} labels come from the queue "next to label", as in first-labels, and the network goes on for ${100 * settling} % of the budget; then the ${offered} surest suggestions are looked through, and those that are right are accepted. The model goes on for ${100 * after} % of the budget with these labels, and the same model without them: accuracy of the suggestions of the images that have no label in either`,
  others: '',
  aim: 'labels that are right cost at most 1 point',
  async run(bench, seed) {
    const set = await loadSteel(bench.data);
    const images = [...set.label.keys()];
    const course = begin(bench, set, [], seed);
    const budget = (share: number) => bench.budget(accepting.steps, share);
    const decisions = await labelFromQueue(course, rounds, budget);
    await course.train(images, decisions, 'labels', budget(settling));

    const predictions = await course.predict(images, decisions);
    const { confidence } = predictions;
    const surest = images.filter(i => decisions.label[i] < 0).sort((a, b) => confidence[b] - confidence[a]).slice(0, offered);
    const right = rightness(predictions, set, surest);
    const more: Decisions = { ...decisions, label: decisions.label.slice() };
    surest.forEach((i, at) => { if (right[at]) more.label[i] = set.label[i]; });
    const rest = where(images.length, i => more.label[i] < 0);
    const row = { task: accepting.name, set: set.name, seed, labels: round * rounds };
    bench.note({ ...row, seconds: course.seconds, metric: 'right of what was looked through', value: 100 * mean(right) });
    const arms = [['with what was accepted', await course.copy(), more], ['without', await course.copy(), decisions]] as const;
    for (const [name, model, known] of arms) {
      await model.train(images, known, 'labels', budget(after));
      bench.note({ ...row, seconds: model.seconds, metric: `accuracy of the rest, ${name}`, value: 100 * mean(rightness(await model.predict(images, known), set, rest)) });
    }
  },
};
