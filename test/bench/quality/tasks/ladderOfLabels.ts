/** From almost no label to all of them. */
import { drawShare, labelsOf } from '../draws';
import { begin } from '../run';
import { loadSplit, splitNames } from '../sets';
import { accuracyOf } from '../suggestions';
import { type Task } from '../task';

/** Of the training images that have a label, %. */
const ladder = [0.1, 0.5, 1, 5, 10, 50, 100];

export const ladderOfLabels: Task = {
  name: 'ladder-of-labels', steps: 1000, seeds: 1,
  protocol: `MNIST and Fashion-MNIST, ${ladder.join(', ')} % of the 60,000 training images labelled (drawn by seed, each class alike): accuracy of the suggestions on the 10,000 test images. With \`--labels-only\` the same encoder, without a decoder, sees the labelled images alone. \`--only mnist,0.1%,1%\` runs parts`,
  others: 'labels only (`--labels-only`) and the method of the paper (`--plain`): measured here. The paper claims that unlabelled images help at every share',
  aim: 'above labels only at every share',
  async run(bench, seed) {
    const [sets, shares] = [bench.among(splitNames), bench.among(ladder.map(share => `${share}%`))];
    for (const name of sets) {
      const images = await loadSplit(bench.data, name);
      for (const share of ladder.filter(known => shares.includes(`${known}%`))) {
        const labelled = drawShare(images, images.train, share / 100, seed);
        const decisions = labelsOf(images, labelled);
        const course = begin(bench, images, images.classes, seed);
        await course.train(bench.variant === 'labels only' ? labelled : images.train, decisions, 'fresh', bench.budget(ladderOfLabels.steps));
        const value = await accuracyOf(course, decisions, images.test);
        bench.note({ task: ladderOfLabels.name, set: name, seed, labels: labelled.length, metric: 'accuracy', value, seconds: course.seconds });
      }
    }
  },
};
