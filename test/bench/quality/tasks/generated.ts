/** Whether generated images are what was asked for, in the eyes of another model. */
import { generate } from '../../../../src/trainer/onDemand';
import { undecided } from '../draws';
import { mean } from '../measures';
import { loadSplit, type ImageSet } from '../sets';
import { rightness } from '../suggestions';
import { type Task } from '../task';
import { learn } from './fewLabels';

/** In all, of ten classes. */
const count = 1000;
/** So far away that no run of the bench has the same seed. */
const judgesSeed = 1000;

export const generated: Task = {
  name: 'generated', steps: 600, seeds: 1, variants: ['winnow', 'plain'],
  protocol: `MNIST, 100 labels: ${count.toLocaleString('en')} digits that the model generates, ${count / 10} of each class, are shown to a model trained in the same way with another seed, other labels included; share in which its \`pi\` gives the class that was asked for. Two trainings`,
  others: '',
  aim: '>= 95 %',
  async run(bench, seed) {
    const images = await loadSplit(bench.data, 'mnist');
    const artist = await learn(bench, images, 100, seed, generated.steps);
    const pictures = await gallery(images, async name => (await generate(bench.engine, artist.course.learner, name, count / 10, seed)).map(({ pixels }) => pixels));
    const { course: judge } = await learn(bench, images, 100, seed + judgesSeed, generated.steps);
    const all = [...pictures.label.keys()];
    const predictions = await judge.judge(await judge.score(all, pictures), undecided(all.length));
    const right = rightness(predictions, pictures, all);
    const row = { task: generated.name, set: 'mnist', seed, labels: 100, seconds: artist.course.seconds };
    for (const [k, name] of images.classes.entries()) bench.note({ ...row, metric: `recognised, ${name}`, value: 100 * mean(right.filter((_, i) => pictures.label[i] === k)) });
    bench.note({ ...row, metric: 'recognised, all', value: 100 * mean(right) });
  },
};

/** Images of each class of `like`, made by `draw`, as a set. */
async function gallery(like: ImageSet, draw: (name: string) => Promise<Uint8Array[]>): Promise<ImageSet> {
  const drawn = await Promise.all(like.classes.map(draw));
  const label = Int16Array.from(drawn.flatMap((of, k) => of.map(() => k)));
  return { ...like, name: `${like.name}, generated`, pixels: Buffer.concat(drawn.flat()), label, anomalous: new Uint8Array(label.length) };
}
