/**
 * What to label next: images that stand for many others which are not covered by a label and of
 * which the model is unsure (Uncertainty Herding, Bae, Oliveira, Sutherland 2025, arXiv 2412.20644).
 * Without classes everything is equally unsure, and the first images are the typical ones of the
 * largest groups, as TypiClust chooses them (Hacohen, Dekel, Weinshall 2022).
 */
import { Random } from '../../shared/random';
import { nextReasons } from '../../shared/trainerContract';
import { type Decisions, type Evidence, labelledCount } from '../scoring/evidence';
import { type Compile } from '../scoring/neighbours';
import { greedyCoverage, kernelWidth, toKernel } from './coverage';
import { placesOf, squaredDistances } from './space';

/** Images that are chosen from, drawn at random: enough to hold the typical ones of every group, and the cost does not grow with the folder. */
const poolSize = 2048;
/** Labelled images whose surroundings count as known, at most. */
const mostLabelled = 1024;
/** Every so many places in the order goes to an anomalous or a random image in turn, so that nothing is never looked at. */
const every = 10;
/** Least weight of an image the model is sure of: it may be sure and wrong. */
const leastDoubt = 0.02;
/** Margin between the two most probable classes below which doubt is the reason. */
const unsureMargin = 0.5;

export interface NextToLabel {
  /** Rows, best first. */
  readonly order: Int32Array;
  /** Place in {@link nextReasons} for each entry of `order`. */
  readonly reason: Uint8Array;
}

/**
 * The next `length` rows to label, fewer when there are fewer without a label. `evidence` holds
 * calibrated probabilities; `anomaly` [N] the anomaly scores; confirmed anomalies are left out. The
 * same `seed` draws the same images from one label to the next.
 */
export async function nextToLabel(evidence: Evidence, { label, anomalous }: Decisions, anomaly: Float32Array, length: number, compile: Compile, seed: number): Promise<NextToLabel> {
  const drawn = new Random(seed).shuffle(Int32Array.from({ length: evidence.count }, (_, i) => i));
  const open = drawn.filter(i => label[i] < 0 && anomalous[i] !== 1);
  const pool = open.slice(0, poolSize);
  const labelled = drawn.filter(i => label[i] >= 0).slice(0, mostLabelled);
  const { points, width } = placesOf(evidence, Int32Array.of(...pool, ...labelled));
  const bank = points.subarray(0, pool.length * width);
  const between = await squaredDistances(points, bank, width, compile); // [pool + labelled, pool]
  const kernelSize = kernelWidth(between.subarray(0, pool.length ** 2), pool.length);
  const kernel = toKernel(between, kernelSize);
  const covered = new Float32Array(pool.length);
  for (let at = pool.length ** 2; at < kernel.length; at++) covered[at % pool.length] = Math.max(covered[at % pool.length], kernel[at]);
  const margin = Float32Array.from(pool, i => marginOf(evidence, i));
  const chosen = greedyCoverage(kernel.subarray(0, pool.length ** 2), margin.map(m => Math.max(leastDoubt, 1 - m)), covered, length);
  return mixed(chosen.map(j => ({ row: pool[j], reason: margin[j] < unsureMargin && evidence.classes > 1 ? nextReasons.indexOf('uncertain') : nextReasons.indexOf('typical') })),
    strangest(open, anomaly, length), open, labelledCount({ label }), length, seed);
}

/** Probability of the best class less that of the second best, 0-1; 0 with fewer than two classes. */
export function marginOf({ probabilities, classes }: Evidence, row: number): number {
  if (classes < 2) return 0;
  let [first, second] = [0, 0];
  for (let k = 0; k < classes; k++) {
    const p = probabilities[row * classes + k];
    if (p > first) [first, second] = [p, first];
    else if (p > second) second = p;
  }
  return first - second;
}

interface Choice {
  readonly row: number;
  readonly reason: number;
}

/** The chosen rows with a strange or a random one at every tenth place, counted from the first label ever. */
function mixed(chosen: readonly Choice[], strange: Int32Array, open: Int32Array, labelled: number, length: number, seed: number): NextToLabel {
  const random = new Random(seed + labelled);
  const seen = new Set<number>();
  const result: Choice[] = [];
  const best = chosen.values();
  const odd = strange.values();
  const take = (from: Iterator<number>): number | undefined => {
    for (let next = from.next(); !next.done; next = from.next()) if (!seen.has(next.value)) return next.value;
    return undefined;
  };
  const extra = (place: number): Choice | undefined => {
    if (Math.floor(place / every) % 2 === 0) {
      const row = take(odd);
      return row === undefined ? undefined : { row, reason: nextReasons.indexOf('anomalous') };
    }
    const row = open[random.below(open.length)];
    return seen.has(row) ? undefined : { row, reason: nextReasons.indexOf('random') };
  };
  for (let next = best.next(); !next.done && result.length < length;) {
    const place = labelled + result.length;
    const choice = (place % every === every - 1 ? extra(place) : undefined) ?? next.value;
    if (choice === next.value) next = best.next();
    if (seen.has(choice.row)) continue;
    seen.add(choice.row);
    result.push(choice);
  }
  return { order: Int32Array.from(result, ({ row }) => row), reason: Uint8Array.from(result, ({ reason }) => reason) };
}

/** The `length` rows of `open` with the highest anomaly scores, highest first. */
function strangest(open: Int32Array, anomaly: Float32Array, length: number): Int32Array {
  return open.slice().sort((a, b) => (anomaly[b] || 0) - (anomaly[a] || 0)).slice(0, length);
}
