/** Suggestions from cached features: `pi` refitted to the labels within a fraction of a second. */
import { type Engine, type Program } from '../engine/engine';
import { changeClasses } from '../model/classes';
import { fitHead, foldedBias, type Head, headFitProgram, type HeadLabels, headScoreProgram } from '../model/headFit';
import { gathered } from '../model/scoring/rows';
import { thinned } from '../model/scoring/tables';
import { group } from '../model/state';
import { type HostTensors, type ProgramSpec } from '../shared/program';
import { type Scored } from './evidence';
import { sameClasses } from './labels';
import { agrees, credible } from './taught';

/** Calls of the fit, of ten gradient steps each. */
const calls = 12;
const learningRate = 0.02;
/** Labelled images in a fit, at most; more would not fit into a second. */
const mostRows = 4096;
/** Images in one call of the head. */
const scoreRows = 512;
/** Compiled programs kept: each number of classes has two, each doubling of the labels one more. */
const mostPrograms = 24;

/** Fits `pi` to labels and gives the probabilities of every image under it; to be kept, since it keeps what it has compiled. */
export class Suggester {
  /** By their shapes, the one used last at the end: to compile takes longer than to fit. */
  private readonly programs = new Map<string, Program>();

  constructor(private readonly engine: Engine) {}

  /**
   * Fits the head of `scored` to `label` (one per row, a place in `classes`; -1: none; `sure`: 1 where it stands whatever the network says), starting
   * from its own `pi` carried over to `classes` (ids). null without classes.
   */
  async fit(scored: Scored, classes: readonly string[], merged: Readonly<Record<string, string>>, label: Int16Array, sure?: Uint8Array): Promise<Head | null> {
    if (classes.length === 0) return null;
    const start = startingHead(scored, classes, merged, label);
    const used = thinned(credible(scored, classes, label, sure), mostRows);
    // What training has learned already generalises better than a refit, which has no augmentation.
    const same = sameClasses(scored.classes, classes);
    if (used.length === 0 || (same && used.every(row => agrees(scored, classes, row, label[row])))) return start;
    return this.descend(start, used, label, gathered(scored.evidence.features, used));
  }

  /** `pi` of every row [N, K] under a head. */
  async probabilities({ evidence: { features, count } }: Scored, { kernel, bias }: Head): Promise<Float32Array> {
    const [hidden, classes] = kernel.shape;
    const program = await this.compiled(headScoreProgram(hidden, classes, scoreRows));
    const result = new Float32Array(count * classes);
    for (let start = 0; start < count; start += scoreRows) {
      const end = Math.min(count, start + scoreRows);
      const data = new Float32Array(scoreRows * hidden);
      data.set(features.block(start, end));
      const out = await program.run({ features: { shape: [scoreRows, hidden], dtype: 'float32', data }, kernel, bias });
      result.set((out.probabilities.data as Float32Array).subarray(0, (end - start) * classes), start * classes);
    }
    return result;
  }

  async dispose(): Promise<void> {
    for (const program of this.programs.values()) await program.dispose();
    this.programs.clear();
  }

  /** Fits a head to the rows `used`, whose `features` these are [M, H], from `start`. */
  private async descend(start: Head, used: readonly number[], label: Int16Array, features: Float32Array): Promise<Head> {
    const rows = Math.max(32, 2 ** Math.ceil(Math.log2(used.length)));
    const [hidden, classes] = start.kernel.shape;
    const program = await this.compiled(headFitProgram(hidden, classes, rows));
    return fitHead(inputs => program.run(inputs), start, labelsOf(hidden, classes, label, used, rows, features), learningRate, calls);
  }

  private async compiled(spec: ProgramSpec): Promise<Program> {
    const key = JSON.stringify([spec.name, spec.inputs]);
    const known = this.programs.get(key);
    if (known) {
      this.programs.delete(key);
      this.programs.set(key, known);
      return known;
    }
    const made = await this.engine.compile(spec);
    // Another call, made in a pause of this one, may have come first; it must not wait for this one.
    const meanwhile = this.programs.get(key);
    if (meanwhile) await made.dispose();
    else this.programs.set(key, made);
    const [oldest] = this.programs;
    if (this.programs.size > mostPrograms) {
      this.programs.delete(oldest[0]);
      await oldest[1].dispose();
    }
    return meanwhile ?? made;
  }
}

/** The class weights of `scored` for other classes; a class that has labels is not held back by its offset. */
function startingHead(scored: Scored, classes: readonly string[], merged: Readonly<Record<string, string>>, label: Int16Array): Head {
  const known = Object.entries(scored.weights).filter(([name]) => /^(pi\/|decoder\/class$|prior\/|encoder\/dense\/bias$|mu\/bias$)/.test(name));
  const state = Object.fromEntries(known.map(([name, tensor]) => [`weights/${name}`, tensor]));
  const weights = group(changeClasses(state, { from: scored.classes, to: classes, merged }), 'weights');
  const labelled = new Set(label);
  const offset = weights['pi/offset'];
  const shown: HostTensors = { ...weights, 'pi/offset': { ...offset, data: Float32Array.from(offset.data, (value, k) => (labelled.has(k) ? 0 : value)) } };
  return { kernel: shown['pi/kernel'], bias: foldedBias(shown) };
}

function labelsOf(hidden: number, classes: number, label: Int16Array, used: readonly number[], rows: number, known: Float32Array): HeadLabels {
  const counts = new Float64Array(classes);
  for (const row of used) counts[label[row]]++;
  const features = new Float32Array(rows * hidden);
  features.set(known);
  const target = new Float32Array(rows * classes);
  const weight = new Float32Array(rows);
  used.forEach((row, j) => {
    target[j * classes + label[row]] = 1;
    // Between every label and every class counting alike.
    weight[j] = 1 / Math.sqrt(counts[label[row]]);
  });
  return {
    features: { shape: [rows, hidden], dtype: 'float32', data: features },
    label: { shape: [rows, classes], dtype: 'float32', data: target },
    weight: { shape: [rows], dtype: 'float32', data: weight },
  };
}
