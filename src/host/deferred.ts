/** A promise that is resolved from outside; a rejection nobody waits for is no fault. */
export class Deferred {
  readonly promise: Promise<void>;
  resolve!: () => void;
  reject!: (error: Error) => void;
  /** Whether it has been resolved. */
  resolved = false;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = () => {
        this.resolved = true;
        resolve();
      };
      this.reject = reject;
    });
    this.promise.catch(() => undefined);
  }
}
