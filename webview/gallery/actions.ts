/** What the gallery does at a command or a key of VS Code. */
import { type PageAction } from '../../src/shared/pageContract';
import { percent, t } from '../l10n';
import { type FilterKind } from '../store/filter';
import { type Query, nextSort, withFilter } from '../store/order';
import { following, selectAll, type Selection } from '../store/selection';
import { type DigitsUnderway } from '../underway';
import { clamp, confidenceRange, sizeRange } from '../store/viewState';
import { type DecisionOwner, type Decisions } from './decisions';
import { type Keyboard } from './keyboard';
import { type Preview } from './preview';
import { sortText } from './sortNames';

/** The gallery that acts. */
export interface ActionOwner extends DecisionOwner {
  readonly decisions: Decisions;
  readonly underway: DigitsUnderway;
  readonly keyboard: Keyboard;
  readonly preview: Preview;
  readonly selection: Selection;
  /** Side of a tile, CSS pixels. */
  readonly size: number;
  /** Least confidence of what is accepted at once, 0-1. */
  readonly threshold: number;
  /** Takes the fresh order. */
  refresh(): void;
  /** Selects an image and shows it; null: stays. */
  move(path: string | null): void;
  select(selection: Selection): void;
  setQuery(query: Query): void;
  /** Begins what is shown by another filter. */
  beginFilter(): void;
  /** Goes on at what is selected, or else at the first image. */
  beginQueue(): void;
  resize(size: number): void;
  setThreshold(threshold: number): void;
}

export function actOn(gallery: ActionOwner, action: PageAction): void {
  const { session, queue, decisions, preview, selection } = gallery;
  const rank = selection.focus === null ? -1 : queue.rankOf(selection.focus);
  switch (action.kind) {
    case 'labelSelection': return decisions.labelByKey(action.index, gallery.underway.arrived(action.index + 1));
    case 'labelWith': return decisions.label(action.classId);
    case 'clearLabel': return decisions.label(null);
    case 'skip': return gallery.move(following(new Set(gallery.subjects()), queue.paths) ?? queue.paths[0] ?? null);
    case 'next': return gallery.move(queue.paths[rank + 1] ?? null);
    case 'previous': return gallery.move(queue.paths[rank - 1] ?? null);
    case 'accept': return decisions.accept();
    case 'keepLabel': return decisions.keepLabel();
    case 'reject': return decisions.reject();
    case 'preview': return preview.open();
    case 'acceptAll': return void preview.accept();
    case 'leavePreview': return preview.leave();
    case 'confirm': return decisions.review(true);
    case 'dismiss': return decisions.review(false);
    case 'clearReview': return decisions.clearReview();
    case 'flag': return decisions.flag();
    case 'selectAll': return gallery.select(selectAll(selection, queue.paths));
    case 'show': return show(gallery, action.filter);
    case 'similar': return similar(gallery);
    case 'refresh':
      // What the person has just changed may not have been compared yet.
      queue.check(session.table, session.classes);
      return queue.moved > 0 ? gallery.refresh() : session.refuse(t('The order is up to date'));
    case 'sort': return sort(gallery, nextSort(queue.query));
    case 'reverseSort': return sort(gallery, { ...queue.query.sort, descending: !queue.query.sort.descending });
    case 'search': return gallery.keyboard.toSearch();
    case 'narrow': return gallery.keyboard.toClasses();
    case 'larger': return gallery.resize(gallery.size + 4 * sizeRange.step);
    case 'smaller': return gallery.resize(gallery.size - 4 * sizeRange.step);
    case 'moreConfidence': return confide(gallery, 1);
    case 'lessConfidence': return confide(gallery, -1);
    case 'openReview': return openReview(gallery);
  }
}

/** The key of what is shown already makes its order anew, and keeps the place. */
function show(gallery: ActionOwner, kind: FilterKind): void {
  const again = gallery.queue.query.filter.kind === kind;
  gallery.setQuery(withFilter(gallery.queue.query, { kind, classId: null }));
  if (again) gallery.beginQueue();
  else gallery.beginFilter();
  gallery.focusGrid();
}

function sort(gallery: ActionOwner, order: Query['sort']): void {
  gallery.setQuery({ ...gallery.queue.query, sort: order });
  gallery.session.say(sortText(order));
  gallery.focusGrid();
}

/** Asks for more (1) or less (-1) confidence of what is accepted at once. */
function confide(gallery: ActionOwner, direction: 1 | -1): void {
  const { min, max, step } = confidenceRange;
  gallery.setThreshold(clamp(Math.round((gallery.threshold + direction * step) / step) * step, min, max, gallery.threshold));
  gallery.session.say(t('Sure from {0} on', percent(gallery.threshold)));
}

function similar(gallery: ActionOwner): void {
  const { session } = gallery;
  const [path] = gallery.subjects();
  if (path === undefined) return session.refuse(t('Select an image first'));
  void session.attempt(session.host.showSimilar(path));
}

function openReview({ session, selection, queue }: ActionOwner): void {
  const path = selection.focus ?? queue.paths[0];
  if (path === undefined) return session.refuse(t('There is no image here to review'));
  void session.attempt(session.host.openReview(path));
}
