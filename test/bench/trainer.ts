/**
 * The trainer without an editor, on a folder whose subfolders are the classes: seconds to the first
 * ranking, milliseconds to refreshed suggestions, images per second, peak memory, accuracy of the
 * suggestions with ten labels a class, and how a class made rare stands in the anomaly ranking.
 * Arguments: [--folder DIR] [--rare CLASS] [--labels PER_CLASS] [--only labels|anomalies].
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultGlobs } from '../../src/data/globs';
import { type Decision, type Knowledge, noKnowledge } from '../../src/shared/project';
import { Random } from '../../src/shared/random';
import { type Listing, type Predictions, type TrainerStatus } from '../../src/shared/trainerContract';
import { Session } from '../../src/trainer/session';

const steel = resolve('../shared/data/x_sdd/images');

interface Run {
  readonly session: Session;
  readonly began: number;
  listing: Listing | null;
  predictions: Predictions | null;
  status: TrainerStatus | null;
  speeds: number[];
  onPredictions: (predictions: Predictions) => void;
}

export async function main(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: { folder: { type: 'string', default: steel }, rare: { type: 'string', default: 'slag inclusion' }, labels: { type: 'string', default: '10' }, only: { type: 'string' } },
  });
  if (!existsSync(values.folder)) throw new Error(`"${values.folder}" is not there; name a folder with --folder`);
  const figures: Record<string, unknown> = {};
  if (values.only !== 'anomalies') Object.assign(figures, await labels(values.folder, Number(values.labels)));
  if (values.only !== 'labels') Object.assign(figures, await anomalies(values.folder, values.rare));
  figures.peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`peak memory (bench included): ${String(figures.peakMegabytes)} MB`);
  return figures;
}

async function labels(folder: string, perClass: number): Promise<Record<string, unknown>> {
  return withSession(folder, [], async run => {
    await first(run);
    const secondsToRanking = seconds(run);
    console.log(`first ranking after ${secondsToRanking.toFixed(1)} s, ${run.predictions?.step} steps`);
    const { paths } = run.listing as Listing;
    const chosen = chooseLabels(paths, perClass + 1);
    const answers: number[] = [];
    for (let extra = 0; extra <= 4; extra++) {
      const answered = next(run);
      const asked = Date.now();
      await run.session.setKnowledge(knowledgeOf(chosen, perClass, extra));
      await answered;
      answers.push(Date.now() - asked);
      console.log(`suggestions ${answers[extra]} ms after labels; ${accuracyText(run, chosen)}`);
      await new Promise(done => setTimeout(done, 3000));
    }
    run.onPredictions = () => console.log(`${seconds(run).toFixed(0)} s, step ${run.predictions?.step}: ${accuracyText(run, chosen)}`);
    await run.session.idle();
    const accuracy = accuracyOf(run, chosen);
    const imagesPerSecond = median(run.speeds);
    console.log(`settled after ${seconds(run).toFixed(0)} s: accuracy on the rest ${(100 * accuracy).toFixed(1)} %; ${imagesPerSecond.toFixed(0)} images/s`);
    return { secondsToRanking, answers, accuracy, imagesPerSecond, secondsToSettle: seconds(run) };
  });
}

async function anomalies(folder: string, rare: string): Promise<Record<string, unknown>> {
  const all = await withSession(folder, [], async run => {
    while (!run.listing) await new Promise(done => setTimeout(done, 20));
    return run.listing.paths;
  });
  const members = new Random(1).shuffle(all.filter(path => classOf(path) === rare));
  const keep = Math.round((0.03 / 0.97) * (all.length - members.length));
  return withSession(folder, members.slice(keep), async run => {
    await first(run);
    run.onPredictions = () => console.log(`${seconds(run).toFixed(0)} s, step ${run.predictions?.step}: ${rankText(run, rare)}`);
    run.onPredictions(run.predictions as Predictions);
    await run.session.idle();
    const unlabelled = rankOf(run, rare);
    console.log('with 10 labels of each other class:');
    const chosen = chooseLabels((run.listing as Listing).paths.filter(path => classOf(path) !== rare), 10);
    await run.session.setKnowledge(knowledgeOf(chosen, 10, 0));
    await run.session.idle();
    return { rare, unlabelled, labelled: rankOf(run, rare) };
  });
}

async function withSession<T>(folder: string, exclude: readonly string[], use: (run: Run) => Promise<T>): Promise<T> {
  const state = await mkdtemp(join(tmpdir(), 'winnow-bench-'));
  const session = new Session({
    listing: listing => { run.listing = listing; },
    predictions: predictions => {
      run.predictions = predictions;
      run.onPredictions(predictions);
    },
    duplicates: () => undefined,
    losses: () => undefined,
    reconstructions: () => undefined,
    status: status => {
      run.status = status;
      if (status.imagesPerSecond !== null) run.speeds.push(status.imagesPerSecond);
    },
    log: ({ level, text }) => { if (level !== 'info') console.log(text); },
  });
  const run: Run = { session, began: Date.now(), listing: null, predictions: null, status: null, speeds: [], onPredictions: () => undefined };
  try {
    const escaped = exclude.map(path => path.replace(/[[\](){}!*?@+]/g, '\\$&'));
    await session.open({ folder, state, include: defaultGlobs.include, exclude: escaped, engine: 'auto', size: null, seed: 1, threads: 0, anomalyShare: 0.03, watch: false }, noKnowledge);
    return await use(run);
  } finally {
    await session.close();
    await rm(state, { recursive: true });
  }
}

async function first(run: Run): Promise<void> {
  if (!run.predictions) await next(run);
}

function next(run: Run): Promise<void> {
  return new Promise(done => {
    run.onPredictions = () => {
      run.onPredictions = () => undefined;
      done();
    };
  });
}

/** The class of an image is the name of its folder. */
function classOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}

function chooseLabels(paths: readonly string[], perClass: number): Map<string, string[]> {
  const classes = new Map<string, string[]>();
  for (const path of new Random(7).shuffle([...paths])) {
    const members = classes.get(classOf(path)) ?? [];
    if (members.length < perClass) classes.set(classOf(path), [...members, path]);
  }
  return new Map([...classes].sort());
}

/** `perClass` labels of each class, and one more of the first `extra` classes. */
function knowledgeOf(chosen: Map<string, string[]>, perClass: number, extra: number): Knowledge {
  const decisions = [...chosen].flatMap(([label, paths], k): Decision[] =>
    paths.slice(0, perClass + (k < extra ? 1 : 0)).map(path => ({ path, label, anomalous: null, by: '', at: '' })));
  return { classes: [...chosen.keys()].map(name => ({ id: name, name, color: '#888888' })), decisions };
}

function accuracyOf({ listing, predictions }: Run, chosen: Map<string, string[]>): number {
  const labelled = new Set([...chosen.values()].flat());
  const { paths } = listing as Listing;
  const { classes, suggestion } = predictions as Predictions;
  const rest = paths.flatMap((path, i) => (labelled.has(path) ? [] : [classes[suggestion[i]] === classOf(path) ? 1 : 0]));
  return rest.reduce<number>((sum, hit) => sum + hit, 0) / rest.length;
}

function accuracyText(run: Run, chosen: Map<string, string[]>): string {
  return `accuracy ${(100 * accuracyOf(run, chosen)).toFixed(1)} %`;
}

/** AUROC of a class against the others by anomaly score, and its share among as many first places as it has images. */
function rankOf({ listing, predictions }: Run, rare: string): { auroc: number; precision: number; images: number } {
  const { paths } = listing as Listing;
  const order = [...paths.keys()].sort((a, b) => (predictions as Predictions).anomaly[b] - (predictions as Predictions).anomaly[a]);
  const images = paths.filter(path => classOf(path) === rare).length;
  let above = 0;
  let pairs = 0;
  for (const i of order) {
    if (classOf(paths[i]) === rare) above++;
    else pairs += above;
  }
  const hits = order.slice(0, images).filter(i => classOf(paths[i]) === rare).length;
  return { auroc: pairs / (images * (paths.length - images)), precision: hits / images, images };
}

function rankText(run: Run, rare: string): string {
  const { auroc, precision, images } = rankOf(run, rare);
  return `AUROC ${auroc.toFixed(3)}, ${(100 * precision).toFixed(0)} % of the first ${images} are "${rare}"`;
}

function seconds({ began }: Run): number {
  return (Date.now() - began) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
