/** One size of the growth table. */
import { PixelCache } from '../../../src/data/pixelCache';
import { defaultGlobs } from '../../../src/data/globs';
import { scanFolder } from '../../../src/data/scan';
import { median } from '../../../src/model/scoring/robust';
import { type Decision, type Knowledge } from '../../../src/shared/project';
import { Random } from '../../../src/shared/random';
import { side } from './folders';
import { TrainerRun } from './trainer';

/** What costs time or memory at one number of images. */
export interface Grown {
  readonly images: number;
  /** Seconds. */
  readonly scan: number;
  readonly decode: number;
  readonly firstRanking: number;
  readonly epoch: number;
  /** Scoring and judging every image. */
  readonly ranking: number;
  /** Second opening: cache read, and from the process's start to the ranking. */
  readonly reopen: number;
  readonly secondRanking: number;
  readonly decodedAgain: number;
  /** Milliseconds to refreshed suggestions, each label. */
  readonly answers: readonly number[];
  readonly megabytes: number;
}

/** Single labels that are timed, after two of each class at once. */
const labels = 20;

/** Opens a folder twice, labels some of its images, and tells what it cost. */
export async function measure(folder: string, state: string, paths: readonly string[]): Promise<Grown> {
  const scans: number[] = [];
  for (let i = 0; i < 3; i++) scans.push(await seconds(() => scanFolder(folder, defaultGlobs)));
  const run = await TrainerRun.open(folder, state);
  await run.next();
  const firstRanking = run.predicted[0] / 1000;
  const decoding = run.phase('decoding') ?? [0, 0];
  const scoring = run.phase('scoring') ?? [0, 0];
  console.log(`${paths.length}: first ranking after ${firstRanking.toFixed(1)} s, ${(run.memory / 1e6).toFixed(0)} MB`);
  const { answers, known } = await label(run, paths);
  const megabytes = run.memory / 1e6;
  const speed = median(run.speeds);
  await run.close();

  const files = await scanFolder(folder, defaultGlobs);
  let decodedAgain = NaN;
  const reopen = await seconds(async () => {
    const cache = await PixelCache.open(state, { size: side, channels: 1 });
    ({ decoded: decodedAgain } = await cache.fill(folder, files));
    await cache.close();
  });
  const again = await TrainerRun.open(folder, state, known);
  await again.next();
  const secondRanking = again.predicted[0] / 1000;
  const peak = Math.max(megabytes, again.memory / 1e6);
  await again.close();
  return {
    images: paths.length, scan: median(scans), decode: (decoding[1] - decoding[0]) / 1000, firstRanking, epoch: paths.length / speed,
    ranking: (run.predicted[0] - scoring[0]) / 1000, reopen, secondRanking, decodedAgain, answers, megabytes: peak,
  };
}

/** Labels some images; the milliseconds of each answer, and what was decided in the end. */
async function label(run: TrainerRun, paths: readonly string[]): Promise<{ answers: number[]; known: Knowledge }> {
  const drawn = new Random(7).shuffle([...paths]);
  const kinds = [...new Set(paths.map(kindOf))].sort();
  const first = kinds.flatMap(kind => drawn.filter(path => kindOf(path) === kind).slice(0, 2));
  const others = drawn.filter(path => !first.includes(path)).slice(0, labels);
  const decided = first.map(decisionOn);
  console.log(`  ${first.length} labels at once: ${(await run.answer(knowledge(kinds, decided))).toFixed(0)} ms`);
  const answers: number[] = [];
  for (const path of others) {
    await new Promise(done => setTimeout(done, 1500));
    decided.push(decisionOn(path));
    answers.push(await run.answer(knowledge(kinds, decided), path));
  }
  console.log(`  one label each: ${answers.map(ms => ms.toFixed(0)).join(' ')} ms; ${(run.memory / 1e6).toFixed(0)} MB`);
  return { answers, known: knowledge(kinds, decided) };
}

function knowledge(kinds: readonly string[], decisions: readonly Decision[]): Knowledge {
  return { classes: kinds.map(name => ({ id: name, name, color: '#888888' })), decisions: [...decisions] };
}

function decisionOn(path: string): Decision {
  return { path, label: kindOf(path), anomalous: null, by: '', at: '' };
}

function kindOf(path: string): string {
  return path.slice(0, path.indexOf('/'));
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}
