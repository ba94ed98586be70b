/** A trainer session that runs in this process until it has nothing left to do. */
import { defaultGlobs } from '../data/globs';
import { PersonError } from '../shared/personError';
import { said } from '../shared/phrase';
import { type DeviceChoice, type EngineChoice, type Listing, type LossPoint, type Predictions, type TrainerStatus } from '../shared/trainerContract';
import { type TrainingLimits } from '../trainer/schedule';
import { Session } from '../trainer/session';
import { checkPaths, type Labels } from './knowledge';
import { type Printer } from './printer';

export interface RunOptions {
  readonly folder: string;
  readonly state: string;
  readonly labels: Labels;
  readonly limits: TrainingLimits;
  readonly engine: EngineChoice;
  readonly device?: DeviceChoice;
  readonly threads: number;
  readonly size: number | null;
  readonly seed: number;
}

export interface RunResult {
  readonly listing: Listing;
  readonly predictions: Predictions;
  readonly status: TrainerStatus;
  /** Of this run. */
  readonly losses: readonly LossPoint[];
}

const anomalyShare = 0.03;

/** Trains within the limits and scores; `then` may ask the session for more. Rejects with a PersonError when the folder has no readable image, or when it is interrupted (a checkpoint is written first). */
export async function runSession(options: RunOptions, printer: Printer, then: (session: Session, result: RunResult) => Promise<void> = async () => undefined): Promise<RunResult> {
  const { folder, state, labels, limits, engine, device, threads, size, seed } = options;
  let listing: Listing | null = null;
  let predictions: Predictions | null = null;
  let status: TrainerStatus | null = null;
  const losses: LossPoint[] = [];
  let fault: unknown;
  const session = new Session({
    listing: event => {
      // Labels for another folder are told before anything is trained on them.
      if (!listing) checkPaths(labels, event.paths, printer);
      listing = event;
    },
    predictions: event => { predictions = event; },
    losses: event => { losses.push(...event); },
    duplicates: () => undefined,
    reconstructions: () => undefined,
    status: event => {
      status = event;
      show(event, printer);
    },
    log: ({ level, text }) => { if (level === 'warn') printer.warn(text); },
  }, { limits, scoreOnlyAtEnd: true, onFault: error => { fault = error; } });

  let interrupt: () => void = () => undefined;
  const interrupted = new Promise<'interrupted'>(resolve => { interrupt = () => resolve('interrupted'); });
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const { include, exclude } = defaultGlobs;
  try {
    const idle = session.idle();
    await session.open({ folder, state, include, exclude, engine, device, size, seed, threads, anomalyShare, watch: false }, labels.knowledge);
    if (await Promise.race([idle, interrupted]) === 'interrupted') throw new PersonError('Interrupted; what was learned so far is kept.');
    if (fault !== undefined) throw fault;
    const result = checked(listing, predictions, status, losses, folder, printer);
    await then(session, result);
    return result;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await session.close();
    printer.stop();
  }
}

function checked(listing: Listing | null, predictions: Predictions | null, status: TrainerStatus | null, losses: readonly LossPoint[], folder: string, printer: Printer): RunResult {
  if (status?.phase === 'failed') throw new PersonError(status.message);
  if (!listing || !predictions || !status) throw new PersonError(`${status?.message || 'No image was found.'} Name a folder with images: "${folder}"`, folder);
  for (const { path, reason } of listing.unreadable.slice(0, 10)) printer.warn(`"${path}" cannot be read: ${said(reason)}`);
  if (listing.unreadable.length > 10) printer.warn(`${listing.unreadable.length - 10} more images cannot be read.`);
  return { listing, predictions, status, losses };
}

function show({ phase, progress, epoch, imagesPerSecond, secondsLeft }: TrainerStatus, printer: Printer): void {
  if (progress === null || phase === 'idle') return;
  const details = phase === 'training'
    ? [`epoch ${progress < 1 ? epoch + 1 : epoch}`, imagesPerSecond === null ? '' : `${Math.round(imagesPerSecond)} images/s`, secondsLeft === null ? '' : `${Math.ceil(secondsLeft)} s left`]
    : [];
  printer.progress(phase, progress, details.filter(Boolean).join(', '));
}
