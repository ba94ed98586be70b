import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../../src/model/config';
import { Random } from '../../../src/shared/random';
import { Batches } from '../../../src/trainer/batches';
import { type ImageSource } from '../../../src/trainer/imageSource';

const config = defaultConfig(28, 1, 3);
const count = 40;
/** Each image is even, at a brightness of its own. */
const images: ImageSource = {
  readable: Array.from({ length: count }, (_, i) => i),
  identity: String,
  read: (indices, out) => {
    indices.forEach((i, j) => out.fill(5 * i, j * 28 * 28, (j + 1) * 28 * 28));
    return Promise.resolve();
  },
};
const label = new Int16Array(count).fill(-1);
[label[0], label[1], label[2]] = [0, 1, 2];
const decisions = { label, anomalous: new Int8Array(count).fill(-1) };
decisions.anomalous[9] = 1;

/** Image, label row and whether it is labelled, of one batch. */
async function batch(batches: Batches): Promise<{ image: number; row: number[]; labelled: number }[]> {
  const inputs = await batches.next();
  const pixels = inputs.image.data;
  return Array.from(inputs.labelled.data, (labelled, i) => ({
    image: Math.round((pixels[i * 28 * 28] * 255) / 5), row: Array.from(inputs.label.data.slice(3 * i, 3 * i + 3)), labelled,
  }));
}

test('unlabelled images are drawn from those with hints, which stand in the place of their label', async () => {
  const batches = new Batches(images, decisions, config, 16, new Random(1));
  const hint = Float32Array.of(0.25, 0.5, 0.25);
  batches.setHints(new Map([[5, hint], [6, new Float32Array(3)], [9, hint], [1, hint]]));
  const drawn = await batch(batches);
  expect(new Set(drawn.filter(({ labelled }) => labelled === 0).map(({ image }) => image))).toEqual(new Set([5, 6]));
  for (const { image, row, labelled } of drawn) {
    if (labelled) expect(row).toEqual([0, 1, 2].map(k => Number(k === image)));
    else expect(row).toEqual(image === 5 ? [0.25, 0.5, 0.25] : [0, 0, 0]);
  }
});

describe('labelled images that speak for more or fewer others', () => {
  const known = { ...decisions, label: Int16Array.from({ length: count }, (_, i) => (i < 20 ? 0 : i < 24 ? 1 : -1)) };

  /** How often each of the 20 images of the first class is drawn, as a share of their draws. */
  async function sharesOf(reach: ReadonlyMap<number, number>): Promise<number[]> {
    const batches = new Batches(images, known, config, 64, new Random(1));
    batches.setReach(reach);
    const times = new Float64Array(20);
    for (let step = 0; step < 200; step++) for (const { image, labelled } of await batch(batches)) if (labelled && image < 20) times[image]++;
    const all = times.reduce((a, b) => a + b, 0);
    return Array.from(times, value => value / all);
  }

  test('are drawn more often or less, and all of them sometimes', async () => {
    const [first, ...others] = await sharesOf(new Map(Array.from({ length: 20 }, (_, i) => [i, i === 0 ? 19 : 1])));
    expect(first).toBeGreaterThan(0.2);
    expect(first).toBeLessThan(0.35);
    expect(Math.min(...others)).toBeGreaterThan(0.5 / 20);
  });

  test('a new one counts as the others of its class do', async () => {
    const [first, ...others] = await sharesOf(new Map(Array.from({ length: 19 }, (_, i) => [i + 1, 30])));
    expect(first).toBeGreaterThan(0.7 / 20);
    expect(Math.max(...others)).toBeLessThan(1.4 / 20);
  });
});

test('at no strength labelled images are shown as they are, and others are changed all the same', async () => {
  const slope = Uint8Array.from({ length: 28 * 28 }, (_, at) => 9 * (at % 28));
  const sloped: ImageSource = { ...images, read: (indices, out) => { indices.forEach((_, j) => out.set(slope, j * 28 * 28)); return Promise.resolve(); } };
  const { image, labelled, strong } = await new Batches(sloped, decisions, config, 16, new Random(1)).next(0);
  const asItIs = (view: ArrayLike<number>, i: number) => slope.every((value, at) => Math.abs(view[i * 28 * 28 + at] - value / 255) < 1e-5);
  const kept = (view: ArrayLike<number>, has: number) => Array.from(labelled.data.keys()).filter(i => labelled.data[i] === has).map(i => asItIs(view, i));
  for (const view of [image.data, strong.data]) {
    expect(new Set(kept(view, 1))).toEqual(new Set([true]));
    expect(kept(view, 0)).toContain(false);
  }
});

test('an epoch is all images, and without hints all are drawn but the confirmed anomalies', async () => {
  const batches = new Batches(images, decisions, config, 16, new Random(1));
  const steps = batches.stepsPerEpoch;
  const seen = new Set<number>();
  for (let step = 0; step < steps; step++) for (const { image, labelled } of await batch(batches)) if (!labelled) seen.add(image);
  expect(seen.size).toBe(count - 3 - 1);
  batches.setHints(new Map([[5, new Float32Array(3)]]));
  expect(batches.stepsPerEpoch).toBe(steps);
});

test('the more labels, the more of a batch is labelled: few are not repeated too often, and a few unlabelled images stay', async () => {
  const many = 4000;
  const source: ImageSource = { ...images, readable: Array.from({ length: many }, (_, i) => i) };
  const labelledOf = async (labels: number): Promise<number> => {
    const known = { label: Int16Array.from({ length: many }, (_, i) => (i < labels ? i % 3 : -1)), anomalous: new Int8Array(many).fill(-1) };
    const { labelled } = await new Batches(source, known, config, 64, new Random(1)).next();
    return Array.from(labelled.data).filter(value => value === 1).length;
  };
  expect(await labelledOf(3)).toBe(12);
  expect(await labelledOf(100)).toBe(16);
  expect(await labelledOf(1000)).toBe(32);
  expect(await labelledOf(3000)).toBeGreaterThan(40);
  expect(await labelledOf(many - 1)).toBeLessThan(64);
  expect(await labelledOf(many)).toBe(64);
});
