import { beforeAll, expect, test } from 'vitest';
import { type Engine } from '../../../src/engine/engine';
import { openEngine } from '../../../src/engine/openEngine';
import { filled } from '../../../src/model/state';
import { Random } from '../../../src/shared/random';
import { type Scored } from '../../../src/trainer/evidence';
import { type Rejected } from '../../../src/trainer/labels';
import { Judge } from '../../../src/trainer/judge';
import { tableInMemory } from '../../../src/trainer/tables';
import { Tested } from '../../../src/trainer/tested';

let engine: Engine;
beforeAll(async () => { engine = (await openEngine('onnxruntime', { threads: 1 })).engine; });

const [count, hidden, latent, textures] = [60, 8, 2, 6];
const classes = ['a', 'b'];

/** A pass over images that lie in two groups, even and odd rows; the listing has an unreadable image before each. */
function pass(tested: Tested): Scored {
  const random = new Random(4);
  const table = (width: number) => Float32Array.from({ length: count * width }, (_, at) => Math.abs((Math.floor(at / width) % 2 === at % 2 ? 3 : 0) + 0.3 * random.normal()));
  const filledTable = (width: number) => {
    const made = tableInMemory(count, width);
    const values = table(width);
    for (let row = 0; row < count; row++) made.set(row, values.subarray(row * width, (row + 1) * width));
    return made;
  };
  return {
    evidence: {
      count, classes: 2, features: filledTable(hidden), mu: filledTable(latent), energies: filledTable(textures),
      reconstruction: new Float32Array(count).fill(0.1), probabilities: new Float32Array(count * 2).fill(0.5),
    },
    rows: Array.from({ length: count }, (_, row) => 2 * row + 1), identities: Array.from({ length: count }, (_, row) => String(row)),
    weights: { 'pi/kernel': filled([hidden, 2], 0), 'pi/bias': filled([2], 0), 'pi/offset': filled([2], 0), 'decoder/class': filled([2, 4], 0), 'encoder/dense/bias': filled([hidden], 0), 'prior/mean': filled([2, latent], 0), 'mu/bias': filled([latent], 0) },
    config: { size: 28, channels: 1, latent, hidden, classes: 2 }, classes, step: 1, tested,
  };
}

function decisions(labels: Record<number, number>) {
  const label = new Int16Array(2 * count).fill(-1);
  for (const [row, k] of Object.entries(labels)) label[2 * Number(row) + 1] = k;
  return { label, anomalous: new Int8Array(2 * count).fill(-1) };
}

async function judged(judge: Judge, labels: Record<number, number>, rejected?: Rejected) {
  await judge.suggest(decisions(labels), classes, {});
  await judge.weigh(decisions(labels));
  const predictions = judge.predict(1, 2 * count, decisions(labels), 0.05, rejected);
  if (!predictions) throw new Error('nothing was predicted');
  return predictions;
}

test('a label that comes later tests what was said before it; one that is there from the start does not', async () => {
  const tested = new Tested();
  const judge = new Judge(engine, 1);
  judge.take(pass(tested));
  expect((await judged(judge, { 0: 0, 1: 1 })).tests).toEqual([]);
  const { tests } = await judged(judge, { 0: 0, 1: 1, 2: 0, 3: 1 });
  // Row r is image 2 r + 1 of the listing; the groups are told apart by one label each.
  expect(tests).toEqual([{ image: 5, suggestion: 'a', label: 'a' }, { image: 7, suggestion: 'b', label: 'b' }]);
  expect(tested.all.map(({ label }) => label)).toEqual(['a', 'b']);
  expect(tested.all.every(({ said }) => said.length === 2)).toBe(true);
  expect(tested.all.map(({ known }) => known)).toEqual([2, 2]);
  await judged(judge, { 0: 0, 1: 1, 2: 0, 3: 1 });
  expect(tested.all).toHaveLength(2);
  await judge.dispose();
});

test('labels that come all at once prove nothing', async () => {
  const tested = new Tested();
  const judge = new Judge(engine, 1);
  judge.take(pass(tested));
  await judged(judge, { 0: 0, 1: 1 });
  await judged(judge, Object.fromEntries(Array.from({ length: 30 }, (_, row) => [row, row % 2])));
  expect(tested.all).toHaveLength(0);
  await judge.dispose();
});

test('confidence grows as suggestions prove right', async () => {
  const tested = new Tested();
  const judge = new Judge(engine, 1);
  judge.take(pass(tested));
  const labels: Record<number, number> = { 0: 0, 1: 1 };
  const before = await judged(judge, labels);
  for (let row = 2; row < 40; row++) {
    labels[row] = row % 2;
    await judge.suggest(decisions(labels), classes, {});
  }
  const after = await judged(judge, labels);
  const sure = ({ confidence }: typeof before) => confidence[2 * 50 + 1];
  expect(sure(after)).toBeGreaterThan(sure(before));
  expect(after.suggestion[2 * 50 + 1]).toBe(0);
  await judge.dispose();
});

test('queues speak of the listing: unlabelled images are next, a label against its surroundings is suspect', async () => {
  const judge = new Judge(engine, 1);
  judge.take(pass(new Tested()));
  const labels = { ...Object.fromEntries(Array.from({ length: 10 }, (_, row) => [row, row % 2])), 10: 1 };
  const { next, nextReason, suspects, suspicion } = await judged(judge, labels);
  expect(next).toHaveLength(count - 11);
  expect(nextReason).toHaveLength(count - 11);
  expect([...next].every(i => i % 2 === 1 && i > 21)).toBe(true);
  expect(suspects[0]).toBe(21);
  expect(suspects).toHaveLength(11);
  expect(suspicion[0]).toBeGreaterThan(suspicion[1]);
  await judge.dispose();
});

test('a rejected class is not suggested: the best other one is, as sure as the model is of that, or none', async () => {
  const judge = new Judge(engine, 1);
  judge.take(pass(new Tested()));
  const labels = { 0: 0, 1: 1, 2: 0, 3: 1 };
  const before = await judged(judge, labels);
  const [first, second, third] = [20, 21, 22].map(row => 2 * row + 1);
  expect([first, second, third].map(i => before.suggestion[i])).toEqual([0, 1, 0]);
  const after = await judged(judge, labels, new Map([[first, [0]], [second, [0]], [third, [0, 1]]]));
  expect([first, second, third].map(i => after.suggestion[i])).toEqual([1, 1, -1]);
  expect(after.confidence[first]).toBeCloseTo(1 - before.confidence[first], 5);
  expect(after.confidence[second]).toBe(before.confidence[second]);
  expect(after.confidence[third]).toBe(0);
  expect(after.anomaly).toEqual(before.anomaly);
  expect(after.next).toEqual(before.next);
  await judge.dispose();
});

test('a decision moves what resembles it before all evidence is gathered anew', async () => {
  const judge = new Judge(engine, 1);
  judge.take(pass(new Tested()));
  const before = await judged(judge, {});
  const reviewed = decisions({});
  reviewed.anomalous[2 * 1 + 1] = 1; // An image of the odd group.
  judge.review(reviewed);
  const after = judge.predict(1, 2 * count, reviewed, 0.05);
  const rise = (side: number) => Array.from({ length: count / 2 - 1 }, (_, j) => 2 * (2 * j + 2 + side) + 1).reduce((sum, i) => sum + (after?.anomaly[i] ?? NaN) - before.anomaly[i], 0);
  expect(rise(1)).toBeGreaterThan(rise(0));
  await judge.dispose();
});

test('an image that was decided on is explained by the others alone; its like is explained by it, and the ranking is as it was', async () => {
  const judge = new Judge(engine, 1);
  judge.take(pass(new Tested()));
  const shareAt = (row: number) => judge.verdict(row)!.reasons.likeness;
  const confirmed = (rows: readonly number[], dismissed: readonly number[] = []) => {
    const reviewed = decisions({});
    for (const row of rows) reviewed.anomalous[2 * row + 1] = 1;
    for (const row of dismissed) reviewed.anomalous[2 * row + 1] = 0;
    judge.review(reviewed);
    return judge.predict(1, 2 * count, reviewed, 0.05)!.anomaly;
  };
  await judged(judge, {});
  const before = confirmed([1]);
  // Of the odd group are the odd rows.
  expect(shareAt(1)).toBe(0);
  expect(Math.max(...[3, 5, 7, 9].map(shareAt))).toBeGreaterThan(0);
  expect(confirmed([1])).toEqual(before);
  confirmed([1, 3, 5], [2]);
  expect(Math.min(...[1, 3, 5].map(shareAt))).toBeGreaterThan(0);
  const { reasons } = judge.verdict(1)!;
  expect(Object.values(reasons).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  await judge.dispose();
});

test('a refit that knows its labels by heart is no surer in the mean than the network that was tested', async () => {
  const scored = pass(new Tested());
  const said = Float32Array.from({ length: 2 * count }, (_, at) => (Math.floor(at / 2) % 2 === at % 2 ? 0.7 : 0.3));
  const judge = new Judge(engine, 1);
  judge.take({ ...scored, evidence: { ...scored.evidence, probabilities: said } });
  // Labels that the network does not all agree with.
  const { confidence } = await judged(judge, { 0: 1, 1: 0, 2: 0, 3: 1, 4: 0, 5: 1 });
  const shown = scored.rows.map(i => confidence[i]);
  expect(judge.calibration.temperature).toBeGreaterThan(new Tested().calibration(classes).temperature);
  expect(shown.reduce((a, b) => a + b, 0) / count).toBeLessThan(0.71);
  await judge.dispose();
});

test('a single class is suggested for nothing', async () => {
  const judge = new Judge(engine, 1);
  const scored = pass(new Tested());
  judge.take(scored);
  await judge.suggest(decisions({ 0: 0 }), ['a'], {});
  await judge.weigh(decisions({ 0: 0 }));
  expect([...judge.predict(1, 2 * count, decisions({ 0: 0 }), 0.05)!.suggestion].every(k => k === -1)).toBe(true);
  expect(judge.headFor(['a'])).not.toBeNull();
  expect(judge.headFor(['b'])).toBeNull();
  await judge.dispose();
});
