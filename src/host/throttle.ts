/** Calls `action` soon after the first request and then at most once per `milliseconds`. */
export class Throttle {
  private timer: NodeJS.Timeout | undefined;
  private last = -Infinity;

  constructor(private readonly milliseconds: number, private readonly action: () => void) {}

  request(): void {
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.last = Date.now();
      this.action();
    }, Math.max(0, this.last + this.milliseconds - Date.now()));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
