import { stat } from 'node:fs/promises';
import { PersonError } from '../shared/personError';

/** PersonError unless `folder` is one. */
export async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new PersonError(`"${folder}" is ${found ? 'not a folder' : 'not there'}. Name a folder of images.`, folder);
}
