/** The last ranking on disk: a second opening of the same images and decisions shows it at once, and looks at them anew behind it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import writeFileAtomic from 'write-file-atomic';
import { fileError } from '../data/fileErrors';
import { phrase } from '../shared/phrase';
import { type Predictions } from '../shared/trainerContract';
import { type Images } from './images';
import { type Known } from './known';

/** Grows whenever predictions have other fields. */
const version = 2;

interface Stored {
  readonly version: number;
  readonly key: string;
  readonly predictions: Predictions;
}

/** What a ranking depends on beside the model and the images. */
export type Basis = Pick<Known, 'knowledge' | 'share' | 'byHand'>;

/** Writes `predictions` of the present listing of `images`, made with what was `known`. @throws PersonError when the disk is full */
export async function saveRanking(state: string, predictions: Predictions, images: Images, known: Basis): Promise<void> {
  const file = fileIn(state);
  const stored: Stored = { version, key: keyOf(images, known), predictions };
  try {
    await writeFileAtomic(file, serialize(stored));
  } catch (error) {
    throw fileError(error, phrase`save the ranking`, file);
  }
}

/** The ranking that was saved, for the present listing; null when there is none or it was made of other images or decisions. */
export async function readRanking(state: string, images: Images, known: Basis): Promise<Predictions | null> {
  try {
    const stored = deserialize(await readFile(fileIn(state))) as Stored;
    return stored.version === version && stored.key === keyOf(images, known) ? { ...stored.predictions, listing: images.listingVersion } : null;
  } catch {
    // Missing or damaged: the images are looked at anew in any case.
    return null;
  }
}

function fileIn(state: string): string {
  return join(state, 'ranking.bin');
}

/** Digest of all that a ranking depends on beside the model. */
function keyOf(images: Images, { knowledge, share, byHand }: Basis): string {
  const hash = createHash('sha256');
  for (const i of images.readable) hash.update(images.identity(i)).update('\n');
  const decisions = knowledge.decisions.map(({ path, label, anomalous, rejected, sure }) => JSON.stringify([path, label, anomalous, rejected ?? [], sure ?? false])).sort();
  return hash.update(JSON.stringify([decisions, knowledge.classes.map(({ id }) => id).sort(), share, byHand])).digest('hex');
}
