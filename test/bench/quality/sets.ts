/** Images for the quality benches, in memory: public sets from a data folder, and the drawn sample. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { decodeImage } from '../../../src/data/decode';
import { drawSample } from '../../../src/data/sample/drawSample';
import { Random } from '../../../src/shared/random';

export interface ImageSet {
  readonly name: string;
  /** Side, pixels. */
  readonly size: number;
  readonly channels: 1 | 3;
  /** [N, S, S, C], 0-255. */
  readonly pixels: Uint8Array;
  readonly classes: readonly string[];
  /** Place in `classes` [N]. */
  readonly label: Int16Array;
  /** 1: does not belong [N]. */
  readonly anomalous: Uint8Array;
}

/** Where the sets are looked for when nothing else is said. */
export const defaultData = resolve('../shared/data');

/** Says what to put where; thrown when a set is not there. */
export class MissingSet extends Error {}

/** Handwritten digits (LeCun et al. 1998) from the four-file IDX distribution. */
export async function loadDigits(data: string, count: number, seed: number): Promise<ImageSet> {
  const folder = join(data, 'mnist');
  const read = async (name: string, header: number) => {
    const file = join(folder, name);
    if (!existsSync(file)) throw new MissingSet(`put MNIST's train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz into ${folder}`);
    return gunzipSync(await readFile(file)).subarray(header);
  };
  const [images, labels] = [await read('train-images-idx3-ubyte.gz', 16), await read('train-labels-idx1-ubyte.gz', 8)];
  const all: ImageSet = {
    name: 'mnist', size: 28, channels: 1, pixels: images, classes: Array.from({ length: 10 }, (_, k) => `digit ${k}`),
    label: Int16Array.from(labels), anomalous: new Uint8Array(labels.length),
  };
  return pick(all, new Random(seed).shuffle(Array.from(labels.keys())).slice(0, count));
}

/** Steel surfaces (X-SDD, Feng et al. 2021): one folder a class, 64 px, grey. */
export async function loadSteel(data: string): Promise<ImageSet> {
  const folder = join(data, 'x_sdd', 'images');
  if (!existsSync(folder)) throw new MissingSet(`put the seven class folders of X-SDD into ${folder}`);
  const classes = (await readdir(folder)).sort();
  const files: { path: string; k: number }[] = [];
  for (const [k, name] of classes.entries()) for (const file of (await readdir(join(folder, name))).sort()) files.push({ path: join(folder, name, file), k });
  const pixels = await decodeAll(files.map(({ path }) => path), 64, 1);
  return { name: 'x_sdd', size: 64, channels: 1, pixels, classes, label: Int16Array.from(files, ({ k }) => k), anomalous: new Uint8Array(files.length) };
}

/** The sample that `winnow sample` draws, with its defects as the anomalies: 64 px, colour. */
export async function loadSample(count: number, seed: number): Promise<ImageSet> {
  const folder = await mkdtemp(join(tmpdir(), 'winnow-sample-'));
  try {
    await drawSample(folder, { count, seed });
    const rows = parse(await readFile(join(folder, 'truth.csv')), { columns: true }) as { path: string; label: string; anomalous: string }[];
    const classes = [...new Set(rows.map(({ label }) => label))].sort();
    const pixels = await decodeAll(rows.map(({ path }) => join(folder, path)), 64, 3);
    return {
      name: 'sample', size: 64, channels: 3, pixels, classes,
      label: Int16Array.from(rows, ({ label }) => classes.indexOf(label)), anomalous: Uint8Array.from(rows, ({ anomalous }) => Number(anomalous)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The set with `rare` made `share` of it, and an anomaly; its class is gone. */
export function withRare(set: ImageSet, rare: number, share: number, seed: number): ImageSet {
  const random = new Random(seed);
  const all = Array.from(set.label.keys());
  const normal = all.filter(i => set.label[i] !== rare);
  const kept = random.shuffle(all.filter(i => set.label[i] === rare)).slice(0, Math.round((share / (1 - share)) * normal.length));
  const chosen = pick(set, [...normal, ...kept]);
  return { ...chosen, name: `${set.name}, rare ${set.classes[rare]}`, anomalous: Uint8Array.from(chosen.label, k => (k === rare ? 1 : 0)) };
}

/** The images `chosen` of a set. */
export function pick(set: ImageSet, chosen: readonly number[]): ImageSet {
  const length = set.size * set.size * set.channels;
  const pixels = new Uint8Array(chosen.length * length);
  chosen.forEach((i, j) => pixels.set(set.pixels.subarray(i * length, (i + 1) * length), j * length));
  return { ...set, pixels, label: Int16Array.from(chosen, i => set.label[i]), anomalous: Uint8Array.from(chosen, i => set.anomalous[i]) };
}

async function decodeAll(files: readonly string[], size: number, channels: 1 | 3): Promise<Uint8Array> {
  const length = size * size * channels;
  const pixels = new Uint8Array(files.length * length);
  for (const [i, file] of files.entries()) pixels.set(await decodeImage(file, { size, channels }), i * length);
  return pixels;
}
