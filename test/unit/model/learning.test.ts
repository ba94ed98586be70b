import { beforeAll, expect, test } from 'vitest';
import { type Engine } from '../../../src/engine/engine';
import { openEngine } from '../../../src/engine/openEngine';
import { changeClasses } from '../../../src/model/classes';
import { type NetworkConfig } from '../../../src/model/config';
import { fitHead, foldedBias, headFitProgram, headScoreProgram, withHead } from '../../../src/model/headFit';
import { scoringProgram } from '../../../src/model/inference';
import { initialWeights } from '../../../src/model/network';
import { trainingState, weightsOf } from '../../../src/model/state';
import { trainingProgram } from '../../../src/model/trainingStep';
import { type HostTensors } from '../../../src/shared/program';
import { Random } from '../../../src/shared/random';
import { floats } from './eager';
import { batchOf, shapes, tiny } from './fixtures';

const three: NetworkConfig = { ...tiny, latent: 8, hidden: 64, classes: 3 };
const count = 150;
const pictures = shapes(count, 11, 28, 3);
let engine: Engine;

beforeAll(async () => { engine = (await openEngine('onnxruntime', { threads: 1 })).engine; });

/** Trains with `known` labels: half of every batch is labelled while there are labels. */
async function train(config: NetworkConfig, state: HostTensors, steps: number, known: number[], seed = 1): Promise<HostTensors> {
  const program = await engine.compile(trainingProgram(config, state, 16));
  const random = new Random(seed);
  for (let step = 0; step < steps; step++) {
    const order = Array.from({ length: 16 }, (_, i) => (i < 8 && known.length > 0 ? known[random.below(known.length)] : random.below(count)));
    await program.run(batchOf(config, pictures, order, random, { known: new Set(known), scalars: { learningRate: 2e-3 } }));
  }
  const after = await program.state();
  await program.dispose();
  return after;
}

async function look(config: NetworkConfig, state: HostTensors): Promise<HostTensors> {
  const program = await engine.compile(scoringProgram(config, weightsOf(state), count));
  const outputs = await program.run({ image: floats([count, 28, 28, 1], i => pictures.pixels[i]) });
  await program.dispose();
  return outputs;
}

/** Share of the pictures, of the classes `among` all, whose most probable class is the true one. */
function accuracy(probabilities: ArrayLike<number>, label: ArrayLike<number>, classes: number, among: (k: number) => boolean = () => true): number {
  const counted = Array.from({ length: count }, (_, i) => i).filter(i => among(label[i]));
  const right = counted.filter(i => {
    const row = Array.from({ length: classes }, (_, k) => probabilities[i * classes + k]);
    return row.indexOf(Math.max(...row)) === label[i];
  });
  return right.length / counted.length;
}

const known = Array.from({ length: 12 }, (_, i) => i);

test('a few labels teach the classes of all pictures', async () => {
  const cold = trainingState(three, initialWeights(three, 1));
  const before = accuracy((await look(three, cold)).probabilities.data, pictures.label, 3);
  const after = accuracy((await look(three, await train(three, cold, 100, known))).probabilities.data, pictures.label, 3);
  expect(before).toBeLessThan(0.5);
  expect(after).toBeGreaterThan(0.85);
});

test('more labels for a model that knows some: warm beats cold after the same few steps, and is as good as a cold start of five times as many', async () => {
  const some = await train(three, trainingState(three, initialWeights(three, 1)), 60, known.slice(0, 6));
  const warm = await train(three, some, 12, known);
  const cold = await train(three, trainingState(three, initialWeights(three, 1)), 12, known);
  const [warmLook, coldLook] = [await look(three, warm), await look(three, cold)];
  const meanError = ({ reconstruction }: HostTensors) => (reconstruction.data as Float32Array).reduce((a, b) => a + b, 0) / count;
  expect(accuracy(warmLook.probabilities.data, pictures.label, 3)).toBeGreaterThan(accuracy(coldLook.probabilities.data, pictures.label, 3) + 0.1);
  expect(meanError(warmLook)).toBeLessThan(meanError(coldLook));
  const trainedOut = await look(three, await train(three, trainingState(three, initialWeights(three, 1)), 60, known));
  const fifth = accuracy(warmLook.probabilities.data, pictures.label, 3);
  expect(fifth).toBeGreaterThanOrEqual(accuracy(trainedOut.probabilities.data, pictures.label, 3) - 0.02);
});

test('a head fit on cached features gives suggestions at once, and training goes on from them', async () => {
  const plain = { ...three, classes: 0 };
  const pretrained = await train(plain, trainingState(plain, initialWeights(plain, 1)), 60, []);
  const state = changeClasses(pretrained, { from: [], to: ['a', 'b', 'c'] });
  const { features } = await look(three, state);
  const fit = await engine.compile(headFitProgram(64, 3, 16));
  const labels = {
    features: floats([16, 64], i => (i < 12 * 64 ? features.data[i] : 0)), // Four rows of padding.
    label: floats([16, 3], i => +(i < 36 && pictures.label[Math.floor(i / 3)] === i % 3)),
    weight: floats([16], i => +(i < 12)),
  };
  const start = { kernel: state['weights/pi/kernel'], bias: foldedBias(weightsOf(state)) };
  const head = await fitHead(inputs => fit.run(inputs), start, labels, 0.03, 10);
  const { kernel, bias } = head;
  const score = await engine.compile(headScoreProgram(64, 3, count));
  const { probabilities } = await score.run({ features, kernel, bias });
  expect(accuracy(probabilities.data, pictures.label, 3)).toBeGreaterThan(0.5); // By chance: 0.33.
  const resumed = await look(three, withHead(state, head));
  (probabilities.data as Float32Array).forEach((p, i) => expect(resumed.probabilities.data[i]).toBeCloseTo(p, 4));
});

test('a class that comes late is learned and costs the others nothing', async () => {
  const two = { ...three, classes: 2 };
  const ofTwo = known.filter(i => pictures.label[i] < 2);
  const before = await train(two, trainingState(two, initialWeights(two, 1)), 50, ofTwo);
  const state = changeClasses(before, { from: ['a', 'b'], to: ['a', 'b', 'c'] });
  const others = (k: number) => k < 2;
  // What two classes had learned is all there before anything is trained again.
  const kept = (await look(three, state)).probabilities.data;
  expect(accuracy(kept, pictures.label, 3, others)).toBe(accuracy((await look(two, before)).probabilities.data, pictures.label, 2, others));
  const after = await train(three, state, 40, known, 2);
  const [first, last] = [(await look(two, before)).probabilities.data, (await look(three, after)).probabilities.data];
  expect(accuracy(last, pictures.label, 3)).toBeGreaterThan(0.85);
  expect(accuracy(last, pictures.label, 3, k => k === 2)).toBeGreaterThan(0.8);
  expect(accuracy(last, pictures.label, 3, others)).toBeGreaterThanOrEqual(accuracy(first, pictures.label, 2, others) - 0.01);
});

test('on the engine too, the same seed gives the same weights, bit for bit', async () => {
  const [first, second] = [await train(three, trainingState(three, initialWeights(three, 1)), 2, known), await train(three, trainingState(three, initialWeights(three, 1)), 2, known)];
  expect(first).toEqual(second);
});
