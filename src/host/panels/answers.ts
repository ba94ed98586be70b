import { type PageAction, type View } from '../../shared/pageContract';

/** What each page has something to act on for; the gallery has for everything but what other pages do alone. */
const mapAlone: ReadonlySet<PageAction['kind']> = new Set(['map']);
const trainingAlone: ReadonlySet<PageAction['kind']> = new Set(['scale']);
const imagineAlone: ReadonlySet<PageAction['kind']> = new Set(['moreImages', 'nextClass', 'moreOnWalk', 'lessOnWalk', 'swapEnds', 'pickFrom', 'pickTo']);
/** What needs many images in view. */
const galleryOnly: ReadonlySet<PageAction['kind']> = new Set(['show', 'preview', 'acceptAll', 'leavePreview', 'selectAll', 'larger', 'smaller', 'sort', 'reverseSort', 'search', 'narrow', 'moreConfidence', 'lessConfidence']);
/** What the map does beside. */
const mapToo: ReadonlySet<PageAction['kind']> = new Set(['openReview', 'selectAll', 'labelSelection', 'labelWith', 'clearLabel', 'flag']);

/** What is about one image, seen large. */
const reviewOnly: ReadonlySet<PageAction['kind']> = new Set(['makeClass', 'strongerMap', 'fainterMap']);

/** What neither gallery nor review does. */
const elsewhere = [mapAlone, imagineAlone, trainingAlone];

/** Whether a page has something that an action could act on. */
export function answers(view: View, { kind }: PageAction): boolean {
  switch (view) {
    case 'map': return mapAlone.has(kind) || mapToo.has(kind);
    case 'imagine': return imagineAlone.has(kind);
    case 'training': return trainingAlone.has(kind);
    case 'gallery': return !elsewhere.some(alone => alone.has(kind)) && !reviewOnly.has(kind);
    case 'review': return !elsewhere.some(alone => alone.has(kind)) && !galleryOnly.has(kind);
  }
}
