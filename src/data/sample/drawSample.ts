/** Draws a folder of pictures of small machine parts, for trying Winnow without images of one's own. */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import sharp from 'sharp';
import { PersonError } from '../../shared/personError';
import { Random } from '../../shared/random';
import { phrase } from '../../shared/phrase';
import { fileError } from '../fileErrors';
import { makeFolder } from '../makeFolder';
import { chooseDefect, type Defect, makeSpecimen } from './defects';
import { makeThing } from './foreign';
import { type Noise, valueNoise } from './noise';
import { type PartName, partNames } from './parts';
import { render } from './render';
import { makeScene } from './scene';

export interface SampleOptions {
  /** Pictures to draw; 600 when left out. */
  readonly count?: number;
  /** The same seed gives the same pictures; 1 when left out. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What lies on the table instead of a part that is as it should be. */
type Oddity = Defect | 'foreign';

interface Planned {
  readonly name: PartName;
  readonly oddity: Oddity | null;
}

/** Side of a picture, pixels. */
const side = 112;
const oddShare = 0.03;
/** Of these, things that are no part; the rest are parts with a defect. */
const foreignShare = 0.5;
/** Pictures that are compressed while the next one is drawn. */
const pending = 4;

/**
 * Draws `part-0001.jpg` and so on, 112 x 112 pixels in colour, and then `truth.csv`
 * (`path,label,anomalous`), which therefore stands only beside a complete sample. Names and order
 * tell nothing of the parts.
 * @throws PersonError when the folder cannot be written; the signal's reason when aborted
 */
export async function drawSample(folder: string, options: SampleOptions = {}): Promise<void> {
  const { count = 600, seed = 1, signal, onProgress } = options;
  if (!Number.isInteger(count) || count < 1 || count > 100_000) throw new PersonError(phrase`The number of sample images is a whole number from 1 to 100000.`);
  const random = new Random(seed);
  const plan = planParts(count, random);
  const seeds = plan.map(() => random.below(2 ** 32));
  const noise = valueNoise(random);
  const digits = Math.max(4, String(count).length);
  const paths = plan.map((_, i) => `part-${String(i + 1).padStart(digits, '0')}.jpg`);
  try {
    await makeFolder(folder);
    await drawParts();
    const truth = plan.map(({ name, oddity }, i) => [paths[i], oddity === 'foreign' ? 'foreign' : name, oddity ? '1' : '0']);
    await writeFile(join(folder, 'truth.csv'), stringify([['path', 'label', 'anomalous'], ...truth], { record_delimiter: '\n' }));
  } catch (error) {
    throw fileError(error, phrase`draw the sample images`, folder);
  }

  async function drawParts(): Promise<void> {
    let next = 0;
    let done = 0;
    const worker = async (): Promise<void> => {
      try {
        for (let i = next++; i < count; i = next++) {
          signal?.throwIfAborted();
          await drawPart(plan[i], seeds[i], noise, join(folder, paths[i]));
          onProgress?.(++done, count);
        }
      } catch (error) {
        next = count;
        throw error;
      }
    };
    // All workers are waited for, so that nothing is written after an error has been reported.
    const results = await Promise.allSettled(Array.from({ length: pending }, worker));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }
}

/** As many of each part as can be, in a random order; a share is odd. */
function planParts(count: number, random: Random): Planned[] {
  const names = random.shuffle(Array.from({ length: count }, (_, i) => partNames[i % partNames.length]));
  const odd = random.shuffle(Array.from(names.keys())).slice(0, Math.round(count * oddShare));
  const oddities = new Map(odd.map((i, at): [number, Oddity] => [i, at < foreignShare * odd.length ? 'foreign' : chooseDefect(names[i], random)]));
  return names.map((name, i) => ({ name, oddity: oddities.get(i) ?? null }));
}

async function drawPart({ name, oddity }: Planned, seed: number, noise: Noise, file: string): Promise<void> {
  const random = new Random(seed);
  const specimen = oddity === 'foreign' ? makeThing(random, noise) : makeSpecimen(name, oddity, noise, random);
  const { pixels, width, height } = render(specimen, makeScene(random, noise), noise, random, side);
  const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
  await writeFile(`${file}.tmp`, bytes);
  await rename(`${file}.tmp`, file);
}
