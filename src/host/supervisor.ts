import { messageOf } from '../shared/personError';
import { type Knowledge } from '../shared/project';
import { type LogLine, type OpenOptions, type TrainerCalls, type TrainerEvents, type TrainerStatus } from '../shared/trainerContract';
import { Deaths } from './deaths';
import { t } from './l10n';
import { TrainerProcess } from './trainerProcess';

export interface SupervisorHooks {
  /** Absolute path of the trainer's bundle. */
  readonly script: string;
  options(): OpenOptions;
  knowledge(): Knowledge;
  /** Everything the trainer says; its status carries a note after an unexpected restart. */
  readonly events: TrainerEvents;
  /** The trainer has died too often and stays dead until {@link Supervisor.start}. */
  gaveUp(): void;
}

const starting: TrainerStatus = {
  phase: 'starting', message: '', progress: null, step: 0, epoch: 0, epochs: 0,
  imagesPerSecond: null, secondsLeft: null, images: 0, unreadable: 0, engine: null,
};

/** Keeps a trainer process alive: starts it, restarts it from its last checkpoint when it dies, and gives up in time. */
export class Supervisor {
  private process: TrainerProcess | undefined;
  private paused = false;
  private note = '';
  private last = starting;

  constructor(private readonly hooks: SupervisorHooks, private readonly deaths = new Deaths()) {}

  /** Latest status, also while no process runs. */
  get status(): TrainerStatus {
    return this.last;
  }

  get running(): boolean {
    return this.process !== undefined;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  /** Process id of the running trainer. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** The trainer's methods; null while none runs. */
  get remote(): TrainerCalls | null {
    return this.process?.remote ?? null;
  }

  /** Starts the trainer unless one runs; with `paused` it reads the folder but does not train. */
  start(paused = this.paused): void {
    if (this.process) return;
    this.paused = paused;
    this.deaths.forget();
    this.launch();
  }

  /** Pauses or resumes training; a trainer that had been given up is started again by resuming. */
  async setPaused(paused: boolean): Promise<void> {
    this.paused = paused;
    if (!this.process && !paused) return this.start();
    if (paused) await this.remote?.pause();
    else await this.remote?.resume();
  }

  /** Ends the trainer after its checkpoint and starts it again, for settings that it reads only when it opens. */
  async reopen(): Promise<void> {
    await this.stop();
    this.start();
  }

  async stop(): Promise<void> {
    const { process } = this;
    this.process = undefined;
    await process?.close();
  }

  private launch(): void {
    const current = new TrainerProcess(this.hooks.script, {
      events: { ...this.hooks.events, status: status => this.publish(status), predictions: event => {
        this.note = '';
        this.hooks.events.predictions(event);
      } },
      output: text => this.log('warn', text),
      died: why => {
        if (this.process !== current) return;
        this.process = undefined;
        this.bury(why);
      },
    });
    this.process = current;
    this.log('info', `Trainer started, process ${current.pid}.`);
    this.publish(starting);
    current.remote.open(this.hooks.options(), this.hooks.knowledge()).catch((error: unknown) => {
      if (this.process === current) this.publish({ ...starting, phase: 'failed', message: messageOf(error) });
    });
    if (this.paused) current.remote.pause().catch(() => undefined);
  }

  private bury(why: string): void {
    this.log('error', `The trainer ended unexpectedly: ${why}.`);
    if (this.deaths.record(Date.now()) === 'restart') {
      this.note = t('Training stopped unexpectedly and goes on from the last checkpoint.');
      this.launch();
      return;
    }
    this.note = '';
    this.publish({ ...this.last, phase: 'failed', progress: null, imagesPerSecond: null, secondsLeft: null,
      message: t('The trainer stopped three times within a minute.') });
    this.hooks.gaveUp();
  }

  private publish(status: TrainerStatus): void {
    const message = [status.message, this.note].filter(text => text !== '').join(' ');
    this.last = { ...status, message };
    this.hooks.events.status(this.last);
  }

  private log(level: LogLine['level'], text: string): void {
    this.hooks.events.log({ level, text });
  }
}
