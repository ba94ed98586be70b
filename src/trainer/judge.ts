/** Turns what the model says into suggestions and an anomaly ranking for the whole listing. */
import { type Engine } from '../engine/engine';
import { calibrated, type Calibration, meanConfidence, temperatureFor, uncalibrated } from '../model/calibration';
import { type Head } from '../model/headFit';
import { type AnomalyEvidence, anomalyEvidence, type AnomalyScores, type Decisions, type Evidence, labelledCount, likenessToOthers, likenessToReviewed, rankAnomalies, reasonsOf } from '../model/scores';
import { type Explanation, type Predictions } from '../shared/trainerContract';
import { type Scored } from './evidence';
import { type Rejected, sameClasses } from './labels';
import { noQueues, type Queues, queuesOf } from './queues';
import { Suggester } from './suggest';
import { Tested } from './tested';

/** Labels that may come at once and still count as tests of the suggestions. */
const mostAtOnce = 10;

/** The judgement of one scoring pass; asked again whenever decisions change. */
export class Judge {
  private pass: Scored | null = null;
  /** Place in the listing of each image of the pass, by identity. */
  private places: ReadonlyMap<string, number> = new Map();
  private outdated = false;
  /** `pi` as last fitted to the labels. */
  private fitted: Head | null = null;
  /** How sure to be of what the head says: see calibration.ts. */
  calibration: Calibration = uncalibrated;
  private classes: readonly string[] = [];
  /** Calibrated. */
  private probabilities: Float32Array = new Float32Array();
  /** What was said, not calibrated, and the labels that were known. */
  private said: { label: Int16Array; probabilities: Float32Array } | null = null;
  private found: AnomalyEvidence | null = null;
  private scores: AnomalyScores | null = null;
  /** What {@link scores} were made by. */
  private ranked: Decisions | null = null;
  private queues: Queues = noQueues;

  /** Judges of one pass after the other may share a `suggester`; then none of them is to be disposed of, but that. */
  constructor(private readonly engine: Engine, private readonly seed: number, private readonly suggester = new Suggester(engine)) {}

  /** The last complete scoring pass. */
  get scored(): Scored | null {
    return this.pass;
  }

  take(scored: Scored): void {
    this.pass = scored;
    this.places = new Map(scored.identities.map((identity, row) => [identity, scored.rows[row]]));
    this.outdated = false;
    this.found = null;
    this.queues = noQueues;
    this.said = null;
  }

  /** `pi` as last fitted, if that was to `classes` (ids) in this order. */
  headFor(classes: readonly string[]): Head | null {
    return sameClasses(this.classes, classes) ? this.fitted : null;
  }

  /** The listing has changed: rows point to other images until the next pass, and nothing is said meanwhile. */
  outdate(): void {
    this.outdated = true;
  }

  /** Refits the suggestions to the decisions, which are those of `listing` (one per image) with labels that point into `classes`. */
  async suggest(decisions: Decisions, classes: readonly string[], merged: Readonly<Record<string, string>>): Promise<void> {
    const scored = this.current;
    if (!scored) return;
    const { label, sure } = this.ofRows(decisions);
    const tested = scored.tested ?? new Tested();
    this.test(scored, tested, label, classes);
    const head = await this.suggester.fit(scored, classes, merged, label, sure);
    const probabilities = head ? await this.suggester.probabilities(scored, head) : new Float32Array();
    this.fitted = head;
    this.classes = classes;
    const ofNetwork = tested.calibration(classes);
    const temperature = this.temperatureOf(scored, ofNetwork.temperature, probabilities, classes);
    this.calibration = { temperature, uniform: ofNetwork.uniform };
    // As sure as the network is at a temperature of 1: labels test both by one measure.
    const surer = temperature / ofNetwork.temperature;
    this.said = { label, probabilities: surer === 1 ? probabilities : calibrated(probabilities, classes.length, { temperature: surer, uniform: 0 }) };
    this.probabilities = calibrated(probabilities, classes.length, this.calibration);
  }

  /**
   * The network was tested, not a refit of its last layer, which knows some labels by heart: as long as the network has
   * learned the same classes, the refit is no surer in the mean than the network would be.
   */
  private temperatureOf({ classes: learned, evidence }: Scored, tested: number, refitted: Float32Array, classes: readonly string[]): number {
    if (classes.length < 2 || !sameClasses(learned, classes)) return tested;
    return temperatureFor(refitted, classes.length, meanConfidence(evidence.probabilities, classes.length, tested), tested);
  }

  /** Labels that are new since suggestions were last made test those. */
  private test(scored: Scored, tested: Tested, label: Int16Array, classes: readonly string[]): void {
    const { said, classes: { length: K } } = this;
    if (!said || K === 0) return;
    const fresh = Array.from(label.keys()).filter(row => label[row] >= 0 && said.label[row] < 0);
    // So many at once were not looked at one by one: to take suggestions over does not prove them.
    if (fresh.length > mostAtOnce) return;
    const known = labelledCount(said);
    for (const row of fresh) tested.add(scored.identities[row], this.classes, said.probabilities.subarray(row * K, (row + 1) * K), classes[label[row]], known);
  }

  /** Takes into the ranking what decisions say of images that resemble theirs; the rest of the evidence stays as it was gathered. */
  review(decisions: Decisions): void {
    const { evidence, found, seed } = this;
    if (evidence && found) this.found = { ...found, parts: { ...found.parts, likeness: likenessToReviewed(evidence, this.ofRows(decisions), seed) } };
  }

  /** Gathers the evidence against every image anew: after a scoring pass or when suggestions have changed. */
  async weigh(decisions: Decisions): Promise<void> {
    const { evidence } = this;
    if (!evidence) return;
    const ofRows = this.ofRows(decisions);
    this.found = await anomalyEvidence(evidence, ofRows, spec => this.engine.compile(spec), this.seed);
    this.queues = await queuesOf(evidence, ofRows, this.found, spec => this.engine.compile(spec), this.seed);
  }

  /**
   * The predictions for a listing of `count` images; null before the first scoring. `share` of the images is flagged
   * without reviews, unless the threshold was put at a place `byHand`; what is `rejected` is not suggested.
   */
  predict(listing: number, count: number, decisions: Decisions, share: number, rejected: Rejected = new Map(), byHand: number | null = null): Predictions | null {
    const { current: scored, found, classes, probabilities, queues } = this;
    if (!scored || !found) return null;
    const ranked = this.ofRows(decisions);
    const scores = rankAnomalies(found, ranked, share, byHand);
    this.ranked = ranked;
    this.scores = scores;
    const suggestion = new Int16Array(count).fill(-1);
    const confidence = new Float32Array(count);
    const anomaly = new Float32Array(count).fill(NaN);
    const flagged = new Uint8Array(count);
    scored.rows.forEach((i, row) => {
      anomaly[i] = scores.anomaly[row];
      flagged[i] = scores.anomaly[row] >= 0.5 && decisions.anomalous[i] === -1 ? 1 : 0;
      // A single class is no answer to which class it is.
      const best = classes.length < 2 ? -1 : mostProbable(probabilities, row * classes.length, classes.length, rejected.get(i));
      if (best < 0) return;
      suggestion[i] = best;
      confidence[i] = probabilities[row * classes.length + best];
    });
    return {
      listing, step: scored.step, classes, suggestion, confidence, anomaly, flagged,
      threshold: scores.threshold, rule: scores.rule, automatic: scores.automatic,
      ...queues, next: queues.next.map(row => scored.rows[row]), suspects: queues.suspects.map(row => scored.rows[row]),
      tests: scored.tested?.images(identity => this.places.get(identity)) ?? [],
    };
  }

  /** What the ranking knows of a row of the last pass; null while it does not hold for the listing. `nearest` are places in the listing. */
  verdict(row: number): (Pick<Explanation, 'anomaly' | 'reasons'> & { nearest: number[] }) | null {
    const { current: scored, found, scores, ranked, evidence, seed } = this;
    if (!scored || !found || !scores || !ranked || !evidence) return null;
    const perImage = found.nearest.length / scored.rows.length;
    const nearest = Array.from(found.nearest.subarray(row * perImage, (row + 1) * perImage)).filter(other => other >= 0);
    const likeness = ranked.anomalous[row] < 0 ? undefined : likenessToOthers(evidence, ranked, seed, row);
    return { anomaly: scores.anomaly[row], reasons: reasonsOf(found, scores.weights, row, likeness), nearest: nearest.map(other => scored.rows[other]) };
  }

  async dispose(): Promise<void> {
    await this.suggester.dispose();
  }

  /** What the ranking is made from, with one decision a row; null before the first pass. */
  basis(decisions: Decisions): { evidence: Evidence; decisions: Decisions } | null {
    const { evidence } = this;
    return evidence && { evidence, decisions: this.ofRows(decisions) };
  }

  /** The last complete pass over the present listing. */
  get current(): Scored | null {
    return this.outdated ? null : this.pass;
  }

  private get evidence(): Evidence | null {
    const { current: scored, classes, probabilities } = this;
    return scored && { ...scored.evidence, probabilities, classes: classes.length };
  }

  private ofRows({ label, anomalous, sure, defect }: Decisions): Decisions {
    const rows = this.current?.rows ?? [];
    const ofRows = { defect, label: new Int16Array(rows.length), anomalous: new Int8Array(rows.length), ...(sure && { sure: new Uint8Array(rows.length) }) };
    // Every answer waits for this: `from` with a function takes ten times as long.
    for (let row = 0; row < rows.length; row++) {
      ofRows.label[row] = label[rows[row]];
      ofRows.anomalous[row] = anomalous[rows[row]];
      if (sure && ofRows.sure) ofRows.sure[row] = sure[rows[row]];
    }
    return ofRows;
  }
}

/** Place of the largest of `classes` probabilities from `start` beside the `rejected` places; -1: none is left. */
function mostProbable(pi: Float32Array, start: number, classes: number, rejected?: readonly number[]): number {
  let best = -1;
  for (let k = 0; k < classes; k++) if (!rejected?.includes(k) && (best < 0 || pi[start + k] > pi[start + best])) best = k;
  return best;
}
