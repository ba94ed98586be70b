/** Where an image stands in the last scoring pass. */
import { PersonError } from '../shared/personError';
import { type Phrase, phrase } from '../shared/phrase';
import { type Scored } from './evidence';
import { type Images } from './images';

/** What is said before the first scoring. */
export const notLooked = phrase`The model has not looked at the images yet. Wait for the first anomaly ranking.`;

export interface ScoredRow {
  readonly scored: Scored;
  /** Row of the image in everything that `scored` holds. */
  readonly row: number;
  /** Its place in the present listing, which may be newer than the pass. */
  readonly index: number;
}

/**
 * The row of the image at `path`, found by what the image was when it was looked at: the listing may have changed since.
 * PersonError when nothing can be said of it, with what to do.
 */
export function scoredRow(images: Images, scored: Scored | null | undefined, path: string): ScoredRow {
  const index = images.indexOf.get(path);
  if (index === undefined) throw new PersonError(phrase`"${path}" is not in the folder any more.`, path);
  if (!scored) throw new PersonError(notLooked, path);
  const row = scored.identities.indexOf(images.identity(index));
  if (row >= 0) return { scored, row, index };
  throw new PersonError(images.isUnreadable(path) ? phrase`"${path}" cannot be read as an image.` : notYet(path), path);
}

/** What is said of an image that is waiting for its turn. */
export function notYet(path: string): Phrase {
  return phrase`The model has not looked at "${path}" yet. Wait a moment.`;
}
