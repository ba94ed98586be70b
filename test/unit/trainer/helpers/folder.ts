/** A small folder of images of two kinds: discs and stripes, 28 x 28, grey. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { Random } from '../../../../src/shared/random';

export const side = 28;

/** A temporary folder with `images` and `state` in it; remove it with {@link remove}. */
export async function temporary(): Promise<{ root: string; folder: string; state: string }> {
  const root = await mkdtemp(join(tmpdir(), 'winnow-trainer-'));
  const folder = join(root, 'images');
  await mkdir(folder);
  return { root, folder, state: join(root, 'state') };
}

export function remove(root: string): Promise<void> {
  return rm(root, { recursive: true, force: true });
}

/** Draws `count` images, discs and stripes in turn: disc-00.png, stripe-01.png, … */
export async function draw(folder: string, count: number, start = 0): Promise<string[]> {
  const paths: string[] = [];
  for (let i = start; i < start + count; i++) {
    const random = new Random(i + 1);
    const name = `${i % 2 === 0 ? 'disc' : 'stripe'}-${String(i).padStart(2, '0')}.png`;
    const pixels = i % 2 === 0 ? disc(random) : stripes(random);
    await sharp(pixels, { raw: { width: side, height: side, channels: 1 } }).png().toFile(join(folder, name));
    paths.push(name);
  }
  return paths.sort();
}

function disc(random: Random): Uint8Array {
  const [x0, y0, r] = [random.between(10, 18), random.between(10, 18), random.between(5, 8)];
  return paint((x, y) => (Math.hypot(x - x0, y - y0) < r ? 220 : 40), random);
}

function stripes(random: Random): Uint8Array {
  const [period, phase] = [random.between(5, 8), random.between(0, 6)];
  return paint(x => (Math.sin((2 * Math.PI * x) / period + phase) > 0 ? 200 : 30), random);
}

function paint(value: (x: number, y: number) => number, random: Random): Uint8Array {
  return Uint8Array.from({ length: side * side }, (_, i) => Math.min(255, Math.max(0, value(i % side, Math.floor(i / side)) + 10 * random.normal())));
}
