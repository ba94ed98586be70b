/** What the formats of labels have in common. */
import { type Phrase, phrase } from '../../shared/phrase';
import { type ImageClass } from '../../shared/project';
import { type LabelRow } from '../labelsFile';
import { type ImageIndex } from './imageIndex';

/** Something in a file that could not be understood. */
export interface Fault {
  /** Where: line 3, task 12. */
  readonly place: Phrase;
  readonly reason: Phrase;
}

/** The place of a fault in a file of lines, counted from 1. */
export function lineOf(line: number): Phrase {
  return phrase`line ${line}`;
}

export interface Reading {
  /** One per image. A path that the folder does not hold stands as the file names it. */
  readonly rows: readonly LabelRow[];
  readonly faults: readonly Fault[];
}

/** What a writer may need besides the rows. */
export interface Origin {
  /** Absolute path of the folder of images. */
  readonly folder: string;
  readonly classes: readonly ImageClass[];
}

export interface WrittenFile {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
}

/** A format that is one text file, perhaps with a second one beside it. */
export interface FileFormat {
  readonly title: string;
  /** Without a dot; the first is the one that is written. */
  readonly extensions: readonly [string, ...string[]];
  /** The files to write: `out` (an absolute path) first. */
  write(rows: readonly LabelRow[], out: string, origin: Origin): readonly [WrittenFile, ...WrittenFile[]];
  /** Whether a text looks like this format, judged by how it begins. */
  fits(text: string): boolean;
  /** Never throws for bad input: what is not understood is among the faults. */
  read(text: string, images: ImageIndex): Reading;
}
