import { beforeAll, expect, test } from 'vitest';
import { Course } from '../../bench/quality/course';
import { undecided } from '../../bench/quality/draws';
import { type ImageSet } from '../../bench/quality/sets';
import { type Engine } from '../../../src/engine/engine';
import { openEngine } from '../../../src/engine/openEngine';
import { wholeMethod } from '../../../src/trainer/method';
import { generate } from '../../../src/trainer/onDemand';
import { shapes } from '../model/fixtures';

let engine: Engine;
beforeAll(async () => { engine = (await openEngine('onnxruntime', { threads: 1 })).engine; });

const classes = ['lying', 'standing'];
const size = 28;

/** Whether a picture varies more from row to row than from column to column: a lying bar does. */
function lies(pixels: Uint8Array): boolean {
  const [rows, columns] = [new Float64Array(size), new Float64Array(size)];
  pixels.forEach((value, at) => { rows[Math.floor(at / size)] += value; columns[at % size] += value; });
  const spread = (sums: Float64Array) => { const mean = sums.reduce((a, b) => a + b) / size; return sums.reduce((sum, value) => sum + (value - mean) ** 2, 0); };
  return spread(rows) > spread(columns);
}

test('the decoder draws the class that it is asked for', async () => {
  const { pixels, label } = shapes(120, 3);
  const set: ImageSet = { name: 'bars', size, channels: 1, pixels: Uint8Array.from(pixels, value => 255 * Math.min(1, Math.max(0, value))), classes, label, anomalous: new Uint8Array(120) };
  const decisions = undecided(120);
  for (let i = 0; i < 20; i++) decisions.label[i] = label[i];
  const course = Course.begin(engine, set, classes, 1, wholeMethod);
  await course.train([...label.keys()], decisions, 'fresh', { steps: 120 });
  for (const [k, name] of classes.entries()) {
    const drawn = await generate(engine, course.learner, name, 40, 1);
    const right = drawn.filter(({ pixels }) => lies(pixels) === (k === 0)).length;
    expect(right).toBeGreaterThan(30);
  }
});
