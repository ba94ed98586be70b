/** What a page remembers of itself across a reload: never a person's decisions, those are the host's. */
import { type ChosenImages } from '../../src/shared/pageContract';
import { type Waypoint } from '../../src/shared/trainerContract';
import { type Filter, filterKinds } from './filter';
import { type Sort, sortKeys } from './order';

export interface ViewState {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly search: string;
  /** Side of a tile, CSS pixels. */
  readonly size: number;
  /** First image in view, so that another window width shows the same place. */
  readonly top: string | null;
  readonly focus: string | null;
  /** At most {@link keptSelection} paths. */
  readonly selected: readonly string[];
  /** Least confidence of "accept all", 0-1. */
  readonly threshold: number;
  /** Opacity of the error map, 0-1. */
  readonly opacity: number;
  readonly logScale: boolean;
  /** Subject of the review page; the host restores the page by it. */
  readonly path: string | null;
  /** The image that the host had opened last when the subject was chosen. */
  readonly opened: string | null;
  /** What the map's colours say. */
  readonly mapColour: string;
  /** Whether a drag on the map draws a lasso; false: it moves the map. */
  readonly lasso: boolean;
  /** Part of the map in view: middle and pixels a unit; null: all of it. */
  readonly camera: { readonly x: number; readonly y: number; readonly scale: number } | null;
  /** Class that is imagined, and the ends of the walk. */
  readonly imagined: string | null;
  readonly from: Waypoint | null;
  readonly to: Waypoint | null;
}

/** A larger selection is not worth storing at every click. */
export const keptSelection = 1000;
/** Least confidence of what is accepted at once, 0-1. */
export const confidenceRange = { min: 0.5, max: 1, step: 0.01 } as const;
/** A step of the error map's opacity. */
export const opacityStep = 0.05;
export const sizeRange = { min: 64, max: 320, step: 8 } as const;

export const defaultViewState: ViewState = {
  filter: { kind: 'all', classId: null },
  sort: { by: 'name', descending: false },
  search: '', size: 128, top: null, focus: null, selected: [], threshold: 0.95, opacity: 0.6, logScale: true,
  path: null, opened: null, mapColour: 'suggestion', lasso: false, camera: null, imagined: null, from: null, to: null,
};

/** Reads a stored state; whatever does not fit is replaced by its default. */
export function readViewState(stored: unknown): ViewState {
  const state: ViewState = { ...defaultViewState, ...(typeof stored === 'object' ? stored : null) };
  return {
    filter: readFilter(state.filter),
    sort: sortKeys.includes(state.sort?.by) ? state.sort : defaultViewState.sort,
    search: typeof state.search === 'string' ? state.search : '',
    size: clamp(state.size, sizeRange.min, sizeRange.max, defaultViewState.size),
    top: typeof state.top === 'string' ? state.top : null,
    focus: typeof state.focus === 'string' ? state.focus : null,
    selected: Array.isArray(state.selected) ? state.selected : [],
    threshold: clamp(state.threshold, confidenceRange.min, confidenceRange.max, defaultViewState.threshold),
    opacity: clamp(state.opacity, 0, 1, defaultViewState.opacity),
    logScale: state.logScale !== false,
    path: typeof state.path === 'string' ? state.path : null,
    opened: typeof state.opened === 'string' ? state.opened : null,
    mapColour: typeof state.mapColour === 'string' ? state.mapColour : defaultViewState.mapColour,
    lasso: state.lasso === true,
    camera: isCamera(state.camera) ? state.camera : null,
    imagined: typeof state.imagined === 'string' ? state.imagined : null,
    from: isWaypoint(state.from) ? state.from : null,
    to: isWaypoint(state.to) ? state.to : null,
  };
}

function readFilter(stored: Filter | undefined): Filter {
  const { kind, classId, atLeast, chosen } = stored ?? defaultViewState.filter;
  if (kind === 'chosen' && isChosen(chosen)) return { kind, classId: null, chosen };
  if (!filterKinds.some(known => known === kind)) return defaultViewState.filter;
  const filter = { kind, classId: typeof classId === 'string' ? classId : null };
  return typeof atLeast === 'number' && atLeast >= 0 && atLeast <= 1 ? { ...filter, atLeast } : filter;
}

function isChosen(stored: ChosenImages | undefined): stored is ChosenImages {
  return typeof stored?.title === 'string' && Array.isArray(stored.paths) && stored.paths.every(path => typeof path === 'string');
}

/** `value` within its bounds, or `fallback` when it is no number. */
export function clamp(value: number, low: number, high: number, fallback: number): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : fallback;
}

function isCamera(camera: ViewState['camera']): boolean {
  return camera !== null && typeof camera === 'object' && [camera.x, camera.y, camera.scale].every(Number.isFinite) && camera.scale > 0;
}

function isWaypoint(end: ViewState['from']): boolean {
  if (end === null || typeof end !== 'object') return false;
  return 'path' in end ? typeof end.path === 'string' : typeof end.classId === 'string' && Number.isFinite(end.seed);
}
