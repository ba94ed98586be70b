/** UMAP's layout of a graph in the plane (McInnes, Healy, Melville 2018, arXiv 1802.03426, section 3.2), in steps that can be broken into. */
import { type Random } from '../../shared/random';
import { type FuzzyGraph } from './fuzzyGraph';

/** The curve 1 / (1 + a d^2b) that fits a least distance of 0.1 and a spread of 1. */
const a = 1.577;
const b = 0.895;
const negatives = 5;
/** Largest move along an axis in one step. */
const most = 4;

export interface LayoutOptions {
  readonly epochs: number;
  /** Step length of the first epoch; it falls to 0. 1 for a layout from scratch, less to stay near the start. */
  readonly rate: number;
  readonly random: Random;
}

/** Moves `positions` [2 N], x and y in turn, in place; yields after every epoch. */
export function* layOut({ count, from, to, weight }: FuzzyGraph, positions: Float32Array, { epochs, rate, random }: LayoutOptions): Generator<void> {
  const strongest = weight.reduce((x, y) => Math.max(x, y), 0);
  // An edge takes its turn as often as its weight says.
  const due = weight.map(w => strongest / w);
  const period = due.slice();
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const step = rate * (1 - (epoch - 1) / epochs);
    for (let edge = 0; edge < from.length; edge++) {
      if (due[edge] > epoch) continue;
      due[edge] += period[edge];
      const [i, j] = random.next() < 0.5 ? [from[edge], to[edge]] : [to[edge], from[edge]];
      attract(positions, i, j, step);
      for (let n = 0; n < negatives; n++) repel(positions, i, random.below(count), step);
    }
    yield;
  }
}

function attract(positions: Float32Array, i: number, j: number, step: number): void {
  const dx = positions[2 * i] - positions[2 * j];
  const dy = positions[2 * i + 1] - positions[2 * j + 1];
  const squared = dx * dx + dy * dy;
  if (squared === 0) return;
  const power = squared ** b;
  const pull = (-2 * a * b * power) / squared / (1 + a * power);
  const [x, y] = [step * clip(pull * dx), step * clip(pull * dy)];
  positions[2 * i] += x;
  positions[2 * i + 1] += y;
  positions[2 * j] -= x;
  positions[2 * j + 1] -= y;
}

function repel(positions: Float32Array, i: number, j: number, step: number): void {
  if (i === j) return;
  const dx = positions[2 * i] - positions[2 * j];
  const dy = positions[2 * i + 1] - positions[2 * j + 1];
  const squared = dx * dx + dy * dy;
  const push = (2 * b) / (0.001 + squared) / (1 + a * squared ** b);
  positions[2 * i] += step * clip(push * dx);
  positions[2 * i + 1] += step * clip(push * dy);
}

function clip(move: number): number {
  return move > most ? most : move < -most ? -most : move;
}
