/** One class learned alone, and a few confirmed anomalies of one other. */
import { Random } from '../../../../src/shared/random';
import { mean } from '../measures';
import { anomalyAuroc } from '../ranking';
import { loadSplit, splitNames, type SplitSet } from '../sets';
import { type Bench, type Task } from '../task';
import { learnAlone } from './oneClass';

/** Confirmed anomalies in all of the training images. */
const share = 0.01;

export const oneClassAndKnown: Task = {
  name: 'one-class-1%', steps: 100, seeds: 1, variants: ['winnow', 'plain'],
  protocol: `As one-class, and ${100 * share} % of the training images are confirmed anomalies from one known class (drawn by seed); AUROC on the whole test set, mean of the 10 normal classes and, for each, of the 9 known ones. Confirmed anomalies stay out of what is learned and count in the ranking, so that one training serves all known classes, 10 a set (\`--only mnist,known-1,known-5\` takes some of them: the mean is then over those, under a name that says so)`,
  others: 'Deep SAD 96.4 / 90.0, ESAD 99.2 / 95.3',
  aim: '>= 99.2 / 95.3',
  async run(bench, seed) {
    const sets = bench.among(splitNames);
    for (const name of sets) {
      const images = await loadSplit(bench.data, name);
      const known = bench.among(images.classes.map((_, k) => `known-${k}`));
      const every = known.length === images.classes.length;
      const found: { value: number; seconds: number; labels: number }[] = [];
      const row = { task: oneClassAndKnown.name, set: name, seed };
      for (const k of bench.among([...images.classes.keys()])) {
        const one = await withKnown(bench, images, k, known.map(at => Number(at.slice('known-'.length))).filter(other => other !== k), seed);
        if (!one) continue;
        bench.note({ ...row, metric: `AUROC, normal: ${images.classes[k]}${every ? '' : `, ${known.join(' ')}`}`, ...one });
        found.push(one);
      }
      if (found.length < images.classes.length - (known.length === 1 ? 1 : 0)) continue;
      const of = (key: keyof typeof found[number]) => mean(found.map(one => one[key]));
      bench.note({ ...row, labels: Math.round(of('labels')), metric: `AUROC, mean${every ? '' : `, ${known.join(' ')}`}`, value: of('value'), seconds: of('seconds') });
    }
  },
};

/** Mean AUROC over the `known` classes against class `k`; null of none. */
async function withKnown(bench: Bench, images: SplitSet, k: number, known: readonly number[], seed: number): Promise<{ value: number; seconds: number; labels: number } | null> {
  if (known.length === 0) return null;
  const { course, own, decisions } = await learnAlone(bench, images, k, seed, oneClassAndKnown.steps);
  const labels = Math.round((share / (1 - share)) * own.length);
  const confirmed = known.map(other => new Random(seed).shuffle(images.train.filter(i => images.label[i] === other)).slice(0, labels));
  const found: number[] = [];
  const plain = await course.score([...own, ...images.test]);
  for (const of of confirmed) {
    const scored = await course.score([...own, ...of, ...images.test], images, plain);
    const reviewed = { ...decisions, anomalous: decisions.anomalous.slice() };
    for (const i of of) reviewed.anomalous[i] = 1;
    found.push(await anomalyAuroc(bench, course, scored, reviewed, images.test, i => images.label[i] !== k, seed));
  }
  return { value: mean(found), seconds: course.seconds, labels };
}
