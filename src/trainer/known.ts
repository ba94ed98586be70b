/** A person's decisions on the images of one folder: the present ones, and what became of classes that are gone. */
import { type Decisions } from '../model/scores';
import { type Knowledge } from '../shared/project';
import { type Images } from './images';
import { classesFor, decisionsOf, digestOf, labelsOf, mergedClasses, type Rejected, rejectedOf } from './labels';

export class Known {
  /** Classes that were merged into another since the network last took over its classes: old id -> new id. */
  merged: Readonly<Record<string, string>> = {};

  /** Where a person has put the threshold of anomalies; null: nowhere. */
  byHand: number | null;

  /** `share` (0-1) of the images is flagged as long as nothing is decided. */
  constructor(private readonly images: Images, private now: Knowledge, public share: number) {
    this.byHand = now.threshold ?? null;
  }

  get knowledge(): Knowledge {
    return this.now;
  }

  set(knowledge: Knowledge): void {
    this.merged = { ...this.merged, ...mergedClasses(this.now, knowledge) };
    this.now = knowledge;
    this.byHand = knowledge.threshold ?? null;
  }

  /** Ids of the classes that a network with the classes `learned` (ids) should go on with. */
  classesAfter(learned: readonly string[]): string[] {
    return classesFor(this.now, learned, this.images.indexOf);
  }

  /** Decisions, one per image of the listing, whose labels point into `classes` (ids). */
  decisions(classes: readonly string[]): Decisions {
    return decisionsOf(this.now, classes, this.images.indexOf, this.images.count);
  }

  /** What may not be suggested, as places in `classes` (ids). */
  rejected(classes: readonly string[]): Rejected {
    return rejectedOf(this.now, classes, this.images.indexOf);
  }

  /** Digest of all that training depends on. */
  get digest(): string {
    return digestOf(this.now);
  }

  /** Digest of the labels alone. */
  get labels(): string {
    return labelsOf(this.now);
  }
}
