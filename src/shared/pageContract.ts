/** The boundary between the extension host and a webview page. */
import { type PackedListing } from './listing';
import { type Knowledge } from './project';
import { type Duplicates, type Explanation, type LatentMap, type LossPoint, type Predictions, type Raster, type Reconstructions, type TrainerStatus, type Waypoint } from './trainerContract';

export type View = 'gallery' | 'review' | 'training' | 'map' | 'imagine';

/** Everything a page needs to draw itself; asked for whenever it becomes visible. */
export interface Snapshot {
  readonly listing: PackedListing | null;
  readonly knowledge: Knowledge;
  readonly predictions: Predictions | null;
  /** null: not looked for yet. */
  readonly duplicates: Duplicates | null;
  readonly losses: readonly LossPoint[];
  /** How a few images were reconstructed as training went on, the oldest first. */
  readonly frames: readonly Reconstructions[];
  readonly status: TrainerStatus;
  /** Webview URI of the folder, without a slash at its end; an image is `${folderUri}/${encoded path}?v=${modified}`. */
  readonly folderUri: string;
  /** Image to show in the review page. */
  readonly path: string | null;
  /** Images that the gallery is to show alone; null: as it was left. */
  readonly chosen: ChosenImages | null;
  /** Paths that were selected last, on whatever page; null: by this page itself, or by none. */
  readonly selected: readonly string[] | null;
  readonly history: History;
}

/** Some images of the folder, in an order, under a name for a person. */
export interface ChosenImages {
  readonly title: string;
  /** The image that the others resemble, the first of them; left out: they have nothing to do with one. */
  readonly seed?: string;
  readonly paths: readonly string[];
  /** Whether they are selected, as they were where they come from; left out: only the first one is. */
  readonly selected?: boolean;
}

/** A step that was taken back, or made once more. */
export interface Retraced {
  /** Images whose decisions it changed; none where it was about classes or the threshold. */
  readonly paths: readonly string[];
  /** Undone; false: redone. */
  readonly back: boolean;
  /** The step, for a person. */
  readonly what: string;
}

export interface History {
  /** What undo would take back, for a person; null: nothing. */
  readonly undo: string | null;
  readonly redo: string | null;
}

/** A suggestion as it stood on screen when a person spoke of it. */
export interface ShownSuggestion {
  readonly path: string;
  readonly classId: string;
}

/** Methods of the host. Changes resolve when they are on disk. */
export interface HostCalls {
  ready(): Promise<Snapshot>;
  /** Labels images (null: takes the label away) as one step. */
  label(paths: readonly string[], classId: string | null): Promise<void>;
  /** Confirms (true), dismisses (false) or clears (null) anomalies as one step. */
  review(paths: readonly string[], anomalous: boolean | null): Promise<void>;
  /** Labels images with what was suggested on screen, as one step; those that have a label by now keep it. */
  accept(suggestions: readonly ShownSuggestion[]): Promise<void>;
  /** Says that these suggestions are wrong, as one step: they are not made again. */
  reject(suggestions: readonly ShownSuggestion[]): Promise<void>;
  /** Says of images that their labels are right, whatever speaks against them, as one step. */
  confirmLabels(paths: readonly string[]): Promise<void>;
  /** Makes a class of its own for anomalies, confirms them and labels them with it, as one step; without a name the host asks for one. Resolves to its id, or null when cancelled. */
  makeClassOf(paths: readonly string[], name?: string): Promise<string | null>;
  /** Puts the threshold of anomalies at a place (see Predictions.threshold); null: it follows the decisions again. */
  setThreshold(threshold: number | null): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Makes a class; without a name the host asks for one. Resolves to its id, or null when cancelled. */
  createClass(name?: string): Promise<string | null>;
  renameClass(classId: string, name?: string): Promise<void>;
  recolourClass(classId: string, color: string): Promise<void>;
  /** Asks first when images carry the label. */
  deleteClass(classId: string): Promise<void>;
  mergeClass(classId: string, into?: string): Promise<void>;
  /** Classes in their new order; digits follow it. */
  orderClasses(classIds: readonly string[]): Promise<void>;
  explain(path: string): Promise<Explanation>;
  /** Webview URIs of thumbnails, in the order of the paths; null where the image is unreadable. */
  thumbnails(paths: readonly string[], pixels: number): Promise<(string | null)[]>;
  /** Tells which image the review page shows; null: none. */
  showing(path: string | null): Promise<void>;
  /** Tells which image of the page a command is about that is given none; null: none. */
  pointing(path: string | null): Promise<void>;
  /** Opens the review page on an image. */
  openReview(path: string): Promise<void>;
  /** Opens the gallery on these images alone, in this order, all of them `selected` or the first one only. */
  showImages(paths: readonly string[], title: string, selected?: boolean): Promise<void>;
  /** Where the images lie in the latent space. */
  map(): Promise<LatentMap>;
  /** `count` images of a class drawn from the decoder. */
  generate(classId: string, count: number, seed: number): Promise<Raster[]>;
  /** `frames` images from one end to the other. */
  walk(from: Waypoint, to: Waypoint, frames: number): Promise<Raster[]>;
  /** Selects these images on the other pages, too. */
  select(paths: readonly string[]): Promise<void>;
  /** The person scrolls or moves the map: training leaves the processor to the page for a moment. */
  inMotion(): Promise<void>;
  /** Lets the person choose an image of the folder by its name; null when cancelled. */
  pickImage(): Promise<string | null>;
  /** Opens the gallery on the images most similar to one, nearest first. */
  showSimilar(path: string): Promise<void>;
  /** Runs one of the extension's commands by its id without the `winnow.` prefix. */
  run(command: string): Promise<void>;
  /** Writes a line to the log. */
  log(text: string): Promise<void>;
}

export interface HostEvents {
  listing(event: PackedListing): void;
  knowledge(event: { knowledge: Knowledge; history: History }): void;
  predictions(event: Predictions): void;
  duplicates(event: Duplicates): void;
  losses(event: readonly LossPoint[]): void;
  /** The latest of the frames. */
  reconstructions(event: Reconstructions): void;
  status(event: TrainerStatus): void;
  /** Show this image (the review page's new subject; the gallery scrolls to it and selects it). */
  reveal(event: { path: string }): void;
  /** The gallery shows these images alone. */
  choose(event: ChosenImages): void;
  /** Another page has selected these images. */
  selected(event: { paths: readonly string[] }): void;
  /** Undo or redo was done here: the page tells of it, and the gallery goes back to the images. */
  retraced(event: Retraced): void;
  /** A class was deleted or merged, or folders gave labels, here or by a command: the page tells of it in these words. */
  done(event: { what: string }): void;
  /** A contributed keybinding or command acts on the page: the page does what its own key does. */
  act(event: { action: PageAction }): void;
}

/** Filters of the gallery that a command shows. */
export type ShownFilter = 'all' | 'next' | 'unlabelled' | 'labelled' | 'suggested' | 'unsure' | 'mislabelled' | 'anomalies' | 'duplicates' | 'unreadable';

/** What the map does at a command. */
export type MapStep = 'zoomIn' | 'zoomOut' | 'fit' | 'lasso' | 'colour' | 'grow' | 'legend' | 'clear' | 'showInGallery';

/** Things a page can be told to do, so that every key of the page is also a command that can be rebound. */
export type PageAction =
  | { readonly kind: 'show'; readonly filter: ShownFilter }
  | { readonly kind: 'labelSelection'; readonly index: number }
  | { readonly kind: 'labelWith'; readonly classId: string }
  | { readonly kind: 'map'; readonly step: MapStep }
  | { readonly kind: 'clearLabel' | 'skip' | 'accept' | 'reject' | 'keepLabel' | 'preview' | 'acceptAll' | 'leavePreview' | 'flag' | 'confirm' | 'dismiss' | 'clearReview' | 'makeClass' | 'selectAll' | 'similar' | 'larger' | 'smaller' | 'openReview' | 'refresh' | 'next' | 'previous' | SortAction | SliderAction | ImagineAction | 'scale' };

type SortAction = 'sort' | 'reverseSort' | 'search' | 'narrow';
/** A step on a slider. */
type SliderAction = 'moreConfidence' | 'lessConfidence' | 'strongerMap' | 'fainterMap' | 'moreOnWalk' | 'lessOnWalk';
type ImagineAction = 'moreImages' | 'nextClass' | 'swapEnds' | 'pickFrom' | 'pickTo';
