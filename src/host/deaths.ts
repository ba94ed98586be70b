/** How often the trainer may die before it is left dead. */
export class Deaths {
  private times: number[] = [];

  /** Gives up at the `limit`-th death within `window` milliseconds. */
  constructor(private readonly limit = 3, private readonly window = 60_000) {}

  /** Counts a death at `now` (ms) and says what to do about it. */
  record(now: number): 'restart' | 'giveUp' {
    this.times = [...this.times.filter(time => now - time < this.window), now];
    return this.times.length >= this.limit ? 'giveUp' : 'restart';
  }

  /** A person asks for another try: earlier deaths no longer count. */
  forget(): void {
    this.times = [];
  }
}
