/** The threshold of anomalies under a person's hand: what is saved, what is being saved, and what is only tried. */

/** A place, or null: the threshold follows the decisions. */
export type Place = number | null;

export class HandThreshold {
  private saved: Place = null;
  /** On its way to the disk; the last one holds. */
  private readonly saving: { readonly place: Place }[] = [];
  private trying: number | undefined;

  /** Where it is shown now. */
  get place(): Place {
    if (this.trying !== undefined) return this.trying;
    return this.saving.length > 0 ? this.saving[this.saving.length - 1].place : this.saved;
  }

  /** What the host says is saved. */
  reset(saved: Place): void {
    this.saved = saved;
  }

  /** Shows a place that is not decided yet; undefined: no longer. */
  try(place: number | undefined): void {
    this.trying = place;
  }

  /** A place is being saved; returns what to call when it is (true), or is refused (false). */
  begin(place: Place): (done: boolean) => void {
    const change = { place };
    this.trying = undefined;
    this.saving.push(change);
    return done => {
      this.saving.splice(this.saving.indexOf(change), 1);
      if (done) this.saved = place;
    };
  }
}
