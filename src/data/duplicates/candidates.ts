/**
 * The images whose fingerprints are nearest to each image's, without comparing all with all: images
 * that agree in a dozen randomly drawn bits of their fingerprints meet in a bucket, for many draws
 * (locality-sensitive hashing, Indyk and Motwani 1998).
 */
import { Random } from '../../shared/random';
import { fingerprintLength as length } from './fingerprint';

/** Candidates that an image has, at most. */
export const mostCandidates = 12;
/** Distance of two fingerprints beyond which nothing that is one picture lies. */
const near = 0.42;
/** Draws: a pair at the farthest meets in one of them in 99 of 100 cases. */
const draws = 24;
/** Images that meet in a bucket on average, and with how many of a crowded one each is compared. */
const perBucket = 24;
const mostCompared = 48;
/** Images whose medians are those of all. */
const sample = 4096;
/** Images between two pauses. */
const slice = 256;

export interface Candidates {
  /** The nearest of each image [N, 12], nearest first; -1: there are no more. */
  readonly image: Int32Array;
  /** Their squared distances [N, 12]. */
  readonly squared: Float32Array;
}

/** The candidates of every image by the fingerprints [N, 48]; yields where one may pause. */
export function* candidatesOf(fingerprints: Float32Array, seed: number): Generator<void, Candidates> {
  const count = fingerprints.length / length;
  const random = new Random(seed);
  const bits = aboveMedian(fingerprints, count, random);
  const wanted = Math.max(1, Math.min(14, Math.ceil(Math.log2(Math.max(2, count / perBucket)))));
  const found = { image: new Int32Array(count * mostCandidates).fill(-1), squared: new Float32Array(count * mostCandidates).fill(near * near) };
  yield;
  for (let draw = 0; draw < draws; draw++) {
    const chosen = random.shuffle(Array.from({ length }, (_, k) => k)).slice(0, wanted);
    // In a crowded bucket every draw has other neighbours.
    const visited = random.shuffle(Int32Array.from({ length: count }, (_, i) => i));
    const { order, end } = buckets(bits, visited, chosen);
    yield;
    let bucket = 0;
    for (let at = 0; at < count; at++) {
      while (end[bucket] <= at) bucket++;
      const last = Math.min(end[bucket], at + 1 + mostCompared);
      for (let other = at + 1; other < last; other++) meet(fingerprints, found, order[at], order[other]);
      if (at % slice === slice - 1) yield;
    }
  }
  return found;
}

/** Takes two images into each other's candidates where they are near enough. */
function meet(fingerprints: Float32Array, found: Candidates, a: number, b: number): void {
  const worst = Math.max(found.squared[a * mostCandidates + mostCandidates - 1], found.squared[b * mostCandidates + mostCandidates - 1]);
  const [i, j] = [a * length, b * length];
  let squared = 0;
  for (let k = 0; k < length; k++) {
    squared += (fingerprints[i + k] - fingerprints[j + k]) ** 2;
    if (squared >= worst) return;
  }
  insert(found, a, b, squared);
  insert(found, b, a, squared);
}

function insert({ image, squared }: Candidates, of: number, other: number, distance: number): void {
  const first = of * mostCandidates;
  let at = first + mostCandidates - 1;
  if (distance >= squared[at]) return;
  for (let known = first; known <= at; known++) if (image[known] === other) return;
  for (; at > first && squared[at - 1] > distance; at--) {
    squared[at] = squared[at - 1];
    image[at] = image[at - 1];
  }
  squared[at] = distance;
  image[at] = other;
}

/** 1 where a number of a fingerprint is above its median over a sample of images [N, 48]: each bit halves the images. */
function aboveMedian(fingerprints: Float32Array, count: number, random: Random): Uint8Array {
  const chosen = Int32Array.from({ length: Math.min(count, sample) }, (_, i) => (count <= sample ? i : random.below(count)));
  const median = Float32Array.from({ length }, (_, k) => Float32Array.from(chosen, i => fingerprints[i * length + k]).sort()[chosen.length >> 1]);
  const bits = new Uint8Array(fingerprints.length);
  for (let at = 0; at < bits.length; at++) bits[at] = fingerprints[at] > median[at % length] ? 1 : 0;
  return bits;
}

/** The images `visited`, bucket after bucket; bucket k of those with the same bits `chosen` ends before `end[k]`. */
function buckets(bits: Uint8Array, visited: Int32Array, chosen: readonly number[]): { order: Int32Array; end: Int32Array } {
  const keys = new Int32Array(visited.length);
  for (let at = 0; at < keys.length; at++) for (const k of chosen) keys[at] = 2 * keys[at] + bits[visited[at] * length + k];
  const end = new Int32Array(1 << chosen.length);
  for (const key of keys) end[key]++;
  for (let key = 1; key < end.length; key++) end[key] += end[key - 1];
  const order = new Int32Array(visited.length);
  const next = end.slice();
  for (let at = visited.length - 1; at >= 0; at--) order[--next[keys[at]]] = visited[at];
  return { order, end };
}
