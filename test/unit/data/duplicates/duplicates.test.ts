import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawSample } from '../../../../src/data/sample/drawSample';
import { decodeImage } from '../../../../src/data/decode';
import { candidatesOf, mostCandidates } from '../../../../src/data/duplicates/candidates';
import { fingerprintLength, Fingerprints } from '../../../../src/data/duplicates/fingerprint';
import { Groups } from '../../../../src/data/duplicates/groups';
import { Pictures } from '../../../../src/data/duplicates/pictures';
import { Random } from '../../../../src/shared/random';

const format = { size: 64, channels: 3 } as const;
const count = 24;
let images: Uint8Array[];
let copies: Record<string, Uint8Array[]>;

/** What people do to a file: the same picture saved anew. */
const changes: Record<string, (file: Buffer) => Promise<Buffer>> = {
  'as a poor JPEG': file => sharp(file).jpeg({ quality: 40 }).toBuffer(),
  smaller: async file => sharp(file).resize(Math.round(0.6 * ((await sharp(file).metadata()).width ?? 0))).jpeg({ quality: 80 }).toBuffer(),
  brighter: file => sharp(file).linear(1.12, 6).jpeg({ quality: 85 }).toBuffer(),
  shifted: async file => {
    const { width = 0, height = 0 } = await sharp(file).metadata();
    const by = Math.round(0.03 * width);
    const cut = await sharp(file).extract({ left: by, top: 0, width: width - by, height }).toBuffer();
    return sharp(cut).extend({ right: by, extendWith: 'copy' }).png().toBuffer();
  },
};

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'winnow-duplicates-'));
  await drawSample(folder, { count });
  const files = await Promise.all(Array.from({ length: count }, (_, i) => readFile(join(folder, `part-${String(i + 1).padStart(4, '0')}.jpg`))));
  const decoded = async (file: Buffer, name: string) => {
    const path = join(folder, name);
    await sharp(file).png().toFile(path);
    return decodeImage(path, format);
  };
  images = await Promise.all(files.map((file, i) => decoded(file, `original ${i}.png`)));
  copies = {};
  for (const [name, change] of Object.entries(changes)) {
    copies[name] = await Promise.all(files.map(async (file, i) => decoded(await change(file), `${name} ${i}.png`)));
  }
  await rm(folder, { recursive: true });
});

describe('pictures', () => {
  const pictures = new Pictures(format);
  const same = (a: Uint8Array, b: Uint8Array) => pictures.same(pictures.prepare(a), pictures.prepare(b));

  test.each(Object.keys(changes))('an image saved %s is the same picture', name => {
    const found = images.filter((image, i) => same(image, copies[name][i])).length;
    expect(found).toBeGreaterThanOrEqual(count - 1);
  });

  test('no two parts are one picture', () => {
    const pairs = images.flatMap((a, i) => images.slice(i + 1).map(b => same(a, b)));
    expect(pairs.filter(Boolean)).toEqual([]);
  });

  test('empty images of one colour are one picture, of two colours they are not', () => {
    const plain = (level: number) => new Uint8Array(64 * 64 * 3).fill(level);
    expect(same(plain(120), plain(121))).toBe(true);
    expect(same(plain(20), plain(240))).toBe(false);
  });

  test('a frame that two pictures share does not make them one', () => {
    const framed = (image: Uint8Array) => image.map((value, at) => {
      const [x, y] = [Math.floor(at / 3) % 64, Math.floor(at / 192)];
      return Math.min(x, y, 63 - x, 63 - y) < 14 ? 255 : value / 4;
    });
    expect(images.slice(1).filter(image => same(framed(images[0]), framed(image)))).toEqual([]);
  });
});

test('a copy is among the candidates of its image, and candidates come nearest first', () => {
  const fingerprints = new Fingerprints(format);
  const all = [...images, ...copies.shifted, ...copies['as a poor JPEG']].map(image => fingerprints.of(image).shape);
  // Many others, so that images do not meet by being few.
  const random = new Random(5);
  const others = Array.from({ length: 4000 }, () => {
    const shape = Float32Array.from({ length: fingerprintLength }, () => random.normal());
    return shape.map(value => value / Math.hypot(...shape));
  });
  const table = Float32Array.from([...all, ...others].flatMap(shape => [...shape]));
  const search = candidatesOf(table, 1);
  let step = search.next();
  while (!step.done) step = search.next();
  const { image, squared } = step.value;
  const of = (i: number) => [...image.subarray(i * mostCandidates, (i + 1) * mostCandidates)];
  const met = Array.from({ length: count }, (_, i) => [count + i, 2 * count + i].filter(copy => of(i).includes(copy)).length);
  expect(met.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(2 * count - 2);
  for (let i = 0; i < count; i++) {
    const distances = [...squared.subarray(i * mostCandidates, (i + 1) * mostCandidates)];
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(new Set(of(i).filter(other => other >= 0)).size).toBe(of(i).filter(other => other >= 0).length);
  }
});

test('groups are what pairs lead to', () => {
  const groups = new Groups(6);
  groups.unite(4, 1);
  groups.unite(5, 4);
  groups.unite(2, 3);
  expect(groups.several()).toEqual([[1, 4, 5], [2, 3]]);
});
