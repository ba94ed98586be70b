/** What the labels say of other images of the folder, as the network sees them now: targets beside its own guesses. */
import { doubted } from '../model/doubt';
import { type Decisions } from '../model/scores';
import { type Compile } from '../model/scoring/neighbours';
import { gathered } from '../model/scoring/rows';
import { standardised } from '../model/scoring/tables';
import { neighbourGraph, type Pause, reachOf, spreadLabels } from '../model/spreading';
import { scoreImages, type Scored } from './evidence';
import { type ImageSource, partOf } from './imageSource';
import { interruptible } from './interruptible';
import { type Learner } from './learner';

/** Probabilities of the classes [K] by image, all zero where no label reaches it; only of the images that were drawn. */
export type Hints = ReadonlyMap<number, Float32Array>;

export interface Said {
  readonly hints: Hints;
  /** How many images the label of an image speaks for, of those that were looked at. */
  readonly reach: ReadonlyMap<number, number>;
  /** Labelled images whose label all others contradict, and no person has confirmed; they have hints instead. */
  readonly doubted: readonly number[];
}

export const noHints: Hints = new Map();
export const nothingSaid: Said = { hints: noHints, reach: new Map(), doubted: [] };

/** Shares of a training at which hints are made anew, of other images each time; at 0 only where something is learned already. */
export const hintsAt = [0, 0.3, 0.5, 0.7, 0.85];
/** Steps before which the features say too little. */
const leastSteps = 100;
/** Images that get hints, and labelled ones that give them, at most: the graph costs their square. */
const mostHinted = 6144;
const mostLabelled = 2048;

/** Whether hints help this learner: it has classes to choose from and learns from its own guesses. */
export function takesHints({ config, method, step }: Learner): boolean {
  return config.classes > 1 && method.training.consistency && step >= leastSteps;
}

/**
 * Hints for images without a label and for those whose label is doubted, drawn by the learner's seed; labels
 * that are `doubted` already are looked at again. null when `between` said stop. It is asked every few milliseconds.
 */
export async function hintsFor(
  learner: Learner, images: ImageSource, decisions: Decisions, between: () => Promise<'go' | 'stop'>, doubtedBefore: readonly number[] = [],
): Promise<Said | null> {
  const { engine, classes, config, step, random } = learner;
  const { label, anomalous } = decisions;
  const before = new Set(doubtedBefore);
  const drawn = (wanted: (i: number) => boolean, most: number) => random.shuffle(images.readable.filter(wanted)).slice(0, most);
  const again = images.readable.filter(i => before.has(i) && label[i] >= 0);
  const labelled = [...again, ...drawn(i => label[i] >= 0 && !before.has(i), Math.max(0, mostLabelled - again.length))];
  const others = drawn(i => label[i] < 0 && anomalous[i] !== 1, mostHinted);
  if (labelled.length === 0) return nothingSaid;
  const scored = await scoreImages(engine, { weights: await learner.weights(), config, classes, step }, partOf(images, [...labelled, ...others]), null, between);
  if (!scored) return null;
  try {
    return await saidBy(scored, decisions, learner, async () => { if (await between() === 'stop') throw new Stopped(); });
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}

class Stopped extends Error {}

/** What the labels among the rows of a scoring pass say of its other rows, and of each other. */
async function saidBy(scored: Scored, { label, sure }: Decisions, { engine, random }: Learner, pause: Pause): Promise<Said> {
  const { rows, classes: { length: classes }, evidence: { features, count } } = scored;
  const shared = interruptible(engine, pause);
  const compile: Compile = spec => shared.compile(spec);
  const all = Int32Array.from({ length: count }, (_, i) => i);
  const points = standardised(gathered(features, all), features.width, all);
  const graph = await neighbourGraph(points, features.width, compile);
  const known = Int16Array.from(rows, i => label[i]);
  const against = (await doubted(graph, known, classes, random, pause)).filter(place => sure?.[rows[place]] !== 1);
  for (const place of against) known[place] = -1;
  const reaches = await reachOf(points, features.width, known, compile);
  const said = await spreadLabels(graph, known, classes, pause, reaches);
  const hints = new Map<number, Float32Array>();
  const reach = new Map<number, number>();
  rows.forEach((image, row) => {
    if (known[row] < 0) hints.set(image, said.subarray(row * classes, (row + 1) * classes));
    else reach.set(image, reaches[row]);
  });
  return { hints, reach, doubted: against.map(place => rows[place]) };
}
