/** Status and losses on their way out, at a rate that a page can draw. */
import { type Phrase, said } from '../shared/phrase';
import { type LossPoint, type TrainerEvents, type TrainerStatus } from '../shared/trainerContract';

const statusInterval = 200;
const lossInterval = 500;

/** The latest status and the losses of the last half second. */
export class Report {
  private status: TrainerStatus = {
    phase: 'starting', message: '', progress: null, step: 0, epoch: 0, epochs: 0,
    imagesPerSecond: null, secondsLeft: null, images: 0, unreadable: 0, engine: null,
  };
  private timer: NodeJS.Timeout | undefined;
  private sent = 0;
  private window: LossPoint[] = [];
  private lossesSent = 0;

  constructor(private readonly events: TrainerEvents) {}

  get phase(): TrainerStatus['phase'] {
    return this.status.phase;
  }

  /** Changes the status; a new phase is sent at once, everything else at most five times a second. */
  set(change: Partial<TrainerStatus>): void {
    const urgent = (change.phase !== undefined && change.phase !== this.status.phase) || (change.message !== undefined && change.message !== this.status.message);
    // What was said of the last phase must not stand beside the next one.
    const cleared = urgent && change.phase !== undefined ? { progress: null, secondsLeft: null, imagesPerSecond: null, message: '', phrase: undefined } : {};
    this.status = { ...this.status, ...cleared, ...change };
    if (urgent) this.send();
    else this.timer ??= setTimeout(() => this.send(), Math.max(0, this.sent + statusInterval - Date.now()));
  }

  /** Adds the losses of a step; what came within half a second is sent as its mean. */
  loss(point: LossPoint): void {
    this.window.push(point);
    if (Date.now() - this.lossesSent >= lossInterval) this.flush();
  }

  /** Sends the losses that are held back. */
  flush(): void {
    if (this.window.length === 0) return;
    this.events.losses([meanOf(this.window)]);
    this.window = [];
    this.lossesSent = Date.now();
  }

  /** Ends in a phase with something to tell a person. */
  tell(phase: TrainerStatus['phase'], phrase: Phrase): void {
    this.set({ phase, message: said(phrase), phrase });
  }

  log(level: 'info' | 'warn' | 'error', text: string): void {
    this.events.log({ level, text });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private send(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.sent = Date.now();
    this.events.status(this.status);
  }
}

function meanOf(points: readonly LossPoint[]): LossPoint {
  const last = points[points.length - 1];
  const mean = (key: keyof LossPoint): number => points.reduce((sum, point) => sum + point[key], 0) / points.length;
  return {
    step: last.step, epoch: last.epoch, total: mean('total'), reconstruction: mean('reconstruction'),
    divergence: mean('divergence'), classification: mean('classification'), consistency: mean('consistency'),
  };
}
