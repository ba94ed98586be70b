/** Where a training starts: at its checkpoint if that fits, else at the beginning. */
import { type PixelFormat } from '../data/decode';
import { defaultConfig } from '../model/config';
import { messageOf, PersonError } from '../shared/personError';
import { type Knowledge } from '../shared/project';
import { type OpenOptions } from '../shared/trainerContract';
import { type Checkpoint, loadCheckpoint, setAside } from './checkpoint';
import { fresh, type Learned } from './learner';

/** The checkpoint of a state folder; a broken or newer one is moved aside and told to `warn`, and then there is none. */
export async function readCheckpoint(state: string, warn: (text: string) => void): Promise<Checkpoint | null> {
  try {
    return await loadCheckpoint(state);
  } catch (error) {
    if (!(error instanceof PersonError)) throw error;
    const aside = await setAside(state).catch(() => null);
    warn(`${messageOf(error)} ${aside ? `It was moved to ${aside}; training` : 'Training'} starts from the beginning.`);
    return null;
  }
}

/** The checkpoint if it is for images of the size that is asked for; another one is moved aside and told to `warn`. */
export async function fittingCheckpoint(checkpoint: Checkpoint | null, { size, state }: OpenOptions, warn: (text: string) => void): Promise<Checkpoint | null> {
  if (!checkpoint || size === null || size === checkpoint.header.config.size) return checkpoint;
  const aside = await setAside(state);
  warn(`The trained model is for ${checkpoint.header.config.size} pixels a side, not ${size}. It was moved to ${aside}; training starts from the beginning.`);
  return null;
}

/** What a checkpoint holds, with its classes found again: by id, or by name where the ids are others. */
export function learnedFrom({ header, tensors }: Checkpoint, knowledge: Knowledge): Learned {
  const ids = new Set(knowledge.classes.map(({ id }) => id));
  const classes = header.classes.map(({ id, name }) => (ids.has(id) ? id : knowledge.classes.find(known => known.name === name)?.id ?? id));
  const { config, step, epoch, random, tested, strength } = header;
  return { config, classes: new Set(classes).size === classes.length ? classes : header.classes.map(({ id }) => id), state: tensors, step, epoch, random, tested, strength };
}

/** A beginning for images of a format. */
export function freshFor({ size, channels }: PixelFormat, classes: readonly string[], seed: number): Learned {
  return fresh(defaultConfig(size, channels, classes.length), classes, seed);
}
