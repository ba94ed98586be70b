/** What a person decides about the selected images, and that the gallery goes on to the next one. */
import { t } from '../l10n';
import { type Session } from '../session';
import { type Queue } from '../store/queue';
import { isFlagged, isSuggested } from '../store/table';

/** The gallery whose images are decided about. */
export interface DecisionOwner {
  readonly session: Session;
  readonly queue: Queue;
  /** The selection in the order shown, or the focused image. */
  subjects(): string[];
  /** Goes on to the image after these. */
  goOnAfter(paths: readonly string[]): void;
  /** Gives the keyboard back to the grid. */
  focusGrid(): void;
}

export class Decisions {
  constructor(private readonly owner: DecisionOwner) {}

  /**
   * Gives the label of a class; null takes the label away, and stays where it is. Among labels that look wrong, the label that
   * stands already is kept. `meant`: paths of other images than those that are selected, which stay so.
   */
  label(classId: string | null, meant: readonly string[] | null = null): void {
    const { session: { table, classes }, queue } = this.owner;
    const stands = (path: string) => classes[table.label[this.indexOf(path)]]?.id === classId;
    const keep = queue.query.filter.kind === 'mislabelled' && classId !== null && (meant ?? this.owner.subjects()).every(stands);
    const act = (paths: readonly string[]) => (keep ? this.owner.session.confirmLabels(paths) : this.owner.session.label(paths, classId));
    void this.change(act, classId !== null && meant === null, meant ?? undefined);
  }

  /** Gives the label of the class at a place in their order, which is its key. */
  labelByKey(index: number, meant: readonly string[] | null): void {
    const { session } = this.owner;
    const item = session.classes[index];
    if (item) this.label(item.id, meant);
    else session.refuse(t('No class has the key {0}: type a class name first', index + 1));
  }

  /** Accepts the suggestions; among anomalies it confirms them, and among labels that look wrong the labels. */
  accept(): void {
    const { kind } = this.owner.queue.query.filter;
    if (kind === 'anomalies') this.review(true);
    else if (kind === 'mislabelled') this.keepLabel();
    else void this.change(paths => this.owner.session.accept(paths));
  }

  keepLabel(): void {
    void this.change(paths => this.owner.session.confirmLabels(paths));
  }

  /** Rejects the suggestions; among anomalies, and where nothing is suggested, it dismisses the flags. */
  reject(): void {
    const { session, queue } = this.owner;
    const some = (test: typeof isFlagged) => this.owner.subjects().some(path => test(session.table, this.indexOf(path)));
    if (queue.query.filter.kind === 'anomalies' || (!some(isSuggested) && some(isFlagged))) return this.review(false);
    void this.change(paths => session.reject(paths));
  }

  /** Confirms (true) or dismisses (false) the flags. */
  review(anomalous: boolean): void {
    const { session } = this.owner;
    const reviewable = (path: string) => isFlagged(session.table, this.indexOf(path)) || session.table.review[this.indexOf(path)] >= 0;
    void this.change(paths => {
      const flagged = paths.filter(reviewable);
      if (flagged.length > 0) return session.review(flagged, anomalous);
      session.refuse(t('None of the selected images is flagged'));
      return Promise.resolve(false);
    });
  }

  /** Takes confirmations and dismissals back. */
  clearReview(): void {
    const { session } = this.owner;
    void this.change(paths => {
      const reviewed = paths.filter(path => session.table.review[this.indexOf(path)] >= 0);
      if (reviewed.length > 0) return session.review(reviewed, null);
      session.refuse(t('None of the selected images has been reviewed'));
      return Promise.resolve(false);
    }, false);
  }

  /** Flags by hand; a second time takes it back. */
  flag(): void {
    const { session } = this.owner;
    const confirmed = (path: string) => session.table.review[this.indexOf(path)] === 1;
    void this.change(paths => session.review(paths, paths.every(confirmed) ? null : true), false);
  }

  /** Acts on the subjects and moves on to the next image at once, unless there was nothing to do. */
  private async change(act: (paths: readonly string[]) => Promise<boolean>, advance = true, paths: readonly string[] = this.owner.subjects()): Promise<void> {
    const { owner } = this;
    if (paths.length === 0) return owner.session.refuse(t('Select an image first'));
    const done = act(paths);
    if (advance && owner.session.refused === '') owner.goOnAfter(paths);
    else owner.focusGrid();
    await done;
  }

  private indexOf(path: string): number {
    return this.owner.session.table.indexOf.get(path) ?? -1;
  }
}
