import { expect, test } from 'vitest';
import { type ProgramSpec } from '../../../src/shared/program';
import { hintsFor, takesHints } from '../../../src/trainer/hints';
import { Report } from '../../../src/trainer/report';
import { Training } from '../../../src/trainer/training';
import { count, images, kindOf, learnerAt, side } from './helpers/halves';
import { Recorder } from './helpers/recorder';

const labelled = 120;
const wrong = [8, 31, 90];
const label = Int16Array.from({ length: count }, (_, i) => (i >= labelled ? -1 : wrong.includes(i) ? 1 - kindOf(i) : kindOf(i)));
const decisions = { label, anomalous: new Int8Array(count).fill(-1) };

test('labels speak for the images around them; what all others contradict is doubted and gets a hint instead', async () => {
  const learner = await learnerAt(100);
  expect(takesHints(learner)).toBe(true);
  const said = await hintsFor(learner, images, decisions, () => Promise.resolve('go'));
  expect([...said?.doubted ?? []].sort((a, b) => a - b)).toEqual(wrong);
  for (let i = 0; i < count; i++) {
    const hint = said?.hints.get(i);
    if (i < labelled && !wrong.includes(i)) expect(hint).toBeUndefined();
    else expect(hint?.[kindOf(i)]).toBeGreaterThan(0.9);
  }
  // Every image is spoken for by one label, and by none that is doubted.
  expect([...said?.reach.keys() ?? []].sort((a, b) => a - b)).toEqual(Array.from({ length: labelled }, (_, i) => i).filter(i => !wrong.includes(i)));
  expect([...said?.reach.values() ?? []].reduce((a, b) => a + b, 0)).toBe(count);
  expect(await hintsFor(learner, images, decisions, () => Promise.resolve('stop'))).toBeNull();
});

test('a label that a person has confirmed is not doubted', async () => {
  const sure = new Uint8Array(count);
  sure[wrong[1]] = 1;
  const said = await hintsFor(await learnerAt(100), images, { ...decisions, sure }, () => Promise.resolve('go'));
  expect([...said?.doubted ?? []].sort((a, b) => a - b)).toEqual([wrong[0], wrong[2]]);
  expect(said?.hints.has(wrong[1])).toBe(false);
});

/** Labelled images of a training on `said`, by the kind that they show, after `change` made half-way. */
async function batchesOf(said: typeof decisions & { sure?: Uint8Array }, change: typeof said = said): Promise<{ label: number; kind: number }[]> {
  const learner = await learnerAt(100);
  const shown: { label: number; kind: number }[] = [];
  const train = learner.train.bind(learner);
  learner.train = (batch, ...rest) => {
    const values = (name: string) => batch[name].data as Float32Array;
    for (const [row, known] of values('labelled').entries()) {
      if (known !== 1) continue;
      const pixels = values('image').subarray(row * side * side, (row + 1) * side * side);
      const brightness = pixels.reduce((sum, value, at) => sum + (at < side * side / 2 ? value : -value), 0);
      shown.push({ label: values('label')[2 * row + 1], kind: brightness > 0 ? 0 : 1 });
    }
    return train(batch, ...rest);
  };
  const report = new Report(new Recorder());
  const training = new Training(learner, images, { steps: 24 }, report, said);
  training.begin('labels');
  while (!training.finished) {
    if (learner.step === 103 && change !== said) {
      training.setDecisions(change);
      shown.length = 0;
    }
    await training.step();
  }
  report.dispose();
  await learner.dispose();
  return shown;
}

test('a doubted label is in no batch', async () => {
  const shown = await batchesOf(decisions);
  expect(shown.length).toBeGreaterThan(100);
  expect(shown.filter(({ label: said, kind }) => said !== kind)).toEqual([]);
});

test('another label leaves the doubts about the others, and what is known of images without a label', async () => {
  const more = label.slice();
  more[150] = kindOf(150);
  const shown = await batchesOf(decisions, { ...decisions, label: more });
  expect(shown.filter(({ label: said, kind }) => said !== kind)).toEqual([]);
});

test('labels that come one after the other do not each make the hints anew', async () => {
  const learner = await learnerAt(100);
  let passes = 0;
  const { engine } = learner;
  Object.assign(learner, { engine: { ...engine, name: engine.name, detail: engine.detail, compile: (spec: ProgramSpec) => {
    if (spec.name.startsWith('scoring')) passes++;
    return engine.compile(spec);
  } } });
  const report = new Report(new Recorder());
  const known = (more: number) => ({ ...decisions, label: label.map((k, i) => (i >= labelled && i < labelled + more ? kindOf(i) : k)) });
  const training = new Training(learner, images, {}, report, known(0));
  training.begin('labels');
  for (let more = 1; more <= 6; more++) {
    await training.step();
    training.setDecisions(known(more));
    training.begin('labels');
  }
  await training.step();
  expect(passes).toBe(1);
  report.dispose();
  await learner.dispose();
});

test('a doubted label is learned as soon as a person confirms it', async () => {
  const sure = Uint8Array.from({ length: count }, (_, i) => Number(wrong.includes(i)));
  const shown = await batchesOf(decisions, { ...decisions, sure });
  expect(shown.filter(({ label: said, kind }) => said !== kind).length).toBeGreaterThan(0);
});
