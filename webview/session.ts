/** One page's picture of the folder, and everything a person can do to it. The host owns the truth. */
import { type ChosenImages, type HostCalls, type HostEvents, type History, type PageAction, type Snapshot } from '../src/shared/pageContract';
import { appendFrame } from '../src/shared/frames';
import { unpacked } from '../src/shared/listing';
import { messageOf } from '../src/shared/personError';
import { type ImageClass } from '../src/shared/project';
import { type Duplicates, type Listing, type LossPoint, type Predictions, type Reconstructions, type TrainerStatus } from '../src/shared/trainerContract';
import { underThreshold } from '../src/shared/threshold';
import { t } from './l10n';
import { accepting, confirming, labelling, type Outcome, rejecting, reviewing } from './outcome';
import { connectHost } from './rpc';
import { countAll, type Counts } from './store/filter';
import { applyGroups, groupsOf, type PathGroups } from './store/groups';
import { HandThreshold, type Place } from './store/handThreshold';
import { PendingDecisions } from './store/pending';
import { applyDecisions, applyPredictions, type ImageTable, tableOf } from './store/table';

export interface SessionEvents {
  /** Something to draw has changed. */
  change: Event;
  /** The images themselves have changed: indices are new. */
  table: CustomEvent<{ from: ImageTable; to: ImageTable }>;
  act: CustomEvent<PageAction>;
  reveal: CustomEvent<{ path: string }>;
  choose: CustomEvent<ChosenImages>;
  /** The threshold of anomalies was moved, and not by this page. */
  threshold: Event;
  /** Another page has selected these. */
  selected: CustomEvent<readonly string[]>;
  /** Undo or redo was about these. */
  retraced: CustomEvent<readonly string[]>;
}

/** How long a refusal stays on screen, ms. */
const refusalShown = 6000;

const nothingYet: TrainerStatus = {
  phase: 'starting', message: '', progress: null, step: 0, epoch: 0, epochs: 0,
  imagesPerSecond: null, secondsLeft: null, images: 0, unreadable: 0, engine: null,
};

export class Session extends EventTarget {
  readonly host: HostCalls;
  table = tableOf(null);
  classes: readonly ImageClass[] = [];
  /** Under the threshold that is shown. */
  predictions: Predictions | null = null;
  /** As the trainer has told them: another object whenever it has. */
  told: Predictions | null = null;
  losses: readonly LossPoint[] = [];
  frames: readonly Reconstructions[] = [];
  status = nothingYet;
  history: History = { undo: null, redo: null };
  folderUri = '';
  /** The review page's subject. */
  path: string | null = null;
  /** What the gallery was asked to show before it was there. */
  chosen: ChosenImages | null = null;
  /** What was selected elsewhere before the page was there. */
  selected: readonly string[] | null = null;
  ready = false;
  /** Whether the folder has been listed. */
  listed = false;
  saving: ReadonlySet<string> = new Set();
  /** What went wrong last, for a person; null: nothing. */
  error: string | null = null;
  /** Grows whenever an order may have changed: with images, decisions and predictions. */
  revision = 0;
  /** What was done last, for the live region. */
  said = '';
  /** Why the last action did nothing, shown for a while; empty: it did something. */
  refused = '';
  private forgetting?: ReturnType<typeof setTimeout>;
  /** Near duplicates; null: not looked for yet. */
  groups: PathGroups | null = null;
  private predictedPaths: readonly string[] = [];
  private counted?: { readonly revision: number; readonly counts: Counts };
  private readonly pending = new PendingDecisions();
  private readonly hand = new HandThreshold();

  constructor() {
    super();
    // The snapshot holds all that was told before it; one part without the others would show what nobody has decided.
    const events: HostEvents = {
      listing: listing => {
        if (this.ready) this.takeListing(unpacked(listing));
      },
      knowledge: ({ knowledge, history }) => {
        if (!this.ready) return;
        this.history = history;
        this.classes = knowledge.classes;
        this.pending.reset(knowledge.decisions);
        const { place } = this.hand;
        this.hand.reset(knowledge.threshold ?? null);
        this.redecide(true);
        if (this.hand.place !== place) this.dispatchEvent(new Event('threshold'));
      },
      predictions: predictions => {
        if (!this.ready) return;
        this.takePredictions(predictions);
        this.changed();
      },
      duplicates: duplicates => {
        if (!this.ready) return;
        this.takeDuplicates(duplicates);
        this.changed();
      },
      losses: points => {
        this.takeLosses(points);
      },
      reconstructions: frame => {
        this.frames = appendFrame(this.frames, frame);
        this.changed();
      },
      status: status => {
        this.status = status;
        this.changed();
      },
      reveal: ({ path }) => {
        this.path = path;
        this.dispatchEvent(new CustomEvent('reveal', { detail: { path } }));
        this.changed();
      },
      choose: chosen => void this.dispatchEvent(new CustomEvent('choose', { detail: chosen })),
      selected: ({ paths }) => {
        this.selected = paths;
        this.dispatchEvent(new CustomEvent('selected', { detail: paths }));
      },
      retraced: ({ paths, back, what }) => {
        this.say(back ? t('Undone: {0}', what) : t('Redone: {0}', what));
        this.dispatchEvent(new CustomEvent('retraced', { detail: paths }));
      },
      done: ({ what }) => this.say(what),
      act: ({ action }) => void this.dispatchEvent(new CustomEvent('act', { detail: action })),
    };
    this.host = connectHost(events);
  }

  /** Asks for the snapshot; until it is here the page is empty. */
  async start(): Promise<void> {
    const snapshot = await this.attempt(this.host.ready());
    if (snapshot) this.takeSnapshot(snapshot);
  }

  label(paths: readonly string[], classId: string | null): Promise<boolean> {
    return this.carryOut(labelling(this, paths, classId));
  }

  accept(paths: readonly string[]): Promise<boolean> {
    return this.carryOut(accepting(this, paths));
  }

  reject(paths: readonly string[]): Promise<boolean> {
    return this.carryOut(rejecting(this, paths));
  }

  confirmLabels(paths: readonly string[]): Promise<boolean> {
    return this.carryOut(confirming(this, paths));
  }

  review(paths: readonly string[], anomalous: boolean | null): Promise<boolean> {
    return this.carryOut(reviewing(this, paths, anomalous));
  }

  /** How many images each filter would show. Counted once for all that is drawn of a revision: it takes a pass over all images. */
  get counts(): Counts {
    const { revision, table, classes } = this;
    if (this.counted?.revision !== revision) this.counted = { revision, counts: countAll(table, classes) };
    return this.counted.counts;
  }

  /** Paths of images as the predictions number them; those that are gone since are left out. */
  predicted(images: readonly number[]): string[] {
    return images.map(image => this.predictedPaths[image]).filter(path => this.table.indexOf.has(path));
  }

  /** Where the threshold of anomalies was put by hand, or is being; null: it follows the decisions. */
  get threshold(): Place {
    return this.hand.place;
  }

  /** Shows the threshold at a place, for the time being; undefined: no longer. */
  tryThreshold(place: number | undefined): void {
    this.hand.try(place);
    if (this.told) this.takePredictions(this.told);
    this.changed();
  }

  /** Puts the threshold at a place; null: it follows the decisions again. True when it is saved. */
  async setThreshold(place: Place): Promise<boolean> {
    const settle = this.hand.begin(place);
    this.redecide(true);
    const saved = await this.attempt(this.host.setThreshold(place).then(() => true));
    settle(saved === true);
    this.redecide(true);
    return saved === true;
  }

  /** The person scrolls or moves the map. It is no fault of theirs when there is no trainer to tell. */
  inMotion(): void {
    void this.host.inMotion().catch(() => undefined);
  }

  /** Waits for a call of the host; a rejection is shown to the person and gives undefined. */
  async attempt<T>(call: Promise<T>): Promise<T | undefined> {
    try {
      return await call;
    } catch (error) {
      this.fail(messageOf(error, t));
      return undefined;
    }
  }

  fail(message: string): void {
    this.error = message;
    this.changed();
  }

  dismissError(): void {
    this.error = null;
    this.changed();
  }

  /** Tells screen readers; the same words twice are told twice. */
  say(text: string): void {
    this.said = this.said === text ? `${text}\u00a0` : text;
    this.refused = '';
    this.changed();
  }

  /** Says why an action does nothing, for the eye, too. */
  refuse(text: string): void {
    this.say(text);
    this.refused = text;
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => {
      this.refused = '';
      this.changed();
    }, refusalShown);
  }

  /** On screen first, on disk next; true when the images are as the person wants them. */
  private async carryOut(outcome: Outcome): Promise<boolean> {
    if ('nothing' in outcome) {
      if (outcome.refused) this.refuse(outcome.nothing);
      else this.say(outcome.nothing);
      return !outcome.refused;
    }
    const { said, change, tell } = outcome;
    this.say(said);
    this.pending.begin(change);
    this.redecide();
    try {
      await tell(this.host);
      this.pending.settle(change);
      return true;
    } catch (error) {
      this.pending.revert(change);
      this.error = messageOf(error, t);
      return false;
    } finally {
      this.redecide();
    }
  }

  private takeSnapshot({ listing, knowledge, predictions, duplicates, losses, frames, status, folderUri, path, chosen, selected, history }: Snapshot): void {
    this.ready = true;
    this.losses = losses;
    this.frames = frames;
    this.status = status;
    this.folderUri = folderUri;
    this.path = path;
    this.chosen = chosen;
    this.selected = selected;
    this.history = history;
    this.classes = knowledge.classes;
    this.pending.reset(knowledge.decisions);
    this.hand.reset(knowledge.threshold ?? null);
    this.takeListing(listing && unpacked(listing), predictions, duplicates);
  }

  private takeListing(listing: Listing | null, predictions = this.told, duplicates: Duplicates | null = null): void {
    const from = this.table;
    this.listed = listing !== null;
    this.revision++;
    this.table = tableOf(listing);
    applyDecisions(this.table, this.pending.effective(), this.classes);
    if (predictions) this.takePredictions(predictions);
    if (duplicates) this.takeDuplicates(duplicates);
    else if (this.groups) applyGroups(this.table, this.groups);
    this.dispatchEvent(new CustomEvent('table', { detail: { from, to: this.table } }));
    this.changed();
  }

  private takePredictions(predictions: Predictions): void {
    // Those that are known belong to the images that they came for: versions begin anew with every process of the trainer.
    if (predictions !== this.told) {
      if (predictions.listing !== this.table.version) return;
      this.predictedPaths = this.table.paths;
    }
    this.told = predictions;
    this.predictions = underThreshold(predictions, this.hand.place);
    this.revision++;
    applyPredictions(this.table, this.predictions, this.predictedPaths, this.classes);
  }

  /** Those of another listing are from before it or ahead of it: the next ones come by themselves. */
  private takeDuplicates(duplicates: Duplicates): void {
    if (duplicates.listing !== this.table.version) return;
    this.groups = groupsOf(duplicates, this.table.paths);
    this.revision++;
    applyGroups(this.table, this.groups);
  }

  /** Points from the first new step on are replaced: training may go on from an older checkpoint. */
  private takeLosses(points: readonly LossPoint[]): void {
    if (points.length === 0) return;
    this.losses = [...this.losses.filter(({ step }) => step < points[0].step), ...points];
    this.changed();
  }

  /** Shows decisions that have changed; `anew`: classes or the threshold, too. */
  private redecide(anew = false): void {
    applyDecisions(this.table, this.pending.effective(), this.classes);
    if (anew && this.told) this.takePredictions(this.told);
    this.saving = this.pending.saving();
    this.revision++;
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
