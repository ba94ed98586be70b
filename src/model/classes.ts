/**
 * Classes come and go; every learned weight that still has a meaning stays. A new class takes
 * probability from the old ones even with zero weights, and so would change what the decoder
 * reconstructs from `pi`. It therefore starts with an offset of {@link newClassOffset} below its
 * logit, which training takes away as labels of the class are shown (and not before: a class
 * without any label is never suggested).
 */
import { type HostTensor, type HostTensors } from '../shared/program';
import { filled } from './state';

/** exp(-30) of the probability: beyond the precision of float32. */
export const newClassOffset = 30;

export interface ClassChange {
  /** Ids of the classes the state was trained with, in the order of `pi`. */
  readonly from: readonly string[];
  /** Ids of the classes from now on; a renamed class keeps its id. */
  readonly to: readonly string[];
  /** Old id -> the id it has become a part of. */
  readonly merged?: Readonly<Record<string, string>>;
}

/**
 * A training state for other classes. A merged class gets the mean of its parts' weights, decoder rows and
 * priors, in which a part counts by exp(-offset): what no label was learned of has nothing to say. Its bias is
 * higher by the logarithm of how many count (log-sum-exp of equal logits). Adam's moments follow their weights. From no class: `pi`, the decoder's rows and the priors start at zero. To no
 * class: they are dropped. Throws when the state does not have `from.length` classes.
 */
export function changeClasses(state: HostTensors, change: ClassChange): HostTensors {
  const { from, to } = change;
  const had = state['weights/pi/bias']?.shape[0] ?? 0;
  if (had !== from.length) throw new Error(`The state has ${had} classes, not ${from.length}`);
  const result: HostTensors = Object.fromEntries(Object.entries(state).filter(([name]) => !isOfClasses(name)));
  if (to.length === 0) return result;

  const sources = to.map(id => from.flatMap((old, i) => (target(old, change.merged) === id ? [i] : [])));
  const hidden = state['weights/encoder/dense/bias'].shape[0];
  const latent = state['weights/mu/bias'].shape[0];
  for (const prefix of ['weights', 'average', 'first', 'second']) {
    const isWeight = prefix === 'weights' || prefix === 'average';
    const old = (name: string, shape: number[]) => state[`${prefix}/${name}`] ?? filled(shape, 0);
    const offset = (state[isWeight ? `${prefix}/pi/offset` : 'weights/pi/offset'] ?? filled([from.length], 0)).data;
    const counts = sources.map(parts => parts.map(i => Math.exp(Math.min(...parts.map(j => offset[j])) - offset[i])));
    result[`${prefix}/pi/kernel`] = mapColumns(old('pi/kernel', [hidden, 0]), sources, (parts, k) => mean(parts, counts[k]));
    result[`${prefix}/decoder/class`] = mapRows(old('decoder/class', [0, hidden]), sources, (parts, k) => mean(parts, counts[k]));
    result[`${prefix}/prior/mean`] = mapRows(old('prior/mean', [0, latent]), sources, (parts, k) => mean(parts, counts[k]));
    result[`${prefix}/pi/bias`] = mapRows(old('pi/bias', [0]), sources, (parts, k) => mean(parts, counts[k]) + (isWeight && parts.length > 1 ? Math.log(sum(counts[k])) : 0));
    if (!isWeight) continue;
    const fresh = from.length > 0 ? newClassOffset : 0;
    result[`${prefix}/pi/offset`] = mapRows(old('pi/offset', [0]), sources, parts => (parts.length > 0 ? Math.min(...parts) : fresh));
  }
  const shares = mapRows(state.classMean ?? filled([0], 0), sources, sum);
  let total = 0;
  for (const share of shares.data) total += share;
  if (Math.abs(total - 1) < 1e-4) result.classMean = shares;
  else result.classMean = total > 0 ? { ...shares, data: Float32Array.from(shares.data, share => share / total) } : filled([to.length], 1 / to.length);
  return result;
}

function isOfClasses(name: string): boolean {
  return name === 'classMean' || /^[a-z]+\/(pi\/|decoder\/class$|prior\/)/.test(name);
}

function target(id: string, merged: ClassChange['merged']): string {
  let last = id;
  for (const seen = new Set<string>(); merged?.[last] !== undefined && !seen.has(last);) {
    seen.add(last);
    last = merged[last];
  }
  return last;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** The mean of `values`, each of which counts as much as `counts` says; 0 of none. */
function mean(values: readonly number[], counts: readonly number[]): number {
  return values.length > 0 ? sum(values.map((value, i) => value * counts[i])) / sum(counts) : 0;
}

/** New rows of [K, …], each computed from the old rows that go into it, element by element. */
function mapRows(tensor: HostTensor, sources: number[][], merge: (parts: number[], k: number) => number): HostTensor {
  const width = tensor.shape.slice(1).reduce((a, b) => a * b, 1);
  const result = filled([sources.length, ...tensor.shape.slice(1)], 0);
  sources.forEach((rows, k) => {
    for (let j = 0; j < width; j++) result.data[k * width + j] = merge(rows.map(row => tensor.data[row * width + j]), k);
  });
  return result;
}

/** The same for the columns of [H, K]. */
function mapColumns(tensor: HostTensor, sources: number[][], merge: (parts: number[], k: number) => number): HostTensor {
  const [height, width] = tensor.shape;
  const result = filled([height, sources.length], 0);
  for (let i = 0; i < height; i++) {
    sources.forEach((columns, k) => { result.data[i * sources.length + k] = merge(columns.map(column => tensor.data[i * width + column]), k); });
  }
  return result;
}
