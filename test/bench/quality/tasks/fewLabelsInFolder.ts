/** Classification of a folder of which ten images a class are labelled. */
import { nearestOnPixels } from '../baselines/nearest';
import { drawPerClass, labelsOf, where } from '../draws';
import { mean } from '../measures';
import { begin } from '../run';
import { type ImageSet } from '../sets';
import { noteSuggestions } from '../suggestions';
import { type Task } from '../task';

const perClass = 10;

export function fewLabelsInFolder(name: string, load: (data: string) => Promise<ImageSet>, what: string, steps: number, aim: string): Task {
  return {
    name, steps, seeds: 5, aim,
    others: 'labels-only CNN (`--labels-only`) and nearest neighbour on pixels: measured here',
    protocol: `${what}, ${perClass} labels a class drawn by seed, accuracy of the suggestions on all other images of the folder (they are in training without labels, as in the extension)`,
    async run(bench, seed) {
      const set = await load(bench.data);
      const all = Array.from(set.label.keys());
      const labelled = drawPerClass(set, all, perClass, seed);
      const decisions = labelsOf(set, labelled);
      const rest = where(set.label.length, i => decisions.label[i] < 0);
      const row = { task: name, set: set.name, seed, labels: labelled.length };
      if (bench.variant === 'winnow') {
        const found = nearestOnPixels(set, labelled, rest);
        bench.note({ ...row, variant: 'nearest on pixels', metric: 'accuracy', value: 100 * mean(rest.map((i, j) => Number(found[j] === set.label[i]))), seconds: 0 });
      }
      const course = begin(bench, set, set.classes, seed);
      await course.train(bench.variant === 'labels only' ? labelled : all, decisions, 'fresh', bench.budget(steps));
      noteSuggestions(bench, { ...row, seconds: course.seconds }, await course.predict(all, decisions), set, rest);
    },
  };
}
