import { beforeAll, expect, test } from 'vitest';
import { Course } from '../../bench/quality/course';
import { undecided } from '../../bench/quality/draws';
import { auroc } from '../../bench/quality/measures';
import { type ImageSet } from '../../bench/quality/sets';
import { type Engine } from '../../../src/engine/engine';
import { openEngine } from '../../../src/engine/openEngine';
import { wholeMethod } from '../../../src/trainer/method';
import { shapes } from '../model/fixtures';

let engine: Engine;
beforeAll(async () => { engine = (await openEngine('onnxruntime', { threads: 1 })).engine; });

/** Lying and standing bars, and discs, which do not belong: a fifth of the folder, so that they vouch for each other. */
function folder(): ImageSet {
  const { pixels, label } = shapes(150, 6, 28, 5);
  return {
    name: 'shapes', size: 28, channels: 1, pixels: Uint8Array.from(pixels, value => 255 * Math.min(1, Math.max(0, value))),
    classes: ['lying', 'standing'], label, anomalous: Uint8Array.from(label, k => Number(k === 2)),
  };
}

test('labels of the normal classes make the ranking better, and a few confirmed anomalies more so', async () => {
  const whole = folder();
  const normal = (i: number) => whole.label[i] < 2;
  const all = [...whole.label.keys()].filter(i => normal(i) || whole.label[i] === 2);
  const found = async (course: Course, decisions = undecided(whole.label.length)) => {
    const { anomaly } = await course.predict(all, decisions);
    const open = all.filter(i => decisions.label[i] < 0 && decisions.anomalous[i] < 0);
    return auroc(open.map(i => anomaly[i]), open.map(i => whole.anomalous[i]));
  };
  const without = Course.begin(engine, whole, [], 1, wholeMethod);
  await without.train(all, undecided(whole.label.length), 'fresh', { steps: 30 });
  const before = await found(without);

  const labels = undecided(whole.label.length);
  for (const i of all.filter(normal).slice(0, 40)) labels.label[i] = whole.label[i];
  const labelled = Course.begin(engine, whole, whole.classes, 1, wholeMethod);
  await labelled.train(all, labels, 'fresh', { steps: 30 });
  const withLabels = await found(labelled, labels);

  const anomalous = labels.anomalous.slice();
  for (const i of all.filter(i => !normal(i)).slice(0, 3)) anomalous[i] = 1;
  const reviewed = Course.begin(engine, whole, whole.classes, 1, wholeMethod);
  await reviewed.train(all, { ...labels, anomalous }, 'fresh', { steps: 30 });
  const after = await found(reviewed, { ...labels, anomalous });
  expect(withLabels).toBeGreaterThan(before + 0.1);
  expect(after).toBeGreaterThan(withLabels + 0.2);
});
