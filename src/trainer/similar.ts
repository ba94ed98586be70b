/** What a person asks for by one image: those that the model finds most similar. */
import { mostSimilar } from '../model/order/similar';
import { PersonError } from '../shared/personError';
import { phrase } from '../shared/phrase';
import { type Images } from './images';
import { type Judge } from './judge';

/** The image at `path` and the `count` most similar ones, nearest first. PersonError when nothing can be said of it. */
export async function similar(images: Images, judge: Judge | undefined, path: string, count: number): Promise<string[]> {
  const index = images.indexOf.get(path);
  if (index === undefined) throw new PersonError(phrase`"${path}" is not in the folder any more.`, path);
  const scored = judge?.scored;
  if (!scored) throw new PersonError(phrase`The model has not looked at the images yet. Wait for the first anomaly ranking.`, path);
  // Rows are found by what the image was when it was looked at: the listing may have changed since.
  const row = scored.identities.indexOf(images.identity(index));
  if (row < 0) throw new PersonError(images.readable.includes(index) ? phrase`The model has not looked at "${path}" yet. Wait a moment.` : phrase`"${path}" cannot be read as an image.`, path);
  const found = await mostSimilar(scored.evidence, row, count, () => new Promise(resolve => setImmediate(resolve)));
  const paths = Array.from(found, other => scored.identities[other].split('\n').slice(0, -2).join('\n'));
  return [path, ...paths.filter(other => images.indexOf.has(other))];
}
