/**
 * Scan and decoding into the pixel cache beside a bare loop of sharp over the same files with as many images at
 * a time, in turn; and what a second opening decodes. X-SDD (1,360 JPEGs), else the drawn sample. The bare loop does
 * the least that gives the model's pixels: open, grey or colour, fit into the square, raw bytes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { type PixelFormat } from '../../../src/data/decode';
import { defaultGlobs } from '../../../src/data/globs';
import { choosePixelFormat } from '../../../src/data/inspect';
import { PixelCache } from '../../../src/data/pixelCache';
import { type ScannedFile, scanFolder } from '../../../src/data/scan';
import { median } from '../../../src/model/scoring/robust';
import { imageFolder } from '../../e2e/folders';
import { type Figure, figure } from '../figure';

/** Times that each of the two has its turn. */
const rounds = 7;

export async function main(): Promise<Figure[]> {
  const { folder } = imageFolder();
  const format = await choosePixelFormat(folder, await scanFolder(folder, defaultGlobs), null);
  const own: number[] = [];
  const bare: number[] = [];
  let again = NaN;
  let images = 0;
  for (let round = 0; round <= rounds; round++) {
    const state = await mkdtemp(join(tmpdir(), 'winnow-decoding-'));
    try {
      const begun = performance.now();
      const files = await scanFolder(folder, defaultGlobs);
      const cache = await PixelCache.open(state, format);
      await cache.fill(folder, files);
      await cache.close();
      const between = performance.now();
      await bareLoop(folder, files, format);
      // The first round reads the files from the disk.
      if (round > 0) {
        own.push(files.length / ((between - begun) / 1000));
        bare.push(files.length / ((performance.now() - between) / 1000));
      }
      images = files.length;
      again = await decodedAgain(folder, state, format);
    } finally {
      await rm(state, { recursive: true });
    }
  }
  const threads = availableParallelism();
  const name = `scan, decoding and keeping ${images.toLocaleString('en-US')} images, ${format.size} px, ${format.channels === 1 ? 'grey' : 'RGB'}, ${threads} at a time`;
  return [
    figure('decoding', name, median(own), 'images/s', { aim: '>= 0.9 x', peer: { name: `sharp ${sharp.versions.sharp ?? ''}, bare loop`, value: median(bare) } }),
    figure('decoding', 'second opening, decoded', again, 'images', { aim: '0' }),
  ];
}

async function bareLoop(folder: string, files: readonly ScannedFile[], { size, channels }: PixelFormat): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: availableParallelism() }, async () => {
    while (next < files.length) {
      await sharp(join(folder, files[next++].path)).toColourspace(channels === 1 ? 'b-w' : 'srgb').resize(size, size, { fit: 'inside' }).raw().toBuffer();
    }
  }));
}

async function decodedAgain(folder: string, state: string, format: PixelFormat): Promise<number> {
  const cache = await PixelCache.open(state, format);
  try {
    return (await cache.fill(folder, await scanFolder(folder, defaultGlobs))).decoded;
  } finally {
    await cache.close();
  }
}
