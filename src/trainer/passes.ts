/** The scoring passes whose tables are open. */
import { closeEvidence, type Scored } from './evidence';
import { type MakeTable, tablesIn } from './tables';

export class Passes {
  /** The one before the last: somebody may still be reading it. */
  private former: Scored | null = null;
  /** Makes the tables of a pass. */
  readonly makeTable: MakeTable;

  constructor(state: string) {
    this.makeTable = tablesIn(state);
  }

  /** `scored` is not the last pass any more. */
  retire(scored: Scored | null): void {
    if (this.former) closeEvidence(this.former.evidence);
    this.former = scored;
  }

  /** Lets go of all, `last` included. */
  close(last: Scored | null): void {
    this.retire(last);
    this.retire(null);
  }
}
