import { type PageAction, type View } from '../../shared/pageContract';

/** What each page has something to act on for; the gallery has for everything but what the map and imagine do alone. */
const mapAlone: ReadonlySet<PageAction['kind']> = new Set(['map']);
const imagineAlone: ReadonlySet<PageAction['kind']> = new Set(['moreImages', 'moreOnWalk', 'lessOnWalk']);
/** What needs many images in view. */
const galleryOnly: ReadonlySet<PageAction['kind']> = new Set(['show', 'preview', 'acceptAll', 'leavePreview', 'selectAll', 'larger', 'smaller']);
/** What the map does beside. */
const mapToo: ReadonlySet<PageAction['kind']> = new Set(['openReview', 'selectAll', 'labelSelection', 'labelWith', 'clearLabel', 'flag']);

/** What is about one image, seen large. */
const reviewOnly: ReadonlySet<PageAction['kind']> = new Set(['makeClass']);

/** Whether a page has something that an action could act on. */
export function answers(view: View, { kind }: PageAction): boolean {
  switch (view) {
    case 'map': return mapAlone.has(kind) || mapToo.has(kind);
    case 'imagine': return imagineAlone.has(kind);
    case 'gallery': return !mapAlone.has(kind) && !imagineAlone.has(kind) && !reviewOnly.has(kind);
    case 'review': return !mapAlone.has(kind) && !imagineAlone.has(kind) && !galleryOnly.has(kind);
    case 'training': return false;
  }
}
