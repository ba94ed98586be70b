/**
 * The background work on one folder: scan, decode, train, score, publish; and the answers to the
 * calls that come meanwhile. Knows nothing of processes: see main.ts and the command line.
 */
import { lockState, type StateLock } from '../data/stateLock';
import { type Watch, watchFolder } from '../data/watch';
import { messageOf, PersonError } from '../shared/personError';
import { phrase } from '../shared/phrase';
import { type Knowledge } from '../shared/project';
import { type Explanation, type LatentMap, type OpenOptions, type Raster, type TrainerCalls, type TrainerEvents, type Waypoint } from '../shared/trainerContract';
import { NearDuplicates } from './duplicates';
import { Images } from './images';
import { Cartographer } from './map/cartographer';
import { explain, generate } from './onDemand';
import { Report } from './report';
import { Rest } from './rest';
import { type TrainingLimits } from './schedule';
import { similar } from './similar';
import { thumbnailOf, thumbnailPatience, thumbnailsServed } from './thumbnails';
import { walk } from './walk';
import { Work } from './work';

export interface SessionOptions {
  /** Overrides the schedule. */
  readonly limits?: TrainingLimits;
  /** Scores only when training is over: for runs that nobody watches, and the same every time. */
  readonly scoreOnlyAtEnd?: boolean;
  /** Told of a fault of the program, after which nothing goes on. */
  readonly onFault?: (error: unknown) => void;
}

/** One folder, opened once and closed once; every call of the contract may come between. */
export class Session implements TrainerCalls {
  private readonly report: Report;
  private readonly breaks = new Rest();
  private opened: { options: OpenOptions; images: Images; work: Work; duplicates: NearDuplicates; lock: StateLock; cartographer: Cartographer } | null = null;
  private watch: Watch | null = null;
  private running: Promise<void> = Promise.resolve();
  private opening = false;
  private closing = false;
  private failed = false;
  private rescan = true;
  /** The work has had images, or knows that there are none. */
  private taken = false;
  private wake: () => void = () => undefined;
  private readonly idlers: (() => void)[] = [];
  /** Those who asked about images of a ranking from the disk. */
  private readonly curious: (() => void)[] = [];

  constructor(private readonly events: TrainerEvents, private readonly settings: SessionOptions = {}) {
    this.report = new Report(events);
  }

  async open(options: OpenOptions, knowledge: Knowledge): Promise<void> {
    if (this.opening || this.closing) throw new Error('A session opens one folder, once');
    this.opening = true;
    this.report.set({ phase: 'scanning' });
    const lock = await lockState(options.state);
    try {
      // Closed meanwhile: nobody else would let go of the lock.
      if (this.closing) return await lock.release();
      const images = new Images(options.folder, options, options.state);
      const work = new Work(images, options, knowledge, this.events, this.report, this.settings, () => this.closing, () => this.courtesy());
      const duplicates = new NearDuplicates(images, event => this.events.duplicates(event), options.seed);
      const cartographer = new Cartographer(options.state, options.seed, text => this.report.log('warn', text));
      this.opened = { options, images, work, duplicates, lock, cartographer };
    } catch (error) {
      await lock.release();
      throw error;
    }
    this.running = this.run().catch(error => this.fail(error));
  }

  async setKnowledge(knowledge: Knowledge): Promise<void> {
    this.workNow().setKnowledge(knowledge);
    this.stir();
  }

  async setAnomalyShare(share: number): Promise<void> {
    this.workNow().moveThreshold({ share });
    this.stir();
  }

  async setThreshold(byHand: number | null): Promise<void> {
    this.workNow().moveThreshold({ byHand });
    this.stir();
  }

  async rest(milliseconds: number): Promise<void> {
    this.breaks.begin(milliseconds);
  }

  async pause(): Promise<void> {
    this.workNow().paused = true;
    this.stir();
  }

  async resume(): Promise<void> {
    this.workNow().paused = false;
    this.stir();
  }

  async restart(): Promise<void> {
    this.workNow().restart();
    this.stir();
  }

  async explain(path: string): Promise<Explanation> {
    const { engine, images, judge } = (await this.looked()).sources;
    return explain(engine, images, judge, path);
  }

  async thumbnail(path: string, pixels: number): Promise<string> {
    const { options, images } = this.openedNow();
    const index = images.indexOf.get(path);
    if (index === undefined) throw new PersonError(phrase`"${path}" is not in the folder any more.`, path);
    return thumbnailOf(options.folder, path, images.identity(index), options.state, pixels);
  }

  async similar(path: string, count: number): Promise<string[]> {
    const { images, judge } = (await this.looked()).sources;
    return similar(images, judge, path, count);
  }

  async generate(classId: string, count: number, seed: number): Promise<Raster[]> {
    const { engine, learner, knowledge } = this.workNow().sources;
    return generate(engine, learner, classId, count, seed, knowledge);
  }

  async exportModel(file: string): Promise<void> {
    return (await this.looked()).exportModel(file);
  }

  async map(): Promise<LatentMap> {
    const { sources } = await this.looked();
    return this.openedNow().cartographer.map(sources);
  }

  async walk(from: Waypoint, to: Waypoint, frames: number): Promise<Raster[]> {
    return walk((await this.looked()).sources, from, to, frames);
  }

  async close(): Promise<void> {
    this.closing = true;
    this.stir();
    await this.running;
    this.answerCurious();
    const { opened } = this;
    this.opened = null;
    this.report.dispose();
    await this.watch?.close();
    try {
      await opened?.work.close();
      await opened?.images.close();
    } finally {
      await opened?.lock.release();
    }
  }

  /** Files that were decoded since the folder was opened. */
  get decoded(): number {
    return this.opened?.images.decoded ?? 0;
  }

  /** Resolves when there is nothing left to do, also when it failed. */
  idle(): Promise<void> {
    if (this.failed) return Promise.resolve();
    return new Promise(resolve => this.idlers.push(resolve));
  }

  private async run(): Promise<void> {
    const { options, work, duplicates } = this.openedNow();
    await this.recall();
    // Somebody waits for the images, nobody for the engine before they are listed.
    const started = work.start();
    started.catch(() => undefined);
    try {
      while (!this.closing) {
        if (this.rescan) {
          this.rescan = false;
          await this.look(started);
          if (options.watch) this.watch ??= await this.follow(options);
        } else {
          const worked = await work.next();
          if (!worked || work.sources.judge?.scored) this.answerCurious();
          const compared = await duplicates.next();
          if (!worked && !compared) await this.sleep();
        }
        // Calls are answered between two pieces of work, however short those are.
        await new Promise(resolve => setImmediate(resolve));
        await this.courtesy();
      }
    } finally {
      // What still begins must not go on in a state folder that is no longer locked.
      await started.catch(() => undefined);
    }
  }

  /** Shows the images of the last session; a run that nobody watches has no use for them. */
  private async recall(): Promise<void> {
    const { images } = this.openedNow();
    if (!this.settings.scoreOnlyAtEnd && await images.recall()) this.tellListing();
  }

  private tellListing(): void {
    const { images } = this.openedNow();
    this.report.set({ images: images.count, unreadable: images.unreadableCount });
    this.events.listing(images.listing());
  }

  /** Looks for images, and takes them as soon as the work has `started`. */
  private async look(started: Promise<void>): Promise<void> {
    const { images, work, duplicates } = this.openedNow();
    const changed = await images.scan(found => this.report.set({ images: found }));
    if (changed) this.tellListing();
    await started;
    if (!changed && this.taken) return;
    this.taken = true;
    await work.takeImages();
    // A run that nobody watches spares itself what is for those who label.
    if (this.settings.scoreOnlyAtEnd) return;
    duplicates.begin();
    await images.remember().catch((error: unknown) => this.report.log('warn', messageOf(error)));
  }

  private follow(options: OpenOptions): Promise<Watch> {
    const changed = (): void => {
      this.rescan = true;
      this.stir();
    };
    return watchFolder(options.folder, options, changed, { ignore: [options.state], log: text => this.report.log('warn', text) });
  }

  /** What comes before the next piece of work: thumbnails that are waited for, and a person who types or scrolls; `answer`: a decision comes first. */
  private async courtesy(): Promise<'go' | 'answer'> {
    await thumbnailsServed(thumbnailPatience);
    const { work } = this.openedNow();
    let rested = false;
    while (this.breaks.due && !this.hurried && !work.asked) {
      if (!rested) this.report.set({ resting: true });
      rested = true;
      await this.breaks.over();
    }
    if (rested) this.report.set({ resting: false });
    return work.asked ? 'answer' : 'go';
  }

  /** Whether somebody waits for what the present work brings, such as scores from which decisions are answered: it does not rest. */
  private get hurried(): boolean {
    return this.closing || this.rescan || this.curious.length > 0 || !this.openedNow().work.sources.judge?.current;
  }

  /** Something has come that is to be done now. */
  private stir(): void {
    this.wake();
    this.breaks.interrupt();
  }

  private async sleep(): Promise<void> {
    if (this.closing || this.rescan) return;
    const woken = new Promise<void>(resolve => { this.wake = resolve; });
    if (this.opened?.work.urgent) return;
    if (!this.opened?.work.paused) for (const resolve of this.idlers.splice(0)) resolve();
    await woken;
    this.wake = () => undefined;
  }

  private fail(error: unknown): void {
    this.failed = true;
    const person = error instanceof PersonError;
    this.report.log('error', person || !(error instanceof Error) ? messageOf(error) : error.stack ?? error.message);
    this.report.tell('failed', person ? error.phrase : phrase`Training stopped by a fault: ${messageOf(error)}`);
    for (const resolve of this.idlers.splice(0)) resolve();
    this.answerCurious();
    if (!person) this.settings.onFault?.(error);
  }

  private openedNow(): NonNullable<Session['opened']> {
    if (!this.opened) throw new Error('No folder is open');
    return this.opened;
  }

  /** The work, once it has looked at the images that a ranking from the disk shows, or cannot. */
  private async looked(): Promise<Work> {
    const work = this.workNow();
    if (work.remembers && !work.paused && !work.sources.judge?.scored) {
      await new Promise<void>(resolve => {
        this.curious.push(resolve);
        this.breaks.interrupt();
      });
    }
    return work;
  }

  private answerCurious(): void {
    for (const resolve of this.curious.splice(0)) resolve();
  }

  private workNow(): Work {
    return this.openedNow().work;
  }
}
