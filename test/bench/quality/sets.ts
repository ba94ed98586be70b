/** Images for the quality benches, in memory: public sets from a data folder. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeImage } from '../../../src/data/decode';
import { PersonError } from '../../../src/shared/personError';
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
export class MissingSet extends PersonError {}

/** A set whose first `train` images are for training, the others for testing. */
export interface SplitSet extends ImageSet {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

const split = {
  mnist: { folder: 'mnist', title: 'MNIST', classes: Array.from({ length: 10 }, (_, k) => `digit ${k}`) },
  fashion: {
    folder: 'fashion_mnist', title: 'Fashion-MNIST',
    classes: ['t-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot'],
  },
} as const;

export type SplitName = keyof typeof split;
export const splitNames = Object.keys(split) as SplitName[];

/** Handwritten digits (LeCun et al. 1998) or pictures of clothes (Xiao et al. 2017) from the four-file IDX distribution: 28 px, grey, 60,000 and 10,000. */
export async function loadSplit(data: string, name: SplitName): Promise<SplitSet> {
  const { folder, title, classes } = split[name];
  const read = async (file: string, header: number) => {
    const path = join(data, folder, file);
    if (!existsSync(path)) throw new MissingSet(`put the four files of ${title} (${file} and so on) into ${join(data, folder)}`);
    return gunzipSync(await readFile(path)).subarray(header);
  };
  const parts = await Promise.all(['train', 't10k'].map(async part => ({ pixels: await read(`${part}-images-idx3-ubyte.gz`, 16), labels: await read(`${part}-labels-idx1-ubyte.gz`, 8) })));
  const label = Int16Array.from(parts.flatMap(({ labels }) => [...labels]));
  const places = Array.from(label.keys());
  const [{ length }] = parts.map(({ labels }) => labels);
  return {
    name, size: 28, channels: 1, classes, label, pixels: Buffer.concat(parts.map(({ pixels }) => pixels)), anomalous: new Uint8Array(label.length),
    train: places.slice(0, length), test: places.slice(length),
  };
}

/** Steel surfaces (X-SDD, Feng et al. 2021): one folder a class, 64 px, grey. */
export async function loadSteel(data: string): Promise<ImageSet> {
  return loadFolders(join(data, 'x_sdd', 'images'), 'x_sdd', 1, 'the seven class folders of X-SDD', 7);
}

/** Photographs of six kinds of thing (Caltech-101, Fei-Fei et al. 2004): one folder a class, 64 px, colour. */
export async function loadPhotographs(data: string): Promise<ImageSet> {
  return loadFolders(join(data, 'caltech_6', 'images'), 'caltech_6', 3, 'six class folders of Caltech-101 (airplanes, bonsai, ketch, Leopards, Motorbikes, watch)', 6);
}

/** A folder of `count` class folders; other files beside them, and hidden ones in them, do not count. */
async function loadFolders(folder: string, name: string, channels: 1 | 3, what: string, count: number): Promise<ImageSet> {
  const entries = existsSync(folder) ? await readdir(folder, { withFileTypes: true }) : [];
  const classes = entries.filter(entry => !entry.isFile()).map(entry => entry.name).sort();
  if (classes.length !== count) throw new MissingSet(`put ${what} into ${folder}${classes.length > 0 ? `, which has ${classes.length} folders` : ''}`);
  const files: { path: string; k: number }[] = [];
  for (const [k, of] of classes.entries()) for (const file of (await readdir(join(folder, of))).filter(file => !file.startsWith('.')).sort()) files.push({ path: join(folder, of, file), k });
  const pixels = await decodeAll(files.map(({ path }) => path), 64, channels);
  return { name, size: 64, channels, pixels, classes, label: Int16Array.from(files, ({ k }) => k), anomalous: new Uint8Array(files.length) };
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

/** Places in `classes` of the `count` classes with the fewest images, the rarest first. */
export function rarest({ classes, label }: ImageSet, count: number): number[] {
  const members = classes.map((_, k) => label.reduce((sum, own) => sum + Number(own === k), 0));
  return [...classes.keys()].sort((a, b) => members[a] - members[b]).slice(0, count);
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
