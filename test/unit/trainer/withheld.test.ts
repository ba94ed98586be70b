import { expect, test } from 'vitest';
import { Random } from '../../../src/shared/random';
import { Tested } from '../../../src/trainer/tested';
import { Report } from '../../../src/trainer/report';
import { Training } from '../../../src/trainer/training';
import { withhold, without } from '../../../src/trainer/withheld';
import { count, images, kindOf, learnerAt } from './helpers/halves';
import { Recorder } from './helpers/recorder';

const decisionsOf = (label: number[]) => ({ label: Int16Array.from(label), anomalous: new Int8Array(label.length).fill(-1) });
const places = (count: number) => Array.from({ length: count }, (_, i) => i);
/** Decisions that label the first images. */
const known = (labelled: number) => decisionsOf(places(count).map(i => (i < labelled ? kindOf(i) : -1)));

test('a share of the labels of each class is kept back, when there are enough', () => {
  const decisions = decisionsOf([...Array<number>(20).fill(0), ...Array<number>(10).fill(1), ...Array<number>(3).fill(2), -1, -1]);
  const kept = withhold(places(35), decisions, 3, new Random(1));
  const of = (k: number) => kept.filter(i => decisions.label[i] === k).length;
  expect([of(0), of(1), of(2), kept.length]).toEqual([6, 3, 0, 9]);
  const { label } = without(decisions, kept);
  expect(kept.every(i => label[i] === -1)).toBe(true);
  expect([...label].filter(k => k >= 0)).toHaveLength(24);
});

test('few labels are all learned at once, and of very many only a hundred wait', () => {
  expect(withhold(places(6), decisionsOf([0, 0, 0, 0, 1, 1]), 2, new Random(1))).toEqual([]);
  expect(withhold(places(5), decisionsOf([-1, -1, -1, -1, -1]), 0, new Random(1))).toEqual([]);
  const many = withhold(places(5000), decisionsOf(places(5000).map(i => i % 2)), 2, new Random(1));
  expect(many).toHaveLength(100);
});

test('of more classes than may be kept back, any can be tested', () => {
  const decisions = decisionsOf(places(800).map(i => Math.floor(i / 4)));
  const tested = new Set([1, 2, 3].flatMap(seed => withhold(places(800), decisions, 200, new Random(seed)).map(i => decisions.label[i])));
  expect(Math.max(...tested)).toBeGreaterThan(150);
  expect(tested.size).toBeGreaterThan(140);
});

test('what is kept back is tested and learned although more labels keep coming', async () => {
  const learner = await learnerAt(0);
  const report = new Report(new Recorder());
  const training = new Training(learner, images, { steps: 12 }, report, known(40));
  training.begin('fresh');
  for (let more = 1; more <= 8; more++) {
    await training.step();
    training.setDecisions(known(40 + more));
    training.begin('labels');
  }
  expect(learner.tested.all).toHaveLength(12);
  report.dispose();
  await learner.dispose();
});

test('the first labels of a model that learns already are kept back, too, when they come all at once', async () => {
  const learner = await learnerAt(0);
  const report = new Report(new Recorder());
  const training = new Training(learner, images, { steps: 8 }, report, known(0));
  training.begin('fresh');
  await training.step();
  const labels = async (labelled: number) => {
    training.setDecisions(known(labelled));
    training.begin('labels');
    while (!training.finished) await training.step();
  };
  await labels(40);
  expect(learner.tested.all).toHaveLength(12);
  expect(learner.tested.all.every(test => test.known === 28)).toBe(true);
  // What is learned is no test: neither labels that are given once more nor, for they may be what was suggested, many more.
  await labels(0);
  await labels(40);
  await labels(count);
  expect(learner.tested.all).toHaveLength(12);
  report.dispose();
  await learner.dispose();
});

test('images that cannot be read are not kept back', () => {
  const kept = withhold(places(8), decisionsOf(Array<number>(20).fill(0)), 1, new Random(1));
  expect(kept).toEqual([]);
  expect(withhold(places(30), decisionsOf(Array<number>(40).fill(0)), 1, new Random(1)).every(i => i < 30)).toBe(true);
});

test('tests change how sure to be, for as long as their class exists; they survive being written', () => {
  const tested = new Tested();
  const before = tested.calibration(['a', 'b']);
  for (let i = 0; i < 20; i++) tested.add(String(i), ['a', 'b'], Float32Array.of(0.01, 0.99), 'a', i);
  tested.add('20', ['a', 'b'], Float32Array.of(0.5, 0.5), 'unknown', 20);
  expect(tested.all).toHaveLength(20);
  expect(tested.calibration(['a', 'b']).temperature).toBeGreaterThan(before.temperature);
  expect(tested.calibration(['b'])).toEqual(before);
  const again = new Tested(JSON.parse(JSON.stringify(tested.all)) as typeof tested.all);
  expect(again.calibration(['a', 'b'])).toEqual(tested.calibration(['a', 'b']));
});

test('of how sure to be, tests tell that were made with about as many labels as the latest', () => {
  const tested = new Tested();
  const wrong = (known: number) => tested.add('wrong', ['a', 'b'], Float32Array.of(0.01, 0.99), 'a', known);
  const right = (known: number) => tested.add('right', ['a', 'b'], Float32Array.of(0.99, 0.01), 'a', known);
  for (let known = 5; known < 25; known++) wrong(known);
  const { temperature, uniform } = tested.calibration(['a', 'b']);
  for (let known = 25; known < 35; known++) right(known);
  // Few that are right do not yet stand alone.
  expect(tested.calibration(['a', 'b']).uniform).toBeGreaterThan(0.1);
  for (let known = 35; known < 60; known++) right(known);
  const later = tested.calibration(['a', 'b']);
  expect(later.temperature).toBeLessThan(temperature);
  expect(later.uniform).toBeLessThan(Math.min(uniform, 0.05));
  expect(tested.all).toHaveLength(55);
  const old = new Tested(tested.all.map(test => ({ ...test, known: undefined })));
  const ofOld = old.calibration(['a', 'b']);
  expect(ofOld.uniform).toBeGreaterThan(later.uniform);
  // One label more does not turn away what an older version has left.
  old.add('right', ['a', 'b'], Float32Array.of(0.99, 0.01), 'a', 60);
  expect(Math.abs(old.calibration(['a', 'b']).uniform - ofOld.uniform)).toBeLessThan(0.06);
  // Labels that are taken away leave a model that knows less, of which the tests since then tell.
  for (let n = 0; n < 30; n++) wrong(20);
  expect(tested.calibration(['a', 'b']).uniform).toBeGreaterThan(0.1);
});
