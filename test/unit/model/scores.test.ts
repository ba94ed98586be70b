import { describe, expect, test } from 'vitest';
import { anomalyEvidence, type Decisions, defectClasses, type Evidence, rankAnomalies, reasonsOf } from '../../../src/model/scores';
import { combine, fitWeights, kindNames, priorWeights } from '../../../src/model/scoring/combine';
import { upperSpread } from '../../../src/model/scoring/robust';
import { misranked } from '../../../src/model/scoring/misranked';
import { chooseThreshold } from '../../../src/model/threshold';
import { type ProgramSpec } from '../../../src/shared/program';
import { inMemory } from '../../../src/model/scoring/rows';
import { Random } from '../../../src/shared/random';
import { eager } from './eager';

const compile = async (spec: ProgramSpec) => {
  const program = eager(spec);
  return { run: async (inputs: Parameters<typeof program.run>[0]) => program.run(inputs), dispose: async () => {} };
};

/** Two clusters of normal images; the last image lies far from both. */
function clusters(count: number, classes: number, seed = 1): Evidence {
  const random = new Random(seed);
  const [latent, hidden] = [3, 6];
  const odd = count - 1;
  const place = (i: number, j: number) => (i === odd ? (j % 2 ? 9 : -9) : (i % 2 ? 2 : -2)) + random.normal() * 0.5;
  return {
    count, classes,
    reconstruction: Float32Array.from({ length: count }, (_, i) => (i === odd ? 0.2 : 0.02) * random.between(0.8, 1.2)),
    mu: inMemory(Float32Array.from({ length: count * latent }, (_, at) => place(Math.floor(at / latent), at % latent)), latent),
    features: inMemory(Float32Array.from({ length: count * hidden }, (_, at) => place(Math.floor(at / hidden), at % hidden)), hidden),
    probabilities: Float32Array.from({ length: count * classes }, (_, at) => {
      const [i, k] = [Math.floor(at / classes), at % classes];
      return i === odd ? 1 / classes : k === i % 2 ? 0.98 : 0.02 / (classes - 1);
    }),
  };
}

/** The tables that say where the images lie, to be changed. */
const placesIn = ({ features, mu, count }: Evidence) => [features.block(0, count), mu.block(0, count)];

const undecided = (count: number): Decisions => ({ label: new Int16Array(count).fill(-1), anomalous: new Int8Array(count).fill(-1) });

describe('ranking', () => {
  test.each([0, 2])('an obvious outlier is first, with %i classes', async classes => {
    const evidence = clusters(81, classes);
    const found = await anomalyEvidence(evidence, undecided(81), compile, 1);
    const { anomaly, weights } = rankAnomalies(found, undecided(81), 1 / 81);
    expect(anomaly.indexOf(Math.max(...anomaly))).toBe(80);
    expect(Array.from(anomaly.keys()).filter(i => anomaly[i] >= 0.5)).toEqual([80]);
    const shares = reasonsOf(found, weights, 80);
    expect(Object.values(shares).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    if (classes === 0) expect(shares.classification).toBe(0);
  });

  test('neighbours are of the same cluster and never the image itself', async () => {
    const { nearest } = await anomalyEvidence(clusters(81, 2), undecided(81), compile, 1);
    for (let i = 0; i < 80; i++) {
      const own = Array.from(nearest.subarray(i * 5, i * 5 + 5));
      expect(own).not.toContain(i);
      expect(own.every(j => j % 2 === i % 2)).toBe(true);
    }
  });

  test('what resembles a confirmed anomaly rises', async () => {
    const evidence = clusters(81, 0);
    for (const i of [10, 20, 30]) evidence.features.block(0, 81).set([2, -2, 2, -2, 2, -2].map(v => v + i / 100), i * 6);
    const decisions = undecided(81);
    const before = rankAnomalies(await anomalyEvidence(evidence, decisions, compile, 1), decisions, 0.05).anomaly;
    decisions.anomalous[10] = 1;
    const after = rankAnomalies(await anomalyEvidence(evidence, decisions, compile, 1), decisions, 0.05).anomaly;
    const rank = (scores: Float32Array, i: number) => scores.filter(score => score > scores[i]).length;
    expect(rank(after, 30)).toBeLessThanOrEqual(rank(before, 30));
    expect(after[30]).toBeGreaterThan(0.5);
  });

  test('only what resembles a confirmed anomaly is like it', async () => {
    const evidence = clusters(81, 0);
    for (const i of [10, 20, 30]) evidence.features.block(0, 81).set([2, -2, 2, -2, 2, -2].map(v => v + i / 100), i * 6);
    const decisions = undecided(81);
    decisions.anomalous[10] = 1;
    const { parts: { likeness } } = await anomalyEvidence(evidence, decisions, compile, 1);
    const others = likeness.filter((_, i) => i < 80 && ![10, 20, 30].includes(i));
    expect(Math.min(likeness[20], likeness[30])).toBeGreaterThan(Math.max(...others));
  });

  test('what is usual in another class is odd in its own', async () => {
    const oddness = async (classes: number) => {
      const evidence = clusters(161, classes);
      evidence.features.block(0, 161).set([2, 2, 2, 2, 2, 2], 40 * 6);
      const { parts: { neighbours } } = await anomalyEvidence(evidence, undecided(161), compile, 1);
      return neighbours.filter((value, i) => i % 2 === 0 && i < 160 && value > neighbours[40]).length;
    };
    expect(await oddness(2)).toBe(0);
    expect(await oddness(0)).toBeGreaterThan(20);
  });

  test('what reconstructs unusually well is odd too', async () => {
    const evidence = clusters(81, 0);
    for (const values of placesIn(evidence)) values.copyWithin(80 * (values.length / 81), 78 * (values.length / 81), 79 * (values.length / 81));
    evidence.reconstruction[80] = 0.001; // Far below all others, and only that.
    const { parts } = await anomalyEvidence(evidence, undecided(81), compile, 1);
    expect(parts.reconstruction.indexOf(Math.max(...parts.reconstruction))).toBe(80);
  });

  test('where many images are known to be normal, anomalies that resemble each other do not vouch for each other', async () => {
    const evidence = clusters(201, 0);
    for (let i = 101; i < 201; i++) for (const values of placesIn(evidence)) for (let j = 0; j < values.length / 201; j++) values[i * (values.length / 201) + j] += 6;
    const decisions = undecided(201);
    decisions.anomalous.fill(0, 0, 101);
    const { parts } = await anomalyEvidence(evidence, decisions, compile, 1);
    const normal = Math.max(...parts.neighbours.subarray(0, 100));
    for (let i = 101; i < 200; i++) expect(parts.neighbours[i]).toBeGreaterThan(normal);
  });

  test('textures are evidence where they are known', async () => {
    const evidence = clusters(81, 0);
    for (const values of placesIn(evidence)) values.copyWithin(80 * (values.length / 81), 78 * (values.length / 81), 79 * (values.length / 81));
    const random = new Random(2);
    const texture = Float32Array.from({ length: 81 * 4 }, (_, at) => (at >= 80 * 4 ? 9 : 1) + random.next());
    const { parts } = await anomalyEvidence({ ...evidence, energies: inMemory(texture, 4) }, undecided(81), compile, 1);
    expect(parts.neighbours.indexOf(Math.max(...parts.neighbours))).toBe(80);
  });

  test('a place set by hand is where 0.5 lies, whatever else is so; even a suggested class of defects yields to it', () => {
    const random = new Random(3);
    const part = () => Float32Array.from({ length: 200 }, () => random.normal());
    const parts = { reconstruction: part(), latent: part(), neighbours: part(), classification: part(), likeness: new Float32Array(200) };
    const defect = new Float32Array(200).fill(0.9, 0, 20);
    const above = (byHand: number | null) => rankAnomalies({ parts, defect, nearest: new Int32Array() }, undecided(200), 0.02, byHand).anomaly.reduce((sum, score) => sum + Number(score >= 0.5), 0);
    expect(above(null)).toBeGreaterThanOrEqual(20);
    expect(above(-100)).toBe(200);
    expect(above(100)).toBe(0);
    const { automatic, rule, threshold } = rankAnomalies({ parts, defect, nearest: new Int32Array() }, undecided(200), 0.02, 1);
    expect([threshold, rule.kind, automatic.rule.kind]).toEqual([1, 'hand', 'share']);
  });

  test('a place goes on to mean about as many images when the upper tail is stretched', () => {
    const random = new Random(4);
    const values = Float32Array.from({ length: 2000 }, () => random.normal());
    const stretched = values.map(value => (value > 1 ? 1 + 2 * (value - 1) : value));
    const share = (of: Float32Array) => {
      const { middle, deviation } = upperSpread(of);
      return of.reduce((sum, value) => sum + Number((value - middle) / deviation >= 2), 0) / of.length;
    };
    expect(upperSpread(values).deviation).toBeCloseTo(1, 1);
    expect(share(values)).toBeCloseTo(0.023, 2);
    expect(share(stretched)).toBeLessThan(0.06);
    expect(upperSpread([])).toEqual({ middle: 0, deviation: 0 });
  });

  test('a class all of whose decisions say anomalous is a defect class, and its images are anomalies', async () => {
    const decisions = undecided(81);
    decisions.label.set([0, 1, 0, 1]);
    decisions.anomalous.set([-1, 1, 0, 1]);
    expect(Array.from(defectClasses(decisions, 3))).toEqual([0, 1, 0]);
    const { anomaly } = rankAnomalies(await anomalyEvidence(clusters(81, 2), decisions, compile, 1), decisions, 0.01);
    for (let i = 1; i < 80; i += 2) expect(anomaly[i]).toBeGreaterThanOrEqual(0.5);
    expect(Array.from(anomaly.keys()).filter(i => i % 2 === 0 && anomaly[i] >= 0.5).length).toBeLessThan(20);
    // A class of defects alone, such as the first that is made of an anomaly, does not make every image one.
    expect(Array.from(defectClasses({ label: Int16Array.of(0, -1), anomalous: Int8Array.of(1, -1) }, 1))).toEqual([0]);
    decisions.label[5] = 1; // One image of the class that nobody called anomalous.
    expect(Array.from(defectClasses(decisions, 3))).toEqual([0, 0, 0]);
  });

  test('no image at all is no error', async () => {
    expect(rankAnomalies(await anomalyEvidence(clusters(0, 2), undecided(0), compile, 1), undecided(0), 0.02).anomaly).toHaveLength(0);
  });
});

describe('weights of the parts', () => {
  const random = new Random(4);
  const column = () => Float32Array.from({ length: 400 }, () => random.normal());
  const parts = { reconstruction: column(), latent: column(), neighbours: column(), classification: column(), likeness: new Float32Array(400) };
  const truth = parts.latent.map(value => (value > 1 ? 1 : 0)); // Only the latent part says anything.
  const decide = (count: number) => Int8Array.from(truth, (y, i) => (i < count ? y : -1));
  const auc = (weights: typeof priorWeights) => {
    const raw = combine(parts, weights);
    const [yes, no] = [1, 0].map(y => Array.from(raw).filter((_, i) => truth[i] === y));
    return yes.reduce((sum, a) => sum + no.filter(b => b < a).length, 0) / yes.length / no.length;
  };

  test('stay as they are until one is confirmed and one dismissed', () => {
    expect(fitWeights(parts, new Int8Array(400).fill(-1))).toEqual(priorWeights);
    expect(fitWeights(parts, Int8Array.from(truth, y => (y ? 1 : -1)))).toEqual(priorWeights);
  });

  test('few decisions never make it worse, many find the part that tells', () => {
    for (const count of [8, 20, 60]) expect(auc(fitWeights(parts, decide(count)))).toBeGreaterThanOrEqual(auc(priorWeights) - 0.02);
    const learned = fitWeights(parts, decide(400));
    expect(learned.latent).toBeGreaterThan(0.5);
    expect(kindNames.reduce((sum, kind) => sum + learned[kind], 0)).toBeCloseTo(1, 5);
  });

  test('what resembles decided images counts less where the ranking is right already', () => {
    const rightAlready = { ...parts, neighbours: Float32Array.from(truth, y => 3 * y) };
    expect(fitWeights(rightAlready, decide(100)).likeness).toBeLessThan(0.8 * fitWeights(parts, decide(100)).likeness);
  });

  test('the first dismissal changes little', () => {
    const anomalous = Int8Array.from(parts.neighbours, (_, i) => (i < 10 ? 1 : -1));
    const before = fitWeights(parts, anomalous).likeness;
    for (const only of [10, 11, 12, 13]) {
      const after = fitWeights(parts, anomalous.map((own, i) => (i === only ? 0 : own))).likeness;
      expect(Math.abs(after - before)).toBeLessThan(0.2 * before);
    }
  });

  test('misranked pairs are counted, equal ones half', () => {
    const anomalous = Int8Array.from([1, 1, 0, 0, -1]);
    expect(misranked(Float32Array.from([3, 2, 1, 0, 9]), anomalous)).toBe(0);
    expect(misranked(Float32Array.from([0, 2, 1, 2, 9]), anomalous)).toBe(2.5 / 4);
    expect(misranked(Float32Array.from([1, 2]), Int8Array.from([1, -1]))).toBeNaN();
  });
});

describe('threshold', () => {
  const raw = Float32Array.from([5, 1, 4, 2, 3, NaN]);

  test.each([[0, 0], [0.2, 1], [0.4, 2], [1, 5]])('a share of %f flags %i of five', (share, flagged) => {
    const { value, rule } = chooseThreshold(raw, new Int8Array(6).fill(-1), share);
    expect(rule).toEqual({ kind: 'share', share });
    expect(raw.filter(score => score >= value)).toHaveLength(flagged);
  });

  test('only confirmed or only dismissed images leave the share in force', () => {
    expect(chooseThreshold(raw, Int8Array.from([1, -1, -1, -1, -1, -1]), 0.2).rule.kind).toBe('share');
    expect(chooseThreshold(raw, Int8Array.from([0, -1, -1, -1, -1, -1]), 0.2).rule.kind).toBe('share');
  });

  test('then it is the best F1, between two reviewed images', () => {
    const { value, rule } = chooseThreshold(raw, Int8Array.from([1, 0, 1, 0, 0, -1]), 0.2);
    expect(rule).toEqual({ kind: 'bestF1', confirmed: 2, dismissed: 3, f1: 1 });
    expect(value).toBeGreaterThan(3);
    expect(value).toBeLessThan(4);
    const mixed = chooseThreshold(raw, Int8Array.from([0, 1, 1, 0, 1, -1]), 0.2);
    expect(mixed.rule).toMatchObject({ f1: expect.closeTo(0.75, 5) });
    expect(mixed.value).toBeLessThan(1);
  });

  test('a first pair of reviews does not empty the list', () => {
    const many = Float32Array.from({ length: 100 }, (_, i) => 100 - i);
    const anomalous = new Int8Array(100).fill(-1);
    anomalous.set([0, 1]);
    const { value, rule } = chooseThreshold(many, anomalous, 0.1);
    expect(rule.kind).toBe('bestF1');
    expect(many.filter(score => score > value).length).toBe(10);
  });
});
