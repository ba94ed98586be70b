/** Long computations that decisions may break into, but never twice at once. */
export class Pauses {
  private open = false;

  /** `answer` is what is done in a pause. */
  constructor(private readonly answer: () => Promise<unknown>) {}

  /** Does `work`, in whose pauses there are answers. */
  async during(work: () => Promise<void>): Promise<void> {
    this.open = true;
    try {
      await work();
    } finally {
      this.open = false;
    }
  }

  /** A pause; without effect in an answer, and outside of {@link during}. */
  async pause(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    await this.answer();
    this.open = true;
  }
}
