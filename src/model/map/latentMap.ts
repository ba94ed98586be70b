/**
 * The latent space in two dimensions: UMAP of a sample of the images, all others among their nearest
 * neighbours in it. A map that follows another starts from its positions and is aligned to it, so that
 * what a person has found stays where it was.
 */
import { type Random } from '../../shared/random';
import { closest, type Compile, eachDistances } from '../scoring/neighbours';
import { gathered, inMemory, type Rows } from '../scoring/rows';
import { align } from './align';
import { layOut } from './layout';
import { fuzzyGraph } from './fuzzyGraph';
import { principalPlane } from './principal';

/** Neighbours that the layout keeps together (UMAP's default), and those that place an image outside of the sample. */
const neighbours = 15;
const placing = 4;
/** Epochs and step length from scratch, and when the last map is the start. */
const fresh = { epochs: 250, rate: 1 };
const continued = { epochs: 60, rate: 0.25 };
/** Share of the sample that the last map must know to be a start. */
const enoughKnown = 0.5;
/** Deviation of the first axis at the start from scratch. */
const startDeviation = 5;

export interface MapSource {
  /** Means of q(z|x) [N, L]. */
  readonly mu: Rows;
  /** Rows that are laid out, at most a few thousand. */
  readonly sample: Int32Array;
  /** x, y of the last map for each of them [2 S]; NaN: not in it. */
  readonly last: Float32Array;
}

export interface MapLayout {
  /** x, y of every row [2 N]. */
  readonly points: Float32Array;
  /** Whether it started from the last map. */
  readonly continued: boolean;
}

/** `between` is awaited after every epoch: a layout takes seconds, and others may break in. */
export async function latentMap({ mu, sample, last }: MapSource, compile: Compile, random: Random, between: () => Promise<void>): Promise<MapLayout> {
  const fitted = gathered(mu, sample);
  const known = last.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 0.5), 0);
  const goesOn = known > 0 && known >= enoughKnown * sample.length;
  const start = goesOn ? await placed(inMemory(fitted, mu.width), held(last, sample.length), last, compile) : principalPlane(fitted, mu.width, startDeviation);
  if (sample.length > 2) {
    const graph = await fuzzyGraph(fitted, mu.width, Math.min(neighbours, sample.length - 1), compile);
    const epochs = layOut(graph, start, { ...(goesOn ? continued : fresh), random });
    while (!epochs.next().done) await between();
  }
  align(start, last);
  const all = new Float32Array(2 * mu.count).fill(NaN);
  sample.forEach((row, at) => all.set(start.subarray(2 * at, 2 * at + 2), 2 * row));
  return { points: await placed(mu, sample, all, compile), continued: goesOn };
}

/** Places in `last` [2 S] that have coordinates. */
function held(last: Float32Array, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, at) => at).filter(at => !Number.isNaN(last[2 * at]));
}

/** Positions [2 N] in which the rows `fixed` of `points` [N, W] keep theirs and the others come between their nearest of those. */
async function placed(points: Rows, fixed: Int32Array, positions: Float32Array, compile: Compile): Promise<Float32Array> {
  const result = positions.slice();
  await eachDistances(points, gathered(points, fixed), compile, (row, squared) => {
    if (!Number.isNaN(result[2 * row])) return;
    let [x, y, sum] = [0, 0, 0];
    for (const { image, squared: d } of closest(squared, fixed, row, placing)) {
      const weight = 1 / (d + 1e-9);
      x += weight * positions[2 * image];
      y += weight * positions[2 * image + 1];
      sum += weight;
    }
    result[2 * row] = x / sum;
    result[2 * row + 1] = y / sum;
  });
  return result;
}
