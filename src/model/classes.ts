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
 * A training state for other classes. A merged class gets the mean of its parts' weights, with
 * log(parts) more bias (log-sum-exp of equal logits), and the mean of their decoder rows and priors; Adam's
 * moments follow their weights. From no class: `pi`, the decoder's rows and the priors start at zero. To no
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
    result[`${prefix}/pi/kernel`] = mapColumns(old('pi/kernel', [hidden, 0]), sources, mean);
    result[`${prefix}/decoder/class`] = mapRows(old('decoder/class', [0, hidden]), sources, mean);
    result[`${prefix}/prior/mean`] = mapRows(old('prior/mean', [0, latent]), sources, mean);
    result[`${prefix}/pi/bias`] = mapRows(old('pi/bias', [0]), sources, parts => mean(parts) + (isWeight && parts.length > 1 ? Math.log(parts.length) : 0));
    if (!isWeight) continue;
    const fresh = from.length > 0 ? newClassOffset : 0;
    result[`${prefix}/pi/offset`] = mapRows(old('pi/offset', [0]), sources, parts => (parts.length > 0 ? Math.min(...parts) : fresh));
  }
  const shares = mapRows(state.classMean ?? filled([0], 0), sources, parts => parts.reduce((a, b) => a + b, 0));
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

function mean(values: number[]): number {
  return values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : 0;
}

/** New rows of [K, …], each computed from the old rows that go into it, element by element. */
function mapRows(tensor: HostTensor, sources: number[][], merge: (parts: number[]) => number): HostTensor {
  const width = tensor.shape.slice(1).reduce((a, b) => a * b, 1);
  const result = filled([sources.length, ...tensor.shape.slice(1)], 0);
  sources.forEach((rows, k) => {
    for (let j = 0; j < width; j++) result.data[k * width + j] = merge(rows.map(row => tensor.data[row * width + j]));
  });
  return result;
}

/** The same for the columns of [H, K]. */
function mapColumns(tensor: HostTensor, sources: number[][], merge: (parts: number[]) => number): HostTensor {
  const [height, width] = tensor.shape;
  const result = filled([height, sources.length], 0);
  for (let i = 0; i < height; i++) {
    sources.forEach((columns, k) => { result.data[i * sources.length + k] = merge(columns.map(column => tensor.data[i * width + column])); });
  }
  return result;
}
