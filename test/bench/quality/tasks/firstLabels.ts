/** How far the suggestions can be relied on while a person gives the first labels. */
import { before, labelFromQueue, meanwhile, round } from '../answers';
import { acceptance, mean } from '../measures';
import { begin } from '../run';
import { loadSteel } from '../sets';
import { rightness } from '../suggestions';
import { type Task } from '../task';

const rounds = 13;
const wanted = 0.95;

export const firstLabels: Task = {
  name: 'first-labels', steps: 1000, seeds: 1, variants: ['winnow', 'plain'],
  protocol: `X-SDD: the classes are made, the network has trained without labels for ${100 * before} % of the budget, and labels come from the queue "next to label", ${round} at a time, each answered at once; the network goes on for ${100 * meanwhile} % of the budget meanwhile, as it does beside a person who labels without a pause. After each ${round}: accuracy of the suggestions of images without a label, how many of these "accept at ${100 * wanted} %" accepts, and how rightly`,
  others: '',
  aim: `precision >= ${100 * wanted} % where it says ${100 * wanted} %`,
  async run(bench, seed) {
    const set = await loadSteel(bench.data);
    const images = [...set.label.keys()];
    const course = begin(bench, set, [], seed);
    const row = (labels: number) => ({ task: firstLabels.name, set: set.name, seed, labels, seconds: course.seconds });
    let [accepted, right] = [0, 0];
    await labelFromQueue(course, rounds + 1, share => bench.budget(firstLabels.steps, share), (predictions, { label }) => {
      const open = images.filter(i => label[i] < 0);
      const labels = images.length - open.length;
      if (labels === 0) return;
      const rights = rightness(predictions, set, open);
      const { share, precision } = acceptance(open.map(i => predictions.confidence[i]), rights, wanted);
      const sure = Math.round(share * open.length);
      accepted += sure;
      if (sure > 0) right += precision * sure;
      bench.note({ ...row(labels), metric: 'accuracy', value: 100 * mean(rights) });
      bench.note({ ...row(labels), metric: `accepted at ${100 * wanted} %, images`, value: sure });
      bench.note({ ...row(labels), metric: `precision at ${100 * wanted} %`, value: 100 * precision });
    });
    bench.note({ ...row(round * rounds), metric: `precision at ${100 * wanted} %, of all that was accepted`, value: 100 * right / accepted });
  },
};
