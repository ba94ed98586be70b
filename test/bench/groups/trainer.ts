/**
 * The trainer without an editor, on a folder whose subfolders are the classes: time to the first
 * ranking, to refreshed suggestions and until it rests, images per second, memory.
 * Arguments: [--folder DIR] [--labels PER_CLASS].
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultGlobs } from '../../../src/data/globs';
import { median } from '../../../src/model/scoring/robust';
import { PersonError } from '../../../src/shared/personError';
import { type Decision, type Knowledge, noKnowledge } from '../../../src/shared/project';
import { Random } from '../../../src/shared/random';
import { type Listing } from '../../../src/shared/trainerContract';
import { Session } from '../../../src/trainer/session';
import { optionsIn } from '../commandLine';
import { type Figure, figure } from '../figure';

const steel = resolve('../shared/data/x_sdd/images');
/** Labels given one at a time after the first ones, and the pause before each, ms. */
const later = 4;
const pause = 3000;

interface Run {
  readonly session: Session;
  readonly began: number;
  listing: Listing | null;
  readonly speeds: number[];
  /** Called with every new ranking; replaced by who waits for one. */
  onPredictions: () => void;
}

export async function main(args: readonly string[]): Promise<Figure[]> {
  const values = optionsIn(args, { folder: { type: 'string', default: steel }, labels: { type: 'string', default: '10' } });
  if (!existsSync(values.folder)) throw new PersonError(`"${values.folder}" is not there; name a folder with -- --folder`);
  const state = await mkdtemp(join(tmpdir(), 'winnow-bench-'));
  const run = newRun();
  const ofTrainer = (name: string, value: number, unit: string): Figure => figure('trainer', name, value, unit);
  try {
    const first = ranking(run);
    const settled = run.session.idle();
    await run.session.open({ folder: values.folder, state, ...defaultGlobs, engine: 'auto', size: null, seed: 1, threads: 0, anomalyShare: 0.03, watch: false }, noKnowledge);
    await first;
    const figures = [ofTrainer('opening -> first ranking', seconds(run), 's')];
    const chosen = chooseLabels(run.listing!.paths, Number(values.labels) + 1);
    const answers: number[] = [];
    for (let extra = 0; extra <= later; extra++) {
      const answered = ranking(run);
      const asked = performance.now();
      await run.session.setKnowledge(knowledgeOf(chosen, Number(values.labels), extra));
      await answered;
      answers.push(performance.now() - asked);
      await sleep(pause);
    }
    await settled;
    return [
      ...figures,
      ofTrainer('first labels -> suggestions', answers[0], 'ms'),
      ofTrainer('one more label -> suggestions', median(answers.slice(1)), 'ms'),
      ofTrainer('opening -> at rest, with labels', seconds(run), 's'),
      ofTrainer('training', median(run.speeds), 'images/s'),
      ofTrainer('peak memory, bench included', process.resourceUsage().maxRSS / 1000, 'MB'),
    ];
  } finally {
    await run.session.close();
    await rm(state, { recursive: true });
  }
}

function newRun(): Run {
  const session = new Session({
    listing: listing => { run.listing = listing; },
    predictions: () => run.onPredictions(),
    duplicates: () => undefined,
    losses: () => undefined,
    reconstructions: () => undefined,
    status: ({ imagesPerSecond }) => { if (imagesPerSecond !== null) run.speeds.push(imagesPerSecond); },
    log: ({ level, text }) => { if (level !== 'info') console.log(text); },
  });
  const run: Run = { session, began: performance.now(), listing: null, speeds: [], onPredictions: () => undefined };
  return run;
}

/** The next ranking. */
function ranking(run: Run): Promise<void> {
  return new Promise(done => { run.onPredictions = done; });
}

/** `perClass` images of each class, which is the name of the folder that an image lies in. */
function chooseLabels(paths: readonly string[], perClass: number): Map<string, string[]> {
  const classes = new Map<string, string[]>();
  for (const path of new Random(7).shuffle([...paths])) {
    const name = path.split('/').at(-2) ?? '';
    const members = classes.get(name) ?? [];
    if (members.length < perClass) classes.set(name, [...members, path]);
  }
  return new Map([...classes].sort());
}

/** `perClass` labels of each class, and one more of the first `extra` classes. */
function knowledgeOf(chosen: Map<string, string[]>, perClass: number, extra: number): Knowledge {
  const decisions = [...chosen].flatMap(([label, paths], k): Decision[] =>
    paths.slice(0, perClass + (k < extra ? 1 : 0)).map(path => ({ path, label, anomalous: null, by: '', at: '' })));
  return { classes: [...chosen.keys()].map(name => ({ id: name, name, color: '#888888' })), decisions };
}

function seconds({ began }: Run): number {
  return (performance.now() - began) / 1000;
}
