/** What is learned from suggestions that were accepted by the screen. */
import { type Decisions } from '../../../../src/model/scores';
import { type Course } from '../course';
import { undecided, where } from '../draws';
import { mean } from '../measures';
import { answer } from '../person';
import { begin } from '../run';
import { loadSteel } from '../sets';
import { rightness } from '../suggestions';
import { type Bench, type Task } from '../task';

/** Labels that come from the queue at first, and how many at a time. */
const queued = 56;
const round = 7;
/** Suggestions that are looked through then. */
const offered = 400;
/** Shares of the budget: before the first label, while a round of labels is given, before the suggestions are looked through, and after it. */
const before = 0.15;
const meanwhile = 0.06;
const settling = 0.4;
const after = 0.8;

export const accepting: Task = {
  name: 'accepting', steps: 1000, seeds: 2, variants: ['winnow', 'plain'],
  protocol: `X-SDD: ${queued} labels come from the queue "next to label", as in first-labels, and the network goes on for ${100 * settling} % of the budget; then the ${offered} surest suggestions are looked through, and those that are right are accepted. The model goes on for ${100 * after} % of the budget with these labels, and the same model without them: accuracy of the suggestions of the images that have no label in either`,
  others: '',
  aim: 'labels that are right cost at most 1 point',
  async run(bench, seed) {
    const set = await loadSteel(bench.data);
    const images = [...set.label.keys()];
    const course = begin(bench, set, [], seed);
    const train = (of: Course, decisions: Decisions, share: number) => of.train(images, decisions, of.learner.step === 0 ? 'fresh' : 'labels', bench.budget(accepting.steps, share));
    const decisions = undecided(images.length);
    await train(course, decisions, before);
    for (let labels = 0; labels < queued; labels += round) {
      const judge = course.judgeOf(await course.score(images));
      await answer(course, judge, decisions, (await course.ask(judge, decisions, set.classes)).next.subarray(0, round));
      await judge.dispose();
      await train(course, decisions, meanwhile);
    }
    await train(course, decisions, settling);

    const predictions = await course.predict(images, decisions);
    const { confidence } = predictions;
    const surest = images.filter(i => decisions.label[i] < 0).sort((a, b) => confidence[b] - confidence[a]).slice(0, offered);
    const right = rightness(predictions, set, surest);
    const more: Decisions = { ...decisions, label: decisions.label.slice() };
    surest.forEach((i, at) => { if (right[at]) more.label[i] = set.label[i]; });
    const rest = where(images.length, i => more.label[i] < 0);
    const arms = { 'with what was accepted': [course, more], 'without': [await course.copy(), decisions] } as const;
    for (const [name, [model, known]] of Object.entries(arms)) {
      await train(model, known, after);
      note(bench, seed, name, model, known, mean(rightness(await model.predict(images, known), set, rest)));
    }
  },
};

function note(bench: Bench, seed: number, name: string, { set, seconds }: Course, { label }: Decisions, accuracy: number): void {
  bench.note({ task: accepting.name, set: set.name, seed, labels: label.filter(k => k >= 0).length, seconds, metric: `accuracy of the rest, ${name}`, value: 100 * accuracy });
}
