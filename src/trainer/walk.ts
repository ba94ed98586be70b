/** From one image to another through the latent space: z and class between two ends, decoded. */
import { type Engine } from '../engine/engine';
import { priorMeanOf } from '../model/network';
import { PersonError } from '../shared/personError';
import { phrase } from '../shared/phrase';
import { Random } from '../shared/random';
import { type Raster, type Waypoint } from '../shared/trainerContract';
import { type Model } from './evidence';
import { type Sources } from './onDemand';
import { decodeImages, unknownClass } from './rasters';
import { notLooked, scoredRow } from './scoredRow';

/** A point of the latent space: `z` [L] and `c` [K]. */
interface Place {
  readonly z: Float32Array;
  readonly c: Float32Array;
}

/** `frames` (2 or more) images from one end to the other, both included. PersonError when the model does not know an end. */
export async function walk({ engine, images, judge, learner, knowledge }: Sources, from: Waypoint, to: Waypoint, frames: number): Promise<Raster[]> {
  const scored = judge?.scored;
  const needsImages = 'path' in from || 'path' in to;
  if (needsImages && !scored) throw new PersonError(notLooked);
  if (!scored && !learner) throw new PersonError(phrase`There is no model yet. Let it train on some images first.`);
  const model: Pick<Model, 'config' | 'weights' | 'classes'> = scored && needsImages ? scored : { config: learner!.config, classes: learner!.classes, weights: await learner!.weights() };

  const ofImage = (path: string): Place => {
    const { scored, row } = scoredRow(images, judge?.scored, path);
    const { mu, probabilities, classes: K } = scored.evidence;
    const label = knowledge.decisions.find(decision => decision.path === path)?.label ?? null;
    const known = label === null ? -1 : model.classes.indexOf(label);
    return { z: mu.block(row, row + 1).slice(), c: known >= 0 ? oneHot(known, K) : probabilities.slice(row * K, (row + 1) * K) };
  };
  const ofClass = (classId: string, seed: number): Place => {
    const k = model.classes.indexOf(classId);
    if (k < 0) throw unknownClass(classId, knowledge);
    const random = new Random(seed);
    return { z: priorMeanOf(model.weights, k).map(mean => mean + random.normal()), c: oneHot(k, model.classes.length) };
  };
  const place = (end: Waypoint) => ('path' in end ? ofImage(end.path) : ofClass(end.classId, end.seed));
  return between(engine, model, place(from), place(to), frames);
}

async function between(engine: Engine, model: Pick<Model, 'config' | 'weights'>, from: Place, to: Place, frames: number): Promise<Raster[]> {
  const way = (a: Float32Array, b: Float32Array) => Float32Array.from({ length: frames * a.length }, (_, at) => {
    const share = Math.floor(at / a.length) / (frames - 1);
    return (1 - share) * a[at % a.length] + share * b[at % a.length];
  });
  return decodeImages(engine, model, way(from.z, to.z), way(from.c, to.c), frames);
}

function oneHot(k: number, classes: number): Float32Array {
  return Float32Array.from({ length: classes }, (_, at) => Number(at === k));
}
