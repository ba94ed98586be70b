/**
 * Hands out slot numbers. A slot that is let go is used again only once an index without it is on
 * disk: otherwise, after a crash, the old index would point at another image's pixels.
 */
export class SlotAllocator {
  /** One more than the highest slot ever used. */
  count = 0;
  private readonly free: number[] = [];
  private released: number[] = [];

  /** @param used slots that hold an image */
  constructor(used: Iterable<number>) {
    const taken = new Set(used);
    for (const slot of taken) this.count = Math.max(this.count, slot + 1);
    for (let slot = this.count - 1; slot >= 0; slot--) if (!taken.has(slot)) this.free.push(slot);
  }

  take(): number {
    return this.free.pop() ?? this.count++;
  }

  release(slot: number): void {
    this.released.push(slot);
  }

  /** Released slots that an index about to be written no longer mentions; give them to {@link recycle} afterwards. */
  takeReleased(): number[] {
    const released = this.released;
    this.released = [];
    return released;
  }

  recycle(slots: readonly number[]): void {
    for (const slot of slots) this.free.push(slot);
  }
}
