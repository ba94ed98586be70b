/** Chooses how the model sees the images of a folder. */
import { join } from 'node:path';
import { Random } from '../shared/random';
import { flattened, readImage, type PixelFormat } from './decode';
import { type ScannedFile } from './scan';

const sides = [28, 32, 48, 64, 96, 128] as const;
/** Beyond this side a step costs more than a person waits for; a larger one must be asked for. */
const defaultSide = 64;
const sampleCount = 64;
/** Largest difference between channels that still counts as grey: JPEG and scanners add a little. */
const greyTolerance = 6;

/**
 * Side and channels for a folder, from a seeded sample of its images: the side is the largest of
 * 28, 32, 48 and 64 that the median image fills (28 at least), or `size` when given; one channel
 * when every sampled image looks grey, else three. Unreadable images do not count.
 */
export async function choosePixelFormat(folder: string, files: readonly ScannedFile[], size: number | null): Promise<PixelFormat> {
  const order = Array.from(files.keys());
  new Random(1).shuffle(order);
  const seen: { shorter: number; grey: boolean }[] = [];
  for (let i = 0; i < order.length && seen.length < sampleCount && i < 2 * sampleCount; i++) {
    const found = await inspect(join(folder, files[order[i]].path));
    if (found) seen.push(found);
  }
  const shorter = seen.map(image => image.shorter).sort((a, b) => a - b);
  const median = shorter[shorter.length >> 1] ?? defaultSide;
  const channels = seen.length > 0 && seen.every(image => image.grey) ? 1 : 3;
  return { size: size ?? sideFor(median), channels };
}

function sideFor(median: number): number {
  let chosen: number = sides[0];
  for (const side of sides) if (side <= Math.min(median, defaultSide)) chosen = side;
  return chosen;
}

async function inspect(file: string): Promise<{ shorter: number; grey: boolean } | null> {
  try {
    return await readImage(file, async image => {
      const { width, height } = await image.metadata();
      const { data, info } = await flattened(image).toColourspace('srgb').resize(32, 32, { fit: 'fill' }).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
      return { shorter: Math.min(width, height), grey: info.channels < 3 || isGrey(data) };
    });
  } catch {
    return null;
  }
}

function isGrey(rgb: Uint8Array): boolean {
  for (let i = 0; i < rgb.length; i += 3) {
    const high = Math.max(rgb[i], rgb[i + 1], rgb[i + 2]);
    const low = Math.min(rgb[i], rgb[i + 1], rgb[i + 2]);
    if (high - low > greyTolerance) return false;
  }
  return true;
}
