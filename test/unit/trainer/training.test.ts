import { expect, test } from 'vitest';
import { type HostTensors } from '../../../src/shared/program';
import { Report } from '../../../src/trainer/report';
import { Training } from '../../../src/trainer/training';
import { count, images, kindOf, learnerAt } from './helpers/halves';
import { Recorder } from './helpers/recorder';

/** Euclidean distance of two sets of weights of the same names. */
function distance(a: HostTensors, from: string, b: HostTensors, to: string): number {
  const learned = Object.keys(a).filter(name => name.startsWith(`${from}/encoder/`)).map(name => name.slice(from.length));
  return Math.hypot(...learned.map(name => Math.sqrt(Float64Array.from(a[from + name].data).reduce((sum, value, i) => sum + (value - b[to + name].data[i]) ** 2, 0))));
}

test('a short training of a model that has learned for long is in the weights that are used', async () => {
  const learner = await learnerAt(20_000);
  const before = await learner.state();
  const report = new Report(new Recorder());
  const label = Int16Array.from({ length: count }, (_, i) => (i < 40 ? kindOf(i) : -1));
  const training = new Training(learner, images, { steps: 60 }, report, { label, anomalous: new Int8Array(count).fill(-1) });
  training.begin('labels');
  while (!training.finished) await training.step();
  const after = await learner.state();
  expect(distance(after, 'average', after, 'weights')).toBeLessThan(0.25 * distance(before, 'weights', after, 'weights'));
  report.dispose();
  await learner.dispose();
});
