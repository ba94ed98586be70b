import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engine } from '../../../src/engine/engine';
import { openEngine } from '../../../src/engine/openEngine';
import { wholeMethod } from '../../../src/trainer/method';
import { Course } from '../../bench/quality/course';
import { labelsOf, undecided } from '../../bench/quality/draws';
import { accuracyOf } from '../../bench/quality/suggestions';
import { halves } from './fixtures';

const set = halves(64, 1);
const all = [...set.label.keys()];
const labelled = [0, 1, 2, 3];
let engine: Engine;
let course: Course;

beforeAll(async () => {
  ({ engine } = await openEngine('onnxruntime', { threads: 1 }));
  course = Course.begin(engine, set, [], 1, wholeMethod);
  await course.train(all, undecided(set.label.length), 'fresh', { steps: 3 });
});

afterAll(() => course.learner.dispose());

it('trains as many steps as its budget says and tells after each', async () => {
  const told: number[] = [];
  const copy = await course.copy();
  await copy.train(all, undecided(set.label.length), 'labels', { steps: 2 }, async done => { told.push(done); });
  expect(told).toEqual([1, 2]);
  expect([course.learner.step, copy.learner.step]).toEqual([3, 5]);
});

it('learns classes that come later, and its beginning stays as it was', async () => {
  const copy = await course.copy();
  const decisions = labelsOf(set, labelled);
  const judge = copy.judgeOf(await copy.score(all));
  const { suggestion } = await copy.ask(judge, decisions, set.classes);
  expect(suggestion).toHaveLength(64);
  await copy.adopt(set.classes, judge.headFor(set.classes));
  await judge.dispose();
  await copy.train(all, decisions, 'labels', { steps: 10 });
  expect(await accuracyOf(copy, decisions, all.slice(4))).toBeGreaterThan(95);
  expect(course.learner.classes).toEqual([]);
});

it('ranks with the decisions of the moment and leaves what was not scored without a score', async () => {
  const decisions = undecided(set.label.length);
  const judge = course.judgeOf(await course.score(all.slice(0, 40)));
  const before = await course.ask(judge, decisions);
  expect(before.rule.kind).toBe('share');
  expect(Number.isNaN(before.anomaly[50])).toBe(true);
  decisions.anomalous.fill(0, 0, 5);
  decisions.anomalous[7] = 1;
  const after = await course.rank(judge, decisions);
  expect(after.rule).toMatchObject({ kind: 'bestF1', confirmed: 1, dismissed: 5 });
  await judge.dispose();
});
