/** How often a training that runs is interrupted by a scoring of all images. */

/** Between two scorings, ms ... */
const interval = 8_000;
/** ... and at least this many times as long as a scoring takes. */
const share = 4;

export class Pace {
  private last = 0;
  private took = 0;

  get due(): boolean {
    return Date.now() - this.last > Math.max(interval, share * this.took);
  }

  /** A scoring that began at `begun` (ms since 1970) is over. */
  scored(begun: number): void {
    this.last = Date.now();
    this.took = this.last - begun;
  }
}
