/** Rests of the work while a person types, scrolls or moves the map: two threads that compute make each key and each frame wait. */

/** At most at a time, ms: whoever still types says so again. */
const most = 2000;

export class Rest {
  /** By a clock that nobody sets back. */
  private until = 0;
  private wake: () => void = () => undefined;

  /** Rests for so many milliseconds from now on. */
  begin(milliseconds: number): void {
    this.until = Math.max(this.until, performance.now() + Math.min(milliseconds, most));
  }

  get due(): boolean {
    return performance.now() < this.until;
  }

  /** Ends a wait for {@link over}, though not the rest: something has come that somebody waits for. */
  interrupt(): void {
    this.wake();
  }

  /** Resolves when the rest is over, or interrupted. */
  async over(): Promise<void> {
    let interrupted = false;
    while (!interrupted && this.due) {
      interrupted = await new Promise<boolean>(resolve => {
        const timer = setTimeout(resolve, this.until - performance.now(), false);
        this.wake = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
    }
    this.wake = () => undefined;
  }
}
