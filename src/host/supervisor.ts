import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, PersonError } from '../shared/personError';
import { said } from '../shared/phrase';
import { type Knowledge } from '../shared/project';
import { type LogLine, type OpenOptions, type TrainerCalls, type TrainerEvents, type TrainerStatus } from '../shared/trainerContract';
import { Deaths } from './deaths';
import { Deferred } from './deferred';
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

/** How often a folder that another process still has is tried before a person is told, half a second apart. */
const quickAttempts = 12;

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
  private opened: Deferred = new Deferred();

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

  /**
   * The trainer's methods, as soon as it has opened the folder. Rejects when it dies before, when the folder cannot be
   * opened (PersonError), and when no trainer runs.
   */
  async ready(): Promise<TrainerCalls> {
    const { process } = this;
    if (!process) throw new Error(t('The trainer does not run.'));
    await this.opened.promise;
    return process.remote;
  }

  /** Tells the trainer all that is known; one that has not opened its folder yet is told when it has. */
  tell(knowledge: Knowledge): void {
    if (this.opened.resolved) this.call(trainer => trainer.setKnowledge(knowledge));
  }

  /** Moves the threshold that holds while nothing has been reviewed; `share` is 0-1. */
  setAnomalyShare(share: number): void {
    if (this.opened.resolved) this.call(trainer => trainer.setAnomalyShare(share));
  }

  /** Moves the threshold by hand (a place), or gives it back to the decisions (null). */
  setThreshold(byHand: number | null): void {
    if (this.opened.resolved) this.call(trainer => trainer.setThreshold(byHand));
  }

  /** Has training leave the processor to the editor for so many milliseconds. */
  rest(milliseconds: number): void {
    if (this.opened.resolved) this.call(trainer => trainer.rest(milliseconds));
  }

  /** Starts the trainer unless one runs; with `paused` it reads the folder but does not train. */
  start(paused = this.paused): void {
    if (this.process) return;
    this.paused = paused;
    this.deaths.forget();
    this.launch();
  }

  /** Pauses or resumes training; one that has failed is started again by resuming. */
  async setPaused(paused: boolean): Promise<void> {
    this.paused = paused;
    if (!paused && (!this.process || this.last.phase === 'failed')) return this.reopen();
    const trainer = await this.ready();
    await (paused ? trainer.pause() : trainer.resume());
  }

  /** Ends the trainer after its checkpoint and starts it again, for settings that it reads only when it opens. */
  async reopen(): Promise<void> {
    await this.stop();
    this.start();
  }

  async stop(): Promise<void> {
    const { process } = this;
    this.process = undefined;
    this.opened.resolved = false;
    this.opened.reject(new Error(t('The trainer has been stopped.')));
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
        this.opened.resolved = false;
        this.opened.reject(new Error(t('The trainer has ended ({0}).', why)));
        this.bury(why);
      },
    });
    this.process = current;
    this.log('info', `Trainer started, process ${current.pid}.`);
    this.publish(starting);
    this.opened = new Deferred();
    void this.open(current);
  }

  /** Opens the folder; while another process has its state, such as this window's last trainer after a reload, it tries again. */
  private async open(current: TrainerProcess): Promise<void> {
    for (let attempt = 1; this.process === current; attempt++) {
      const options = this.hooks.options();
      const knowledge = this.hooks.knowledge();
      try {
        await current.remote.open(options, knowledge);
        this.opened.resolve();
        if (this.paused) this.call(trainer => trainer.pause());
        if (this.hooks.knowledge() !== knowledge) this.tell(this.hooks.knowledge());
        return;
      } catch (error) {
        if (this.process !== current) return;
        const taken = error instanceof PersonError && error.path === options.state;
        if (!taken || attempt > quickAttempts) {
          this.opened.reject(error instanceof Error ? error : new Error(String(error)));
          // Who asks from now on waits for the next attempt, if there is one.
          if (taken) this.opened = new Deferred();
          this.publish({ ...starting, phase: 'failed', message: messageOf(error, t) });
        }
        if (!taken) return;
        await sleep(attempt > quickAttempts ? 10_000 : 500);
      }
    }
  }

  private call(run: (trainer: TrainerCalls) => Promise<void>): void {
    const { process } = this;
    if (process) run(process.remote).catch((error: unknown) => this.log('warn', messageOf(error)));
  }

  private bury(why: string): void {
    this.log('error', `The trainer ended unexpectedly: ${why}.`);
    if (this.deaths.record(Date.now()) === 'restart') {
      this.note = t('Training stopped unexpectedly and goes on from the last checkpoint.');
      this.launch();
      return;
    }
    this.note = '';
    this.publish({ ...this.last, phrase: undefined, phase: 'failed', progress: null, imagesPerSecond: null, secondsLeft: null,
      message: t('The trainer stopped three times within a minute.') });
    this.hooks.gaveUp();
  }

  private publish(status: TrainerStatus): void {
    const told = status.phrase ? said(status.phrase, t) : status.message;
    const message = [told, this.note].filter(text => text !== '').join(' ');
    this.last = { ...status, message };
    this.hooks.events.status(this.last);
  }

  private log(level: LogLine['level'], text: string): void {
    this.hooks.events.log({ level, text });
  }
}
