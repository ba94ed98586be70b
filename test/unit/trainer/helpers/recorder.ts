/** A session whose events are kept, and conditions that can be awaited. */
import { defaultGlobs } from '../../../../src/data/globs';
import { type Knowledge, noKnowledge } from '../../../../src/shared/project';
import { type Duplicates, type Listing, type LogLine, type LossPoint, type OpenOptions, type Predictions, type Reconstructions, type TrainerEvents, type TrainerStatus } from '../../../../src/shared/trainerContract';
import { Session, type SessionOptions } from '../../../../src/trainer/session';

export class Recorder implements TrainerEvents {
  readonly listings: Listing[] = [];
  readonly rankings: Predictions[] = [];
  readonly twins: Duplicates[] = [];
  readonly points: LossPoint[] = [];
  readonly frames: Reconstructions[] = [];
  readonly states: TrainerStatus[] = [];
  readonly lines: LogLine[] = [];
  private waiting: { holds: () => boolean; resolve: () => void }[] = [];

  listing(event: Listing): void { this.keep(this.listings, event); }
  predictions(event: Predictions): void { this.keep(this.rankings, event); }
  duplicates(event: Duplicates): void { this.keep(this.twins, event); }
  losses(event: readonly LossPoint[]): void { for (const point of event) this.keep(this.points, point); }
  reconstructions(event: Reconstructions): void { this.keep(this.frames, event); }
  status(event: TrainerStatus): void { this.keep(this.states, event); }
  log(event: LogLine): void { this.keep(this.lines, event); }

  get lastRanking(): Predictions {
    return this.rankings[this.rankings.length - 1];
  }

  get lastStatus(): TrainerStatus {
    return this.states[this.states.length - 1];
  }

  /** Resolves as soon as the condition holds after an event, or holds already. */
  until(holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise(resolve => this.waiting.push({ holds, resolve }));
  }

  /** Resolves when the session rests. */
  rest(): Promise<void> {
    return this.until(() => this.lastStatus?.phase === 'idle' || this.lastStatus?.phase === 'failed');
  }

  private keep<T>(list: T[], event: T): void {
    list.push(event);
    this.waiting = this.waiting.filter(({ holds, resolve }) => {
      if (!holds()) return true;
      resolve();
      return false;
    });
  }
}

export function openOptions(folder: string, state: string, change: Partial<OpenOptions> = {}): OpenOptions {
  return { folder, state, ...defaultGlobs, engine: 'onnxruntime', size: null, seed: 3, threads: 1, anomalyShare: 0.1, watch: false, ...change };
}

/** Opens a session on a folder; `seen` records what it says. */
export async function open(folder: string, state: string, knowledge: Knowledge = noKnowledge, settings: SessionOptions = {}, change: Partial<OpenOptions> = {}): Promise<{ session: Session; seen: Recorder }> {
  const seen = new Recorder();
  const session = new Session(seen, settings);
  await session.open(openOptions(folder, state, change), knowledge);
  return { session, seen };
}

const colors: Record<string, string> = { disc: '#ff0000', stripe: '#0000ff', other: '#00ff00' };

/** Knowledge in which each path has the label given for it; a class exists when it is named in `classes`. */
export function know(labels: Record<string, string | null>, reviews: Record<string, boolean> = {}, classes = ['disc', 'stripe']): Knowledge {
  const paths = [...new Set([...Object.keys(labels), ...Object.keys(reviews)])];
  return {
    classes: classes.map(id => ({ id, name: id, color: colors[id] ?? '#888888' })),
    decisions: paths.map(path => ({ path, label: labels[path] ?? null, anomalous: reviews[path] ?? null, by: '', at: '' })),
  };
}
