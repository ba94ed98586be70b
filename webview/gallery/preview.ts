/** The preview of the suggestions that are accepted at once: opened, left, accepted as one step. */
import { percent, t } from '../l10n';
import { isPreview } from '../store/filter';
import { matching, type Query, withFilter } from '../store/order';
import { type Queue } from '../store/queue';
import { type Session } from '../session';

/** The gallery that shows the preview. */
export interface PreviewOwner {
  readonly session: Session;
  readonly queue: Queue;
  /** Least confidence, 0-1. */
  readonly threshold: number;
  /** The image with the keyboard focus; null: none. */
  readonly focused: string | null;
  /** Shows another query and tells how much it shows. */
  setQuery(query: Query): void;
  /** Shows another query without a word. */
  showQuery(query: Query): void;
  /** Selects an image, the first where it is not shown, and puts the keyboard focus there. */
  begin(at: string | null): void;
}

export class Preview {
  /** What was shown before, and its focused image; null: a reload forgot. */
  private origin: { readonly query: Query; readonly focused: string | null } | null = null;
  /** Whether the host has been told that the preview is shown: its key for leaving depends on it. */
  private told = false;

  constructor(private readonly owner: PreviewOwner) {}

  get shown(): boolean {
    return isPreview(this.owner.queue.query.filter);
  }

  /** How many suggestions the preview would show, or, once it is shown, accept. */
  get count(): number {
    const { session: { table, classes }, queue } = this.owner;
    return this.shown ? queue.lookedThrough(table, classes).length : matching(table, this.query(), classes).length;
  }

  open(): void {
    const { owner } = this;
    if (this.shown) return owner.begin(owner.focused);
    this.origin = { query: owner.queue.query, focused: owner.focused };
    owner.setQuery(this.query());
    owner.begin(null);
  }

  /** Follows another threshold. */
  follow(): void {
    if (this.shown) this.owner.setQuery(this.query());
  }

  /** Accepts what was looked through and not taken out, as one step; what is not on screen is shown first. */
  async accept(): Promise<void> {
    if (!this.shown) return this.open();
    const { session, queue } = this.owner;
    const paths = queue.lookedThrough(session.table, session.classes);
    if (paths.length === 0) return session.refuse(t('No suggestion at ≥ {0}', percent(this.owner.threshold)));
    if (await session.accept(paths)) this.leave();
  }

  /** Goes back to what was shown before. */
  leave(): void {
    if (!this.shown) return;
    const { query } = this.owner.queue;
    this.owner.showQuery(this.origin?.query ?? withFilter(query, { kind: 'suggested', classId: query.filter.classId }));
    this.owner.begin(this.origin?.focused ?? null);
  }

  /** Tells the host when the preview has come or gone. */
  tell(): void {
    if (this.told === this.shown) return;
    this.told = this.shown;
    const { session } = this.owner;
    void session.attempt(session.host.run(`setPreviewing:${this.told}`));
  }

  /** Of the suggestions that are shown, or of all, those that reach the threshold. */
  private query(): Query {
    const { queue: { query }, threshold } = this.owner;
    const classId = query.filter.kind === 'suggested' ? query.filter.classId : null;
    return withFilter(query, { kind: 'suggested', classId, atLeast: threshold });
  }
}
