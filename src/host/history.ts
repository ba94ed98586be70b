import { type History } from '../shared/pageContract';

/** One step back or forth: what it does, for a person, and the change that does it. */
export interface Step<Change> {
  readonly description: string;
  readonly change: Change;
}

/** Steps that belong together come at most this far apart, ms. */
const joinedWithin = 2000;

/** Undo and redo of changes of which each, once applied, yields its inverse. */
export class UndoStack<Change> {
  private undos: Step<Change>[] = [];
  private redos: Step<Change>[] = [];
  /** What the latest step joins with, and until when; null: with nothing. */
  private joining: { readonly name: string; readonly until: number } | null = null;

  /** Keeps the latest steps whose changes come to `limit` together, by `sizeOf`; the last one in any case. `now` gives the time, ms. */
  constructor(private readonly limit = 500_000, private readonly sizeOf: (change: Change) => number = () => 1, private readonly now: () => number = Date.now) {}

  get state(): History {
    return { undo: this.undos.at(-1)?.description ?? null, redo: this.redos.at(-1)?.description ?? null };
  }

  /**
   * Notes a new step by its inverse; what was undone before can no longer be redone. Steps that name the same `joins`
   * and follow one another closely are one, which the inverse of the first takes back.
   */
  push(description: string, inverse: Change, joins?: string): void {
    const joined = joins !== undefined && this.joining?.name === joins && this.now() < this.joining.until;
    if (!joined) this.undos = [...this.undos, { description, change: inverse }];
    this.joining = joins === undefined ? null : { name: joins, until: this.now() + joinedWithin };
    this.redos = [];
    let size = 0;
    const tooMany = this.undos.findLastIndex(step => (size += this.sizeOf(step.change)) > this.limit);
    this.undos.splice(0, Math.min(tooMany + 1, this.undos.length - 1));
  }

  /** Applies the latest undo; a step that fails stays where it was. Resolves to false when there is none. */
  undo(apply: (change: Change) => Promise<Change>): Promise<boolean> {
    this.joining = null;
    return move(this.undos, this.redos, apply);
  }

  /** Applies the latest redo; a step that fails stays where it was. Resolves to false when there is none. */
  redo(apply: (change: Change) => Promise<Change>): Promise<boolean> {
    this.joining = null;
    return move(this.redos, this.undos, apply);
  }
}

async function move<Change>(from: Step<Change>[], to: Step<Change>[], apply: (change: Change) => Promise<Change>): Promise<boolean> {
  const step = from.at(-1);
  if (!step) return false;
  const inverse = await apply(step.change);
  from.pop();
  to.push({ description: step.description, change: inverse });
  return true;
}
