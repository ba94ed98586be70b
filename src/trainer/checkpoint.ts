/** What is learned, on disk: one safetensors file in the state folder, replaced atomically. */
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { type NetworkConfig } from '../model/config';
import { PersonError, phraseOf } from '../shared/personError';
import { type HostTensors } from '../shared/program';
import { type ImageClass } from '../shared/project';
import { phrase } from '../shared/phrase';
import { decodeSafetensors, encodeSafetensors } from './safetensors';
import { type Adapted } from './strength';
import { type LabelTest } from './tested';

/** Grows when a checkpoint of an older version can no longer be read. */
export const checkpointVersion = 6;

/** Everything beside the weights that is needed to go on as if nothing had happened. */
export interface CheckpointHeader {
  readonly config: NetworkConfig;
  /** Classes of `pi`, in the order of its outputs. */
  readonly classes: readonly Pick<ImageClass, 'id' | 'name'>[];
  /** Training steps and epochs done since the start. */
  readonly step: number;
  readonly epoch: number;
  readonly seed: number;
  /** Position of the stream of random numbers. */
  readonly random: number;
  /** Steps of the training that was under way which were still to do. */
  readonly stepsLeft: number;
  /** Digest of the knowledge that the weights were trained with; null: labels had come that were not. */
  readonly knowledge: string | null;
  /** Labels that the model was tested on; left out by older versions. */
  readonly tested?: readonly LabelTest[];
  /** How much labelled images are changed; left out by older versions. */
  readonly strength?: Adapted;
}

export interface Checkpoint {
  readonly header: CheckpointHeader;
  readonly tensors: HostTensors;
}

/** Path of the checkpoint in a state folder. */
export function checkpointFile(state: string): string {
  return join(state, 'model.safetensors');
}

/** Writes a checkpoint: to a temporary file, fsync, rename. Rejects with a PersonError when the disk refuses. */
export async function saveCheckpoint(state: string, { header, tensors }: Checkpoint): Promise<void> {
  const file = checkpointFile(state);
  const metadata = { winnow: String(checkpointVersion), header: JSON.stringify(header) };
  try {
    await writeFileAtomic(file, encodeSafetensors(tensors, metadata));
  } catch (error) {
    throw new PersonError(phrase`The trained model could not be saved to ${file}: ${phraseOf(error)}. Free some space or check the permissions.`, file, { cause: error });
  }
}

/**
 * The checkpoint of a state folder; null when there is none.
 * Rejects with a PersonError when the file is broken or was written by a newer or an older Winnow.
 */
export async function loadCheckpoint(state: string): Promise<Checkpoint | null> {
  const file = checkpointFile(state);
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new PersonError(phrase`The trained model ${file} cannot be read: ${phraseOf(error)}.`, file, { cause: error });
  }
  try {
    const { tensors, metadata } = decodeSafetensors(bytes);
    const version = Number(metadata.winnow);
    if (version > checkpointVersion) {
      throw new PersonError(phrase`The trained model ${file} was written by a newer Winnow. Update Winnow, or train from scratch.`, file);
    }
    if (version < checkpointVersion) throw new PersonError(phrase`The trained model ${file} was written by an older Winnow, which knew another network.`, file);
    if (version !== checkpointVersion) throw new Error('it is no checkpoint of Winnow');
    return { header: JSON.parse(metadata.header) as CheckpointHeader, tensors };
  } catch (error) {
    if (error instanceof PersonError) throw error;
    throw new PersonError(phrase`The trained model ${file} is damaged (${phraseOf(error)}).`, file, { cause: error });
  }
}

/** Moves a checkpoint that cannot be used out of the way, so that it is never overwritten; returns its new path. */
export async function setAside(state: string): Promise<string> {
  const file = checkpointFile(state);
  const aside = `${file}.${Date.now()}.aside`;
  await rename(file, aside);
  return aside;
}
