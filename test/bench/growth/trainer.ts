/** The trainer as the editor runs it, a process of its own, with the time of all that it says. */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultGlobs } from '../../../src/data/globs';
import { type Knowledge, noKnowledge } from '../../../src/shared/project';
import { connect } from '../../../src/shared/rpc';
import { type Listing, type OpenOptions, type Predictions, type TrainerCalls, type TrainerEvents, type TrainerStatus } from '../../../src/shared/trainerContract';
import { peakMemory } from '../../e2e/editor/processes';

const script = fileURLToPath(new URL('../../../dist/trainer.js', import.meta.url));

/** A scoring pass and the judgement after it, ms. */
type Span = readonly [begun: number, ended: number];

export class TrainerRun {
  readonly began = performance.now();
  listing: { readonly at: number; readonly listing: Listing } | null = null;
  /** Times of all predictions, ms since {@link began}. */
  readonly predicted: number[] = [];
  last: Predictions | null = null;
  readonly phases: { readonly at: number; readonly phase: TrainerStatus['phase'] }[] = [];
  readonly speeds: number[] = [];
  private readonly waiting: (() => void)[] = [];

  private constructor(private readonly child: ReturnType<typeof fork>, readonly remote: TrainerCalls) {}

  /** Starts the trainer on a folder of which this is `known`. @throws Error before `npm run build` */
  static async open(folder: string, state: string, known: Knowledge = noKnowledge): Promise<TrainerRun> {
    if (!existsSync(script)) throw new Error('dist/trainer.js is not there: npm run build first');
    const child = fork(script, [], { serialization: 'advanced', execArgv: [] });
    const events: TrainerEvents = {
      listing: listing => { run.listing ??= { at: run.now, listing }; },
      predictions: predictions => {
        run.predicted.push(run.now);
        run.last = predictions;
        for (const done of run.waiting.splice(0)) done();
      },
      duplicates: () => undefined, losses: () => undefined, reconstructions: () => undefined,
      status: ({ phase, imagesPerSecond }) => {
        if (phase !== run.phases.at(-1)?.phase) run.phases.push({ at: run.now, phase });
        if (imagesPerSecond !== null) run.speeds.push(imagesPerSecond);
      },
      log: ({ level, text }) => { if (level !== 'info') console.log(text); },
    };
    const { remote } = connect<TrainerCalls, Record<never, never>, Record<never, never>, TrainerEvents>(
      { post: message => child.send(message as object), listen: receive => child.on('message', receive) },
      { methods: {}, events, onUnknown: text => console.log(text) },
    );
    const run = new TrainerRun(child, remote);
    const options: OpenOptions = { folder, state, include: defaultGlobs.include, exclude: [], engine: 'auto', size: null, seed: 1, threads: 0, anomalyShare: 0.03, watch: false };
    await remote.open(options, known);
    return run;
  }

  get now(): number {
    return performance.now() - this.began;
  }

  /** Resolves with the next predictions. */
  next(): Promise<void> {
    return new Promise(done => this.waiting.push(done));
  }

  /**
   * Milliseconds from the person's decisions to the next predictions, or, with the image `labelled` (a path) that got the one
   * new label, to the first that know it: each label tests what was suggested before it, and others may come meanwhile.
   */
  async answer(knowledge: Knowledge, labelled?: string): Promise<number> {
    const begun = performance.now();
    const index = this.listing?.listing.paths.indexOf(labelled ?? '') ?? -1;
    const known = this.remote.setKnowledge(knowledge);
    do await this.next();
    while (index >= 0 && !this.last?.tests.some(({ image }) => image === index));
    await known;
    return performance.now() - begun;
  }

  /** From the beginning to the end of the first time in a phase. */
  phase(wanted: TrainerStatus['phase']): Span | null {
    const at = this.phases.findIndex(({ phase }) => phase === wanted);
    return at < 0 ? null : [this.phases[at].at, this.phases[at + 1]?.at ?? this.now];
  }

  /** Bytes at most so far. */
  get memory(): number {
    return peakMemory(this.child.pid ?? 0);
  }

  async close(): Promise<void> {
    const gone = new Promise(done => this.child.once('exit', done));
    await this.remote.close();
    await gone;
  }
}
