/**
 * How strongly the views of labelled images are changed: as much as the network can bear (as Karras et al.
 * 2020 adapt augmentation to a discriminator, here to the loss on labels). Few labels are soon learnt by heart, and
 * strong changes keep them from it; of many labels there is more to learn from the images as they are.
 */

/** Cross-entropy of the labelled images above which they are too hard already, nats. */
const bearable = 0.15;
/** Change in one step. */
const rate = 0.01;
/** Share of the newest step in the running mean. */
const share = 0.05;
/** Before the first step: as hard as ten classes by chance. */
const unknown = 2.3;

/** What is kept of a {@link Strength} between trainings. */
export interface Adapted {
  /** Running mean of the cross-entropy of labelled images, nats. */
  readonly surprise: number;
  readonly value: number;
}

export class Strength {
  private surprise: number;
  /** 0: images as they are; 1: changed as much as unlabelled ones. */
  value: number;

  constructor({ surprise, value }: Adapted = { surprise: unknown, value: 1 }) {
    this.surprise = surprise;
    this.value = value;
  }

  get adapted(): Adapted {
    const { surprise, value } = this;
    return { surprise, value };
  }

  /** Takes in the cross-entropy of a step on labelled images, nats; a step that gave no number says nothing. */
  take(classification: number): void {
    if (!Number.isFinite(classification)) return;
    this.surprise += share * (classification - this.surprise);
    this.value = Math.min(1, Math.max(0, this.value + (this.surprise < bearable ? rate : -rate)));
  }
}
