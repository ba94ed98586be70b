import { type PageAction, type View } from '../../shared/pageContract';

/** What needs many images in view. */
const galleryOnly: ReadonlySet<PageAction['kind']> = new Set(['show', 'preview', 'acceptAll', 'leavePreview', 'selectAll', 'larger', 'smaller']);

/** Whether a page has something that an action could act on. */
export function answers(view: View, { kind }: PageAction): boolean {
  return view === 'gallery' || (view === 'review' && !galleryOnly.has(kind));
}
