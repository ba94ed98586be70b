/**
 * A folder of very many images, of which only the decoded pixels are there: a pixel cache in its own format, made
 * of noise. It is trained on, a part of it is scored, and all of it is judged on what was found of the part, over and over.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { open, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Random } from '../../../src/shared/random';
import { side } from './folders';

/** What the process tells at its end: seconds, milliseconds of an answer, megabytes. */
export interface Simulated {
  readonly opening: number;
  readonly imagesPerSecond: number;
  readonly scoredPerSecond: number;
  readonly judging: number;
  readonly answer: number;
  readonly megabytes: number;
}

/** Images of noise that the cache repeats. */
const different = 4096;

/** Memory and speed at `images` images whose cache is made in the folder `state`. */
export async function simulate(images: number, state: string): Promise<Simulated> {
  await makeCache(images, join(state, `pixels-${side}x1`));
  const child = fork(fileURLToPath(new URL('./simulation.ts', import.meta.url)), [state, String(images)], { serialization: 'advanced' });
  const [found] = await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => { throw new Error(`The simulation ended with ${code}`); })]) as [Simulated];
  return found;
}

/** Path, size and time of change of the image at a place. */
export function madeFile(i: number): { path: string; size: number; modified: number } {
  return { path: `camera ${i % 16}/IMG_${String(i).padStart(8, '0')}.png`, size: 4000, modified: 1.7e12 };
}

async function makeCache(images: number, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const random = new Random(1);
  const noise = Uint8Array.from({ length: different * side * side }, () => random.below(256));
  const slots = await open(join(folder, 'slots.bin'), 'w');
  for (let start = 0; start < images; start += different) await slots.write(noise, 0, Math.min(different, images - start) * side * side);
  await slots.close();
  const entries = Array.from({ length: images }, (_, i) => {
    const { path, size, modified } = madeFile(i);
    return [path, size, modified, i];
  });
  await writeFile(join(folder, 'index.json'), JSON.stringify({ version: 1, entries }));
}
