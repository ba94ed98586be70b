import { describe, expect, test } from 'vitest';
import { greedyCoverage, kernelWidth, toKernel } from '../../../src/model/order/coverage';
import { likelyMislabelled } from '../../../src/model/order/mislabelled';
import { marginOf, nextToLabel } from '../../../src/model/order/next';
import { type Decisions, type Evidence } from '../../../src/model/scores';
import { type ProgramSpec } from '../../../src/shared/program';
import { inMemory } from '../../../src/model/scoring/rows';
import { Random } from '../../../src/shared/random';
import { nextReasons } from '../../../src/shared/trainerContract';
import { eager } from './eager';

const compile = async (spec: ProgramSpec) => {
  const program = eager(spec);
  return { run: async (inputs: Parameters<typeof program.run>[0]) => program.run(inputs), dispose: async () => {} };
};

const groups = 4;

/** Four round groups, of which image `i` is in group `i % 4`; the last image lies alone. */
function grouped(count: number, classes = 0): Evidence {
  const random = new Random(3);
  const [latent, hidden] = [2, 6];
  const at = (i: number, j: number) => (i === count - 1 ? 40 : j === i % groups ? 8 : 0) + random.normal();
  return {
    count, classes,
    reconstruction: new Float32Array(count),
    mu: inMemory(Float32Array.from({ length: count * latent }, (_, p) => at(Math.floor(p / latent), p % latent)), latent),
    features: inMemory(Float32Array.from({ length: count * hidden }, (_, p) => at(Math.floor(p / hidden), p % hidden)), hidden),
    energies: inMemory(Float32Array.from({ length: count * hidden }, (_, p) => Math.max(0, at(Math.floor(p / hidden), p % hidden))), hidden),
    probabilities: new Float32Array(count * classes).fill(classes > 0 ? 1 / classes : 0),
  };
}

const undecided = (count: number): Decisions => ({ label: new Int16Array(count).fill(-1), anomalous: new Int8Array(count).fill(-1) });
const strange = (count: number) => Float32Array.from({ length: count }, (_, i) => (i === count - 1 ? 0.9 : 0.1));
const reasons = (reason: Uint8Array) => Array.from(reason, r => nextReasons[r]);

describe('coverage', () => {
  test('the first choices are one of each group, the largest group first; the order is the greedy one', () => {
    const places = [0, 0.1, 0.2, 0.1, 5, 5.1, 9];
    const squared = Float32Array.from(places.flatMap(a => places.map(b => (a - b) ** 2)));
    const kernel = toKernel(squared, 0.5);
    const chosen = greedyCoverage(kernel, new Float32Array(7).fill(1), new Float32Array(7), 7);
    expect([...chosen.slice(0, 3).map(i => places[i])].map(Math.round)).toEqual([0, 5, 9]);
    expect(new Set(chosen).size).toBe(7);
  });

  test('what is covered or without weight is not chosen first', () => {
    const kernel = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    expect(greedyCoverage(kernel, Float32Array.of(1, 1, 1), Float32Array.of(0.9, 0, 0.5), 3)).toEqual([1, 2, 0]);
    expect(greedyCoverage(kernel, Float32Array.of(0.1, 0.2, 1), new Float32Array(3), 2)).toEqual([2, 1]);
  });

  test('identical images and a single one have a positive width', () => {
    expect(kernelWidth(new Float32Array(9), 3)).toBeGreaterThan(0);
    expect(kernelWidth(new Float32Array(1), 1)).toBeGreaterThan(0);
    expect(kernelWidth(new Float32Array(), 0)).toBeGreaterThan(0);
  });
});

describe('next to label', () => {
  test('without labels: one typical image of every group, and at the tenth place the strangest', async () => {
    const { order, reason } = await nextToLabel(grouped(121), undecided(121), strange(121), 20, compile, 1);
    expect(new Set(Array.from(order.slice(0, groups), i => i % groups)).size).toBe(groups);
    expect(order[9]).toBe(120);
    expect(reasons(reason)).toEqual([...Array<string>(9).fill('typical'), 'anomalous', ...Array<string>(9).fill('typical'), 'random']);
    expect(new Set(order).size).toBe(20);
  });

  test('groups with a label wait, confirmed anomalies and labelled images are left out', async () => {
    const decisions = undecided(121);
    for (const i of [0, 4, 1]) decisions.label[i] = i % groups;
    decisions.anomalous[120] = 1;
    const { order } = await nextToLabel(grouped(121), decisions, strange(121), 200, compile, 1);
    expect(Array.from(order.slice(0, 2), i => i % groups).sort()).toEqual([2, 3]);
    expect(order).toHaveLength(117);
    for (const i of [0, 4, 1, 120]) expect(order).not.toContain(i);
  });

  test('with a model that is sure of all but one group, that group comes first, because of doubt', async () => {
    const evidence = grouped(121, 2);
    for (let i = 0; i < 121; i++) if (i % groups !== 2) evidence.probabilities.set([0.99, 0.01], i * 2);
    const { order, reason } = await nextToLabel(evidence, undecided(121), strange(121), 8, compile, 1);
    expect(order[0] % groups).toBe(2);
    expect(reasons(reason)[0]).toBe('uncertain');
  });

  test('the same seed gives the same order', async () => {
    const of = () => nextToLabel(grouped(81), undecided(81), strange(81), 30, compile, 7);
    expect(await of()).toEqual(await of());
  });

  test('no image, one image', async () => {
    expect((await nextToLabel(grouped(0), undecided(0), new Float32Array(), 5, compile, 1)).order).toHaveLength(0);
    expect([...(await nextToLabel(grouped(1), undecided(1), strange(1), 5, compile, 1)).order]).toEqual([0]);
  });
});

test('the margin is that of the two best', () => {
  const evidence = { ...grouped(1, 3), probabilities: Float32Array.of(0.2, 0.7, 0.1) };
  expect(marginOf(evidence, 0)).toBeCloseTo(0.5, 6);
  expect(marginOf({ ...evidence, classes: 1, probabilities: Float32Array.of(1) }, 0)).toBe(0);
});

describe('likely mislabelled', () => {
  /** Every third image is labelled by its group, but for the `wrong` ones; `pi` has learned every label by heart. */
  function labelledGroups(wrong: readonly number[]): { evidence: Evidence; decisions: Decisions } {
    const evidence = grouped(241, groups);
    const decisions = undecided(241);
    for (let i = 0; i < 240; i++) {
      const said = wrong.includes(i) ? (i + 1) % groups : i % groups;
      if (i % 3 === 0) decisions.label[i] = said;
      for (let k = 0; k < groups; k++) evidence.probabilities[i * groups + k] = k === said ? 0.94 : 0.02;
    }
    return { evidence, decisions };
  }

  test('wrong labels come first although the model has learned them by heart', async () => {
    const wrong = [6, 33, 150, 201];
    const { evidence, decisions } = labelledGroups(wrong);
    const { suspects, suspicion, rivals } = await likelyMislabelled(evidence, decisions, compile, 1);
    expect(suspects).toHaveLength(80);
    expect([...suspects.slice(0, 4)].sort((a, b) => a - b)).toEqual(wrong);
    expect([...rivals.slice(0, 4)]).toEqual(Array.from(suspects.slice(0, 4), i => i % groups));
    expect(suspicion[3]).toBeGreaterThan(0.5);
    expect(suspicion[4]).toBeLessThan(0.5);
    expect([...suspicion].every(s => s >= 0 && s <= 1)).toBe(true);
  });

  test('a label that a person has confirmed is not suspect', async () => {
    const { evidence, decisions } = labelledGroups([6, 33]);
    const sure = new Uint8Array(241);
    sure[6] = 1;
    const { suspects } = await likelyMislabelled(evidence, { ...decisions, sure }, compile, 1);
    expect(suspects[0]).toBe(33);
    expect([...suspects]).not.toContain(6);
  });

  test('without labels, or with a single class, nothing is suspect', async () => {
    const { evidence } = labelledGroups([]);
    expect((await likelyMislabelled(evidence, undecided(241), compile, 1)).suspects).toHaveLength(0);
    const one = { ...grouped(9, 1), probabilities: new Float32Array(9).fill(1) };
    expect((await likelyMislabelled(one, { ...undecided(9), label: new Int16Array(9).fill(0) }, compile, 1)).suspects).toHaveLength(0);
  });
});
