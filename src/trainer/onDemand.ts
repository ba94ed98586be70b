/** What is made only when somebody asks for it: an explanation of one image, images of a class. */
import { type Engine } from '../engine/engine';
import { PersonError } from '../shared/personError';
import { phrase } from '../shared/phrase';
import { type Knowledge } from '../shared/project';
import { type Explanation, type Raster } from '../shared/trainerContract';
import { type Images } from './images';
import { type Judge } from './judge';
import { type Learner } from './learner';
import { explainImages, generateImages, unknownClass } from './rasters';
import { notYet, scoredRow } from './scoredRow';

/** What such answers are made from. */
export interface Sources {
  readonly engine: Engine;
  readonly images: Images;
  /** What the last scoring says; undefined before the engine is open. */
  readonly judge: Judge | undefined;
  readonly learner: Learner | undefined;
  readonly knowledge: Knowledge;
}

/** Why the image at `path` stands where it does in the ranking of `judge`. PersonError when nothing can be said of it. */
export async function explain(engine: Engine, images: Images, judge: Judge | undefined, path: string): Promise<Explanation> {
  const { scored, row, index } = scoredRow(images, judge?.scored, path);
  const verdict = judge?.verdict(row);
  // Between a new listing and its scoring the ranking holds no longer.
  if (!verdict) throw new PersonError(notYet(path), path);
  const { size, channels } = scored.config;
  const bytes = new Uint8Array(size * size * channels);
  await images.read([index], bytes);
  const { nearest, ...rest } = verdict;
  const [seen] = await explainImages(engine, scored, [bytes]);
  return { path, ...seen, ...rest, nearest: nearest.map(i => images.path(i)) };
}

/** `count` images of a class, by what `learner` knows. PersonError without a model or when it does not know the class. */
export async function generate(engine: Engine, learner: Learner | undefined, classId: string, count: number, seed: number, knowledge?: Knowledge): Promise<Raster[]> {
  if (!learner) throw new PersonError(phrase`There is no model yet. Let it train on some images first.`);
  const { config, classes } = learner;
  if (!classes.includes(classId)) throw unknownClass(classId, knowledge);
  return generateImages(engine, { config, classes, weights: await learner.weights() }, classId, count, seed);
}
