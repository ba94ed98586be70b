/** Winnow's model in training and scoring beside the same in other frameworks, in turn, in one command. */
import { availableParallelism } from 'node:os';
import { openEngine } from '../../../src/engine/openEngine';
import { type NetworkConfig } from '../../../src/model/config';
import { initialWeights } from '../../../src/model/network';
import { median } from '../../../src/model/scoring/robust';
import { trainingState } from '../../../src/model/state';
import { trainingProgram } from '../../../src/model/trainingStep';
import { messageOf } from '../../../src/shared/personError';
import { inputsOf } from '../inputs';
import { type Contender, type Contest } from './peers/contender';
import { contenderOf } from './peers/programs';
import { openTfjsWasm } from './peers/tfjsWasm';
import { findPython, howToInstall, openTorch } from './peers/torch';

export const batch = 64;
/** What is measured of everyone before the next one's turn, ms. */
const turn = 400;
/** Of the matrices whose product shows what the machine can do. */
const matrixSide = 1024;
/** Losses and scores of the same numbers in another order of addition differ by less, as a share. */
const agreement = 1e-3;

export function contestOf(config: NetworkConfig): Contest {
  const weights = initialWeights(config, 1);
  return { config, weights, batch, inputs: inputsOf(trainingProgram(config, trainingState(config, weights), batch)) };
}

export interface Contenders {
  /** One for each number of threads. */
  readonly winnow: readonly Contender[];
  readonly torch: readonly Contender[];
  readonly others: readonly Contender[];
}

/** Everyone who is here; who is not is told of on the console, with the reason. */
export async function gather(contest: Contest, threads: readonly number[]): Promise<Contenders> {
  const winnow = await Promise.all(threads.map(async count => contenderOf('Winnow', '', count, (await openEngine('onnxruntime', { threads: count })).engine, contest)));
  const python = findPython();
  if (python === undefined) console.log(howToInstall);
  const torch = python === undefined ? [] : await Promise.all(threads.map(count => openTorch(python, count, contest)));
  const others: Contender[] = [];
  try {
    const { engine, version } = await openTfjsWasm();
    others.push(contenderOf('tfjs wasm', version, 1, engine, contest));
  } catch (error) {
    console.log(`tfjs wasm is left out (npm install --no-save @tensorflow/tfjs-backend-wasm@4.22.0): ${messageOf(error).split('\n')[0]}`);
  }
  const { engine, report } = await openEngine('tensorflow', { threads: 0 });
  if (engine.name === 'tensorflow') others.push(contenderOf('tfjs-node', engine.detail.split(' ').at(-1)!, availableParallelism(), engine, contest));
  else console.log(`tfjs-node is left out: ${report.notUsed.find(({ name }) => name === 'tensorflow')?.why}`);
  return { winnow, torch, others };
}

export type Kind = 'train' | 'score';

export interface Measured {
  /** Median milliseconds of a batch. */
  readonly ms: ReadonlyMap<Contender, number>;
  /** The most floating-point operations a second that anyone reached in products of matrices, by number of threads. */
  readonly limit: ReadonlyMap<number, number>;
}

/**
 * Everyone in turn, `rounds` times, and after each round products of matrices. Throws when one of them does
 * not have Winnow's parameters or does not get Winnow's losses or scores from the first weights.
 */
export async function inTurn(kind: Kind, everyone: readonly Contender[], rounds: number): Promise<Measured> {
  const times = new Map<Contender, number[]>(everyone.map(each => [each, []]));
  // A product in TensorFlow.js is nobody's limit.
  const products = new Map<Contender, number[]>(everyone.filter(({ name, multiply }) => multiply && !name.startsWith('tfjs')).map(each => [each, []]));
  const steps = new Map<Contender, number>();
  const [winnow] = everyone;
  const expected = await start(kind, winnow);
  for (const each of everyone) {
    const found = each === winnow ? expected : await start(kind, each);
    compare(winnow, each, expected, found);
    const [ms] = (await each[kind](1)).ms;
    if (products.has(each)) await each.multiply!(matrixSide, 1);
    steps.set(each, Math.max(1, Math.min(20, Math.round(turn / ms))));
  }
  for (let round = 0; round < rounds; round++) {
    for (const each of everyone) {
      // A step that takes ten turns is measured as well by three of them.
      const slow = times.get(each)!.some(ms => ms > 10 * turn);
      if (slow && round > 2) continue;
      times.get(each)!.push(...(await each[kind](steps.get(each)!)).ms);
    }
    for (const [each, ms] of products) ms.push(...await each.multiply!(matrixSide, 4));
  }
  return { ms: new Map([...times].map(([each, ms]) => [each, median(ms)])), limit: limitOf(products) };
}

function limitOf(products: ReadonlyMap<Contender, readonly number[]>): Map<number, number> {
  const limit = new Map<number, number>();
  for (const [{ threads }, ms] of products) limit.set(threads, Math.max(limit.get(threads) ?? 0, (2 * matrixSide ** 3 * 1000) / median(ms)));
  return limit;
}

/** Numbers that all have to agree on, from the first weights. */
async function start(kind: Kind, contender: Contender): Promise<Record<string, number>> {
  if (kind === 'score') return (await contender.score(2)).sums;
  const { totals } = await contender.train(3);
  return Object.fromEntries(totals.map((total, i) => [`loss of step ${i + 1}`, total]));
}

function compare(winnow: Contender, other: Contender, expected: Record<string, number>, found: Record<string, number>): void {
  if (other.parameters !== winnow.parameters) throw new Error(`${other.name} has ${other.parameters} parameters, not ${winnow.parameters}: it is another network`);
  for (const [name, value] of Object.entries(expected)) {
    if (!(Math.abs(found[name] - value) <= agreement * Math.abs(value))) throw new Error(`${other.name}: ${name} is ${found[name]}, not ${value}: it computes something else`);
  }
}
