/** Tells a person who scrolls, or moves the map, from a single step by which a page brings an image into view. */

/** Two steps are one motion when no more than this lies between them, ms. */
const together = 120;
/** Between two words to the host, ms: what it does of them lasts longer. */
const interval = 250;

export class Motion {
  private last = -Infinity;
  private told = -Infinity;

  constructor(private readonly tell: () => void) {}

  /** What is in view has moved at `now` (ms). */
  step(now: number): void {
    const goesOn = now - this.last < together;
    this.last = now;
    if (!goesOn || now - this.told < interval) return;
    this.told = now;
    this.tell();
  }
}
