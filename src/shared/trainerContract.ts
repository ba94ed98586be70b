/** The boundary between the extension host (or the command line) and the trainer process. */
import { type Phrase } from './phrase';
import { type Knowledge } from './project';

export type EngineChoice = 'auto' | 'onnxruntime' | 'tensorflow' | 'wasm';

/** `auto`: whichever is faster. */
export type DeviceChoice = 'auto' | 'cpu' | 'gpu';

export interface OpenOptions {
  /** Absolute path of the folder of images. */
  readonly folder: string;
  /** Absolute path of the folder for checkpoints, the pixel cache and thumbnails; outside the scanned images. */
  readonly state: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly engine: EngineChoice;
  /** Where the engine computes; left out: on the CPU. */
  readonly device?: DeviceChoice;
  /** Side of the model's square input, pixels, 28-128; null: chosen from the images. */
  readonly size: number | null;
  readonly seed: number;
  /** Threads of the engine; 0: all cores. */
  readonly threads: number;
  /** Share (0-1) of the images that is flagged while no anomaly has been confirmed or dismissed. */
  readonly anomalyShare: number;
  /** Follow files that appear, change or vanish. */
  readonly watch: boolean;
}

export interface TrainerCalls {
  /** Scans and decodes, then trains until there is nothing left to learn; resolves when the scan has begun. */
  open(options: OpenOptions, knowledge: Knowledge): Promise<void>;
  /** Replaces all that is known; coalesced, the last one wins. */
  setKnowledge(knowledge: Knowledge): Promise<void>;
  setAnomalyShare(share: number): Promise<void>;
  /** Puts the threshold of anomalies at a place (see {@link Predictions.threshold}); null: where the decisions put it. Nothing is trained. */
  setThreshold(byHand: number | null): Promise<void>;
  /** A person types, scrolls, moves the map or opens a page: training and scoring rest for so many milliseconds (2,000 at most). What somebody waits for does not: answers to decisions, the first ranking of the images. */
  rest(milliseconds: number): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Forgets every learned weight and trains from scratch. */
  restart(): Promise<void>;
  /** What the model sees in one image. PersonError when the image is unreadable or no model exists yet. */
  explain(path: string): Promise<Explanation>;
  /** Writes a thumbnail (WebP, at most `pixels` a side) into the state folder and returns its absolute path. */
  thumbnail(path: string, pixels: number): Promise<string>;
  /**
   * Paths of the `count` images that the model finds most similar to one, nearest first, the image itself before
   * them. PersonError when the image is unreadable or the model has not looked at it yet.
   */
  similar(path: string, count: number): Promise<string[]>;
  /** `count` images of a class drawn from the decoder. */
  generate(classId: string, count: number, seed: number): Promise<Raster[]>;
  /** Writes the model as an ONNX file (absolute path) with examples beside it; what is there is replaced. PersonError when there is no model yet or it cannot be written. */
  exportModel(file: string): Promise<void>;
  /** The latent space in two dimensions. PersonError when no image has been scored yet. */
  map(): Promise<LatentMap>;
  /** `frames` (2 or more) images from one end to the other, both included. PersonError when the model does not know an end. */
  walk(from: Waypoint, to: Waypoint, frames: number): Promise<Raster[]>;
  /** Writes a checkpoint and ends all work; the process then exits by itself. */
  close(): Promise<void>;
}

export interface TrainerEvents {
  listing(event: Listing): void;
  predictions(event: Predictions): void;
  duplicates(event: Duplicates): void;
  losses(event: readonly LossPoint[]): void;
  /** After every scoring pass of a training that goes on. */
  reconstructions(event: Reconstructions): void;
  status(event: TrainerStatus): void;
  log(event: LogLine): void;
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
}

/** All images of the folder; always whole. */
export interface Listing {
  /** Grows with every change. */
  readonly version: number;
  /** Relative paths with forward slashes, sorted by code unit; unreadable ones included. */
  readonly paths: readonly string[];
  /** Time of last change of each, ms since 1970. */
  readonly modified: Float64Array;
  readonly unreadable: readonly UnreadableImage[];
}

export interface UnreadableImage {
  readonly path: string;
  readonly reason: Phrase;
}

/** One entry per path of the listing with the same version. */
export interface Predictions {
  readonly listing: number;
  /** Training steps behind these predictions. */
  readonly step: number;
  /** Ids of the classes that `suggestion` points into. */
  readonly classes: readonly string[];
  /** Index into `classes`, never a class that was rejected for the image; -1: none (no class yet, every class rejected, or the image is unreadable). */
  readonly suggestion: Int16Array;
  /** Probability of the suggestion, calibrated, 0-1. A rejection does not raise that of the next class: where the model was sure of a wrong one it knows little. */
  readonly confidence: Float32Array;
  /** 0-1, 0.5 is the threshold; NaN: not known. */
  readonly anomaly: Float32Array;
  /** 1: flagged and not reviewed by a person (dismissed and confirmed images are 0). */
  readonly flagged: Uint8Array;
  /** Place of the threshold: robust standard deviations above the median of what speaks against the images. */
  readonly threshold: number;
  readonly rule: ThresholdRule;
  /** Where the threshold is without a hand on it. */
  readonly automatic: { readonly threshold: number; readonly rule: AutomaticRule };
  /** Listing indices of images without a label, the one whose label would teach most first; 256 at most. */
  readonly next: Int32Array;
  /** Why each entry of `next` is there: a place in {@link nextReasons}. */
  readonly nextReason: Uint8Array;
  /** Listing indices of labelled images, the most likely mislabelled first; 4,096 at most. */
  readonly suspects: Int32Array;
  /** How much speaks against the label of each entry of `suspects`, 0-1; from 0.5 on, more than for it. */
  readonly suspicion: Float32Array;
  /** What each entry of `suspects` may be instead: index into `classes`. */
  readonly rivals: Int16Array;
  /** Labels that the model did not know when it was tested on them, the oldest first, also such as were taken back since; 200 at most. */
  readonly tests: readonly TestedImage[];
}

/** What was suggested for an image before its label was learned, and the label: the only honest measure of the suggestions. */
export interface TestedImage {
  /** Index into the listing. */
  readonly image: number;
  /** Ids of classes; either may be gone by now. */
  readonly suggestion: string;
  readonly label: string;
}

/**
 * Why an image is next to be labelled: it stands for many like it; the model is unsure of it and
 * its like; it is unusual; it was drawn at random.
 */
export const nextReasons = ['typical', 'uncertain', 'anomalous', 'random'] as const;
export type NextReason = typeof nextReasons[number];

/** Groups of images that are one picture: saved again, resized, a little moved, or the same file twice. */
export interface Duplicates {
  readonly listing: number;
  /** Listing indices, ascending within a group, one group after the other. */
  readonly members: Int32Array;
  /** How many of `members` each group has: two or more. */
  readonly sizes: Int32Array;
}

/** A rule that follows from what a person has decided about images. */
export type AutomaticRule =
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'bestF1'; readonly confirmed: number; readonly dismissed: number; readonly f1: number };

/** Which rule put the threshold where it is; `hand`: a person did. */
export type ThresholdRule = AutomaticRule | { readonly kind: 'hand' };

export interface LossPoint {
  readonly step: number;
  readonly epoch: number;
  /** Per image, nats. */
  readonly total: number;
  readonly reconstruction: number;
  readonly divergence: number;
  /** Cross-entropy of `pi` on labelled images; NaN without labels. */
  readonly classification: number;
  readonly consistency: number;
}

export interface TrainerStatus {
  readonly phase: 'starting' | 'scanning' | 'decoding' | 'training' | 'scoring' | 'idle' | 'paused' | 'failed';
  /** What to show a person beside the phase, for example why it failed; may be empty. */
  readonly message: string;
  /** The same, if it can be said in another language. */
  readonly phrase?: Phrase;
  /** Training and scoring rest for the moment, since a person types, scrolls or moves the map; left out: they do not. */
  readonly resting?: boolean;
  /** Of the present phase, 0-1; null: not known. */
  readonly progress: number | null;
  readonly step: number;
  /** Epochs done: of the present training where `epochs` says how many it has, else since the first. */
  readonly epoch: number;
  /** Epochs of the present training; 0: none runs, or its end is a time. */
  readonly epochs: number;
  readonly imagesPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly images: number;
  readonly unreadable: number;
  readonly engine: EngineReport | null;
}

export interface EngineReport {
  readonly name: Exclude<EngineChoice, 'auto'>;
  /** Version and threads or accelerator, for a person. */
  readonly detail: string;
  readonly notUsed: readonly { readonly name: string; readonly why: string }[];
}

/** Where the images lie in the latent space, by UMAP; each map starts from the last one and is aligned to it. */
export interface LatentMap {
  /** Version of the listing. */
  readonly listing: number;
  /** Training steps behind it. */
  readonly step: number;
  /** x and y of each image of the listing [2 N], y upwards, a few units apart; NaN: not scored. */
  readonly points: Float32Array;
  /** Images that UMAP was fitted to; the others lie between their nearest of those. */
  readonly fitted: number;
  /** Whether it started from an earlier map. */
  readonly continued: boolean;
}

/** An end of a walk through the latent space: an image of the folder, or one that is drawn of a class (id) by a seed. */
export type Waypoint = { readonly path: string } | { readonly classId: string; readonly seed: number };

/** Pixels of one image, row by row, channels interleaved, 0-255. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 RGB. */
  readonly channels: number;
  readonly pixels: Uint8Array;
}

/** What the network makes of a few images of the folder at a step of its training. */
export interface Reconstructions {
  readonly step: number;
  readonly paths: readonly string[];
  /** The images as the model sees them, one for each path. */
  readonly inputs: readonly Raster[];
  readonly images: readonly Raster[];
}

export interface Explanation {
  readonly path: string;
  /** The image as the model sees it. */
  readonly input: Raster;
  readonly reconstruction: Raster;
  /** Squared error of each pixel averaged over channels and smoothed, 0-1, row by row, `input.width` x `input.height`. */
  readonly error: Float32Array;
  /** 0-1, 0.5 is the threshold. */
  readonly anomaly: number;
  /** Share of each reason in the score; they add up to 1. */
  readonly reasons: { readonly reconstruction: number; readonly latent: number; readonly neighbours: number; readonly classification: number; readonly likeness: number };
  /** Paths of the most similar images that are not anomalous, nearest first. */
  readonly nearest: readonly string[];
}
