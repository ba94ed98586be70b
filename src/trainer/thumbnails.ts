/** Thumbnails on disk, made once per image content and size. */
import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { writeThumbnail } from '../data/thumbnail';
import { PersonError, phraseOf } from '../shared/personError';
import { phrase } from '../shared/phrase';

// Decoding and training share the threads of the process; more at once would hold up the training.
const limit = pLimit(2);
/** How long a step waits for thumbnails, ms: what is broken there does not hold up the training for good. */
export const thumbnailPatience = 500;
let pending = 0;
const served: (() => void)[] = [];

/**
 * Path of a WebP of at most `pixels` a side of the image `path` of `folder`, in `<state>/thumbs`.
 * `identity` changes with the image's content. PersonError when the image is unreadable.
 */
export function thumbnailOf(folder: string, path: string, identity: string, state: string, pixels: number): Promise<string> {
  const hash = createHash('sha256').update(`${identity}\n${pixels}`).digest('hex').slice(0, 32);
  const target = join(state, 'thumbs', hash.slice(0, 2), `${hash}.webp`);
  pending++;
  return limit(async () => {
    if (await exists(target)) return target;
    try {
      await writeThumbnail(join(folder, path), target, pixels);
    } catch (error) {
      if (error instanceof PersonError) throw error;
      throw new PersonError(phrase`"${path}" cannot be shown: ${phraseOf(error)}.`, path, { cause: error });
    }
    return target;
  }).finally(() => {
    if (--pending > 0) return;
    for (const resolve of served.splice(0)) resolve();
  });
}

/**
 * Resolves when no thumbnail is waited for any more, or after `patience` ms. A step blocks the event loop while it
 * runs, and a thumbnail takes several turns of it: between steps the person who looks at empty tiles comes first.
 */
export async function thumbnailsServed(patience: number): Promise<void> {
  if (pending === 0) return;
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    new Promise<void>(resolve => served.push(resolve)),
    new Promise<void>(resolve => { timer = setTimeout(resolve, patience); }),
  ]);
  clearTimeout(timer);
}

function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false);
}
