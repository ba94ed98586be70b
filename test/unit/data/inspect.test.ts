import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { defaultGlobs } from '../../../src/data/globs';
import { choosePixelFormat } from '../../../src/data/inspect';
import { scanFolder } from '../../../src/data/scan';
import { tempFolder } from './tempFolder';

async function formatOf(images: readonly { width: number; height: number; color: string }[], size: number | null = null): Promise<unknown> {
  const folder = tempFolder();
  for (const [i, { width, height, color }] of images.entries()) {
    await sharp({ create: { width, height, channels: 3, background: color } }).png().toFile(join(folder, `${i}.png`));
  }
  writeFileSync(join(folder, 'broken.png'), 'x');
  return choosePixelFormat(folder, await scanFolder(folder, defaultGlobs), size);
}

describe('the pixel format of a folder', () => {
  it('follows the shorter side of the median image, up to 64', async () => {
    for (const [side, wanted] of [[10, 28], [28, 28], [40, 32], [50, 48], [64, 64], [100, 64], [1000, 64]]) {
      expect(await formatOf([{ width: side, height: side * 2, color: '#777777' }])).toEqual({ size: wanted, channels: 1 });
    }
  });

  it('has one channel only when every image is grey', async () => {
    const grey = { width: 64, height: 64, color: '#787776' };
    expect(await formatOf([grey, grey])).toEqual({ size: 64, channels: 1 });
    expect(await formatOf([grey, { ...grey, color: '#aa2211' }])).toEqual({ size: 64, channels: 3 });
  });

  it('has the side that was asked for', async () => {
    expect(await formatOf([{ width: 30, height: 30, color: '#ff0000' }], 96)).toEqual({ size: 96, channels: 3 });
  });

  it('is some format even without a readable image', async () => {
    expect(await formatOf([])).toEqual({ size: 64, channels: 3 });
  });
});
