/** An exported model, run by ONNX Runtime and by the examples beside it, agrees with what the session says of the same images. */
import { execFile } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeImage } from '../../../src/data/decode';
import { modelFiles } from '../../../src/data/modelExport/writeModel';
import { PersonError } from '../../../src/shared/personError';
import { type Knowledge } from '../../../src/shared/project';
import { Random } from '../../../src/shared/random';
import { type Session } from '../../../src/trainer/session';
import { draw, remove, side, temporary } from './helpers/folder';
import { know, open, type Recorder } from './helpers/recorder';

const run = promisify(execFile);
const labels = { 'disc-00.png': 'disc', 'disc-02.png': 'disc', 'stripe-01.png': 'stripe', 'stripe-03.png': 'stripe' };
let place: Awaited<ReturnType<typeof temporary>>;
let paths: string[];
let session: Session;
let seen: Recorder;

beforeAll(async () => {
  place = await temporary();
  paths = await draw(place.folder, 120);
  // Where the examples find their packages.
  await symlink(resolve('node_modules'), join(place.root, 'node_modules'));
  ({ session, seen } = await open(place.folder, place.state, know(labels), { limits: { epochs: 8 } }));
  await seen.rest();
});
afterAll(async () => {
  await session?.close();
  await remove(place.root);
});

/** Colour images of many shapes and encodings. */
async function drawOdd(folder: string): Promise<void> {
  const random = new Random(7);
  const noise = (width: number, height: number, channels: 1 | 3 | 4) =>
    sharp(Uint8Array.from({ length: width * height * channels }, (_, at) => 128 + 100 * Math.sin(at / 17) + 20 * random.normal()), { raw: { width, height, channels } });
  for (let i = 0; i < 12; i++) await noise(60 + 7 * i, 100 - 5 * i, 3).png().toFile(join(folder, `wide ${i}.png`));
  await noise(50, 90, 3).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toFile(join(folder, 'turned.jpg'));
  await noise(80, 70, 4).png().toFile(join(folder, 'transparent.png'));
  await noise(80, 70, 1).toColourspace('b-w').png().toFile(join(folder, 'grey.png'));
  await noise(90, 40, 3).toColourspace('rgb16').png().toFile(join(folder, 'sixteen bits.png'));
  await noise(400, 300, 3).jpeg().toFile(join(folder, 'large.jpg'));
  await noise(9, 200, 3).webp({ lossless: true }).toFile(join(folder, 'thin.webp'));
}

interface Found {
  readonly probabilities?: Float32Array;
  readonly anomaly: Float32Array;
  readonly reconstruction: Float32Array;
}

/** What a file makes of images, all in one batch. */
async function read(file: string, images: readonly string[]): Promise<Found> {
  const session = await InferenceSession.create(file);
  const pixels = await Promise.all(images.map(path => decodeImage(join(place.folder, path), { size: side, channels: 1 })));
  const data = Float32Array.from(pixels.flatMap(bytes => Array.from(bytes, value => value / 255)));
  const out = await session.run({ image: new Tensor('float32', data, [images.length, side, side, 1]) });
  return Object.fromEntries(Object.entries(out).map(([name, { data }]) => [name, data])) as unknown as Found;
}

async function exported(name: string): Promise<string> {
  const file = join(place.root, `${name}.onnx`);
  await session.exportModel(file);
  return file;
}

/** The largest difference of the scores of images without a label. */
function farthest(found: Found, knowledge: Knowledge): number {
  const own = seen.lastRanking.anomaly;
  const labelled = new Set(knowledge.decisions.filter(({ label }) => label !== null).map(({ path }) => path));
  return Math.max(...paths.map((path, i) => (labelled.has(path) ? 0 : Math.abs(own[i] - found.anomaly[i]))));
}

test('classes, probabilities and scores are those of the session, in batches of any size', async () => {
  const file = await exported('model');
  const found = await read(file, paths);
  const { suggestion, confidence, anomaly } = seen.lastRanking;
  const probabilities = found.probabilities!;
  paths.forEach((_, i) => {
    expect(probabilities[2 * i + suggestion[i]]).toBeCloseTo(confidence[i], 3);
    expect(probabilities[2 * i] + probabilities[2 * i + 1]).toBeCloseTo(1, 5);
  });
  expect(farthest(found, know(labels))).toBeLessThan(1e-3);
  expect(found.anomaly.filter(score => score >= 0.5)).toHaveLength(anomaly.filter(score => score >= 0.5).length);
  const single = await read(file, [paths[7]]);
  expect(single.anomaly[0]).toBeCloseTo(found.anomaly[7], 5);
  expect(single.reconstruction).toHaveLength(side * side);
  const { reconstruction } = await session.explain(paths[7]);
  expect(Math.max(...reconstruction.pixels.map((value, at) => Math.abs(value - 255 * single.reconstruction[at])))).toBeLessThan(2);
});

describe('the examples', () => {
  /** A Python with onnxruntime, numpy and pillow: that of WINNOW_PYTHON, or python3. */
  const python = process.env.WINNOW_PYTHON ?? 'python3';

  async function agrees(command: string, script: string): Promise<void> {
    const { stdout } = await run(command, [script, ...paths.slice(4, 12).map(path => join(place.folder, path))]);
    const lines = stdout.trim().split('\n').map(line => JSON.parse(line) as { class: string; probability: number; anomaly: number; flagged: boolean });
    expect(lines).toHaveLength(8);
    const { classes, suggestion, confidence, anomaly } = seen.lastRanking;
    lines.forEach((line, at) => {
      expect(line.class).toBe(classes[suggestion[at + 4]]);
      expect(line.probability).toBeCloseTo(confidence[at + 4], 2);
      expect(line.anomaly).toBeCloseTo(anomaly[at + 4], 2);
      expect(line.flagged).toBe(line.anomaly >= 0.5);
    });
  }

  test('that for JavaScript says what the session says', async () => {
    await agrees(process.execPath, modelFiles(await exported('for node'))[3]);
  });

  test('that for Python does, too', async ({ skip }) => {
    await run(python, ['-c', 'import onnxruntime, numpy, PIL']).catch(() => skip(`${python} has no onnxruntime, numpy and pillow: name one that has in WINNOW_PYTHON`));
    await agrees(python, modelFiles(await exported('for python'))[2]);
  });
});

test('the example for JavaScript sees every kind of image as the trainer does, and a model without classes names none', async () => {
  const other = await temporary();
  try {
    await symlink(resolve('node_modules'), join(other.root, 'node_modules'));
    await drawOdd(other.folder);
    const opened = await open(other.folder, other.state, undefined, { limits: { epochs: 1 } });
    await opened.seen.rest();
    const file = join(other.root, 'model.onnx');
    await opened.session.exportModel(file);
    const { anomaly, listing } = opened.seen.lastRanking;
    const listed = opened.seen.listings.find(({ version }) => version === listing)!.paths;
    await opened.session.close();
    const { stdout } = await run(process.execPath, [modelFiles(file)[3], ...listed.map(path => join(other.folder, path))]);
    const lines = stdout.trim().split('\n').map(line => JSON.parse(line) as { class: null; anomaly: number });
    lines.forEach((line, i) => {
      expect(line.class).toBeNull();
      expect({ path: listed[i], near: Math.abs(line.anomaly - anomaly[i]) < 5e-3 }).toEqual({ path: listed[i], near: true });
    });
  } finally {
    await remove(other.root);
  }
});

test('before the first ranking it says what to wait for', async () => {
  const other = await temporary();
  const opened = await open(other.folder, other.state);
  try {
    await expect(opened.session.exportModel(join(other.root, 'model.onnx'))).rejects.toThrow(PersonError);
  } finally {
    await opened.session.close();
    await remove(other.root);
  }
});

test('decisions, a class of defects and a head newer than the network are in it', async () => {
  const knowledge = know(
    { ...labels, 'disc-10.png': 'other' },
    { 'disc-10.png': true, 'disc-12.png': true, 'stripe-11.png': false, 'stripe-13.png': false },
    ['disc', 'stripe', 'other'],
  );
  await session.pause();
  const before = seen.rankings.length;
  await session.setKnowledge(knowledge);
  await seen.until(() => seen.lastRanking.classes.length === 3 && seen.rankings.length > before + 1);
  const file = await exported('decided');
  const found = await read(file, paths);
  expect(found.probabilities).toHaveLength(3 * paths.length);
  const { suggestion, confidence, rule } = seen.lastRanking;
  paths.forEach((_, i) => expect(found.probabilities![3 * i + suggestion[i]]).toBeCloseTo(confidence[i], 3));
  expect(farthest(found, knowledge)).toBeLessThan(2e-3);
  const card = JSON.parse(await readFile(modelFiles(file)[1], 'utf8')) as { rule: unknown; classes: unknown };
  expect(card).toMatchObject({ rule, classes: [{ id: 'disc', name: 'disc' }, { id: 'stripe' }, { id: 'other' }] });
});
