/** A folder with a few images that do not belong, found without labels and then with a reviewer's help. */
import { type Decisions } from '../../../../src/model/scores';
import { isolationForest } from '../baselines/isolationForest';
import { nearestDistance } from '../baselines/nearest';
import { undecided, where } from '../draws';
import { auroc, mean, precisionAt } from '../measures';
import { review } from '../reviewer';
import { begin } from '../run';
import { type ImageSet, loadSteel, rarest, withRare } from '../sets';
import { type Bench, type Task } from '../task';

const rareShare = 0.03;
const rareClasses = 3;
const decided = 20;

export const dirty: Task = {
  name: 'dirty', steps: 300, seeds: 2, variants: ['winnow', 'plain'],
  protocol: `X-SDD with one of its ${rareClasses} rarest classes made ${100 * rareShare} % of the folder and an anomaly, nothing labelled: precision among the first k of the list, k being the number of anomalies, and AUROC. Then a reviewer who knows the truth confirms or dismisses the highest image ${decided} times, the list being made anew each time. "All": all images where the list then puts them, so that an image just confirmed counts when it stands among the first k. "Not reviewed": only the images without a decision, k being the anomalies among them; "as before" is the first list on those same images, so that the difference is what the decisions teach about others. Means of the ${rareClasses} folders`,
  others: 'isolation forest and mean distance to the 5 nearest neighbours, both on the same latent means: measured here',
  aim: 'precision after the decisions >= 2 x before',
  remark: 'The ranking rests on the energies of the filter bank more than on what is trained, with either method; before any decision it is near chance',
  async run(bench, seed) {
    const steel = await loadSteel(bench.data);
    const names = rarest(steel, rareClasses).map(k => steel.classes[k]);
    const found = new Map<string, Figure[]>();
    let seconds = 0;
    for (const name of bench.among(names)) {
      const set = withRare(steel, steel.classes.indexOf(name), rareShare, seed);
      const result = await listOf(bench, set, seed);
      seconds += result.seconds;
      for (const figure of result.figures) {
        bench.note({ task: dirty.name, set: set.name, seed, seconds: result.seconds, ...figure });
        const key = JSON.stringify([figure.variant, figure.metric, figure.labels]);
        found.set(key, [...(found.get(key) ?? []), figure]);
      }
    }
    for (const of of found.values()) if (of.length === rareClasses) bench.note({ task: dirty.name, set: steel.name, seed, seconds, ...of[0], value: mean(of.map(({ value }) => value)) });
  },
};

interface Figure {
  readonly variant?: string;
  readonly labels: number;
  readonly metric: string;
  readonly value: number;
}

/** What the list of one folder is worth, before and after the review. */
async function listOf(bench: Bench, set: ImageSet, seed: number): Promise<{ figures: Figure[]; seconds: number }> {
  const decisions = undecided(set.label.length);
  const all = [...set.label.keys()];
  const course = begin(bench, set, [], seed);
  await course.train(all, decisions, 'fresh', bench.budget(dirty.steps));
  const scored = await course.score(all);
  const judge = course.judgeOf(scored);
  try {
    const before = await course.ask(judge, decisions);
    const { evidence } = scored;
    const [mu, latent] = [evidence.mu.block(0, all.length), evidence.mu.width];
    const figures = bench.variant !== 'winnow' ? [] : [
      ...onAll(isolationForest(mu, latent, seed), set, 0, 'isolation forest'), ...onAll(nearestDistance(mu, latent), set, 0, 'nearest neighbours'),
    ];
    const after = await review(before, decisions, set.anomalous, decided, known => course.rank(judge, known));
    return { figures: [...onAll(before.anomaly, set, 0), ...figures, ...onAll(after.anomaly, set, decided), ...onOpen(before.anomaly, after.anomaly, set, decisions)], seconds: course.seconds };
  } finally {
    await judge.dispose();
  }
}

function onAll(scores: Float32Array, { anomalous }: ImageSet, labels: number, variant?: string): Figure[] {
  return [
    { variant, labels, metric: 'precision at k, all', value: 100 * precisionAt(scores, anomalous) },
    { variant, labels, metric: 'AUROC, all', value: 100 * auroc(scores, anomalous) },
  ];
}

/** Figures on the images without a decision. */
function onOpen(before: Float32Array, after: Float32Array, { anomalous }: ImageSet, decisions: Decisions): Figure[] {
  const open = where(anomalous.length, i => decisions.anomalous[i] < 0);
  const of = (values: ArrayLike<number>) => open.map(i => values[i]);
  return [
    { labels: decided, metric: 'precision at k, not reviewed', value: 100 * precisionAt(of(after), of(anomalous)) },
    { labels: decided, metric: 'precision at k, not reviewed, as before', value: 100 * precisionAt(of(before), of(anomalous)) },
    { labels: decided, metric: 'confirmed, images', value: where(anomalous.length, i => decisions.anomalous[i] === 1).length },
  ];
}
