import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import { type Change } from '../data/labels/change';
import { type LabelStore } from '../data/labelStore';
import { appendFrame } from '../shared/frames';
import { type History, type Retraced } from '../shared/pageContract';
import { type Knowledge } from '../shared/project';
import { type Duplicates, type Listing, type LogLine, type LossPoint, type OpenOptions, type Predictions, type Reconstructions, type TrainerEvents, type TrainerStatus } from '../shared/trainerContract';
import { underThreshold } from '../shared/threshold';
import { createClass, type Edit } from './edits';
import { UndoStack } from './history';
import { appendLosses } from './losses';
import { Serial } from './serial';
import { Supervisor } from './supervisor';

/** What a project tells its pages, trees and status bar. */
export interface ProjectEvents {
  listing: [Listing];
  knowledge: [{ knowledge: Knowledge; history: History }];
  /** A step was taken back, or made once more. */
  retraced: [Retraced];
  /** What an edit did, in words, where its author cannot see it image by image. */
  done: [string];
  predictions: [Predictions];
  duplicates: [Duplicates];
  /** New points only. */
  losses: [readonly LossPoint[]];
  /** The latest of the frames. */
  reconstructions: [Reconstructions];
  status: [TrainerStatus];
  log: [LogLine];
  gaveUp: [];
}

export interface ProjectParts {
  readonly store: LabelStore;
  /** Absolute path of the trainer's bundle. */
  readonly script: string;
  /** Read at every start of the trainer. */
  options(): OpenOptions;
}

/**
 * One folder of images: what a person has decided (the store's word is the truth), what the trainer last said,
 * and the history of changes. A change is on disk before it is told to anyone.
 */
export class Project extends EventEmitter<ProjectEvents> {
  readonly trainer: Supervisor;
  listing: Listing | null = null;
  predictions: Predictions | null = null;
  private told: Predictions | null = null;
  /** null: not looked for yet. */
  duplicates: Duplicates | null = null;
  losses: readonly LossPoint[] = [];
  frames: readonly Reconstructions[] = [];
  private readonly stack = new UndoStack<Change>(500_000, ({ decisions }) => 1 + (decisions?.length ?? 0));
  private readonly changes = new Serial();
  private known: Knowledge;
  private indices: ReadonlyMap<string, number> | undefined;

  constructor(private readonly parts: ProjectParts) {
    super();
    this.setMaxListeners(50);
    this.known = parts.store.knowledge();
    this.trainer = new Supervisor({
      script: parts.script,
      options: () => parts.options(),
      knowledge: () => this.known,
      events: this.trainerEvents(),
      gaveUp: () => this.emit('gaveUp'),
    });
  }

  get knowledge(): Knowledge {
    return this.known;
  }

  get history(): History {
    return this.stack.state;
  }

  get status(): TrainerStatus {
    return this.trainer.status;
  }

  /** The listing, once it is what the trainer has found in the folder, and not that of the last session. */
  get scanned(): Listing | null {
    return ['starting', 'scanning', 'failed'].includes(this.status.phase) ? null : this.listing;
  }

  /** Place of an image in the listing; undefined when the folder does not hold it. */
  indexOf(path: string): number | undefined {
    this.indices ??= new Map(this.listing?.paths.map((each, index) => [each, index]));
    return this.indices.get(path);
  }

  /** Saves a person's edit as one step of the history, then tells everyone. Rejects with the store's error, nothing changed. */
  edit(edit: Edit): Promise<void> {
    return this.changes.run(async () => {
      let done = '';
      const { inverse } = await this.parts.store.apply(knowledge => {
        const change = edit.change(knowledge);
        done = edit.done?.(knowledge, change) ?? '';
        return change;
      });
      if (!inverse.classes && !inverse.decisions?.length && inverse.threshold === undefined) return;
      this.stack.push(edit.description, inverse, edit.joins);
      this.publishKnowledge();
      if (done !== '') this.emit('done', done);
    });
  }

  /** Makes a class, by an edit that does so beside other things if one is given; resolves to its id. PersonError when the name is empty or taken. */
  async createClass(name: string, edit = createClass(name)): Promise<string> {
    const known = new Set(this.known.classes.map(({ id }) => id));
    await this.edit(edit);
    const made = this.known.classes.find(({ id, name: each }) => !known.has(id) && each === name.trim().normalize('NFC'));
    return made?.id ?? '';
  }

  /** Resolves to false when there was nothing to undo. */
  undo(): Promise<boolean> {
    return this.step(true, apply => this.stack.undo(apply));
  }

  /** Resolves to false when there was nothing to redo. */
  redo(): Promise<boolean> {
    return this.step(false, apply => this.stack.redo(apply));
  }

  /** Reads the files in `.winnow` again after they were changed from outside. */
  reload(): Promise<void> {
    return this.changes.run(async () => {
      if (await this.parts.store.reload()) this.publishKnowledge();
    });
  }

  /** Forgets every learned weight and trains from scratch. */
  async trainFromScratch(): Promise<void> {
    const trainer = await this.trainer.ready();
    this.losses = [];
    this.frames = [];
    await trainer.restart();
  }

  /** Ends the trainer after its checkpoint. */
  async close(): Promise<void> {
    await this.changes.run(async () => undefined);
    await this.trainer.stop();
    this.removeAllListeners();
  }

  private step(back: boolean, move: (apply: (change: Change) => Promise<Change>) => Promise<boolean>): Promise<boolean> {
    return this.changes.run(async () => {
      let paths: readonly string[] = [];
      const { undo, redo } = this.history;
      const moved = await move(async change => {
        paths = change.decisions?.map(({ path }) => path) ?? [];
        return (await this.parts.store.apply(change)).inverse;
      });
      if (!moved) return false;
      this.publishKnowledge();
      this.emit('retraced', { paths, back, what: (back ? undo : redo) ?? '' });
      return true;
    });
  }

  private publishKnowledge(): void {
    const before = this.known;
    this.known = this.parts.store.knowledge();
    const { threshold, decisions, classes } = this.known;
    if (threshold !== before.threshold) this.showPredictions();
    this.emit('knowledge', { knowledge: this.known, history: this.history });
    // A moved threshold alone is no reason to judge the images anew.
    if (decisions === before.decisions && classes === before.classes) this.trainer.setThreshold(threshold ?? null);
    else this.trainer.tell(this.known);
  }

  /** What the trainer said last, under the threshold that holds now: it may have said so under another. */
  private showPredictions(): void {
    this.predictions = this.told && underThreshold(this.told, this.known.threshold ?? null);
  }

  private trainerEvents(): TrainerEvents {
    return {
      listing: event => {
        // A view into the whole message would take the message along wherever it is sent next.
        // Versions begin anew with every process of the trainer.
        if (this.duplicates && event.version <= this.duplicates.listing) this.duplicates = null;
        if (this.told && event.version <= this.told.listing && !isDeepStrictEqual(event.paths, this.listing?.paths)) this.told = this.predictions = null;
        this.listing = { ...event, modified: event.modified.slice() };
        this.indices = undefined;
        this.emit('listing', this.listing);
      },
      predictions: event => {
        this.told = {
          ...event,
          suggestion: event.suggestion.slice(), confidence: event.confidence.slice(),
          anomaly: event.anomaly.slice(), flagged: event.flagged.slice(),
          next: event.next.slice(), nextReason: event.nextReason.slice(),
          suspects: event.suspects.slice(), suspicion: event.suspicion.slice(), rivals: event.rivals.slice(),
        };
        this.showPredictions();
        if (this.predictions) this.emit('predictions', this.predictions);
      },
      duplicates: event => {
        this.duplicates = { ...event, members: event.members.slice(), sizes: event.sizes.slice() };
        this.emit('duplicates', this.duplicates);
      },
      losses: event => {
        this.losses = appendLosses(this.losses, event);
        this.emit('losses', event);
      },
      reconstructions: event => {
        this.frames = appendFrame(this.frames, event);
        this.emit('reconstructions', event);
      },
      status: event => void this.emit('status', event),
      log: event => void this.emit('log', event),
    };
  }
}
