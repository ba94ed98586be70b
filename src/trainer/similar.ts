/** What a person asks for by one image: those that the model finds most similar. */
import { mostSimilar } from '../model/order/similar';
import { type Images } from './images';
import { type Judge } from './judge';
import { scoredRow } from './scoredRow';

/** The image at `path` and the `count` most similar ones, nearest first. PersonError when nothing can be said of it. */
export async function similar(images: Images, judge: Judge | undefined, path: string, count: number): Promise<string[]> {
  const { scored, row } = scoredRow(images, judge?.scored, path);
  const found = await mostSimilar(scored.evidence, row, count, () => new Promise(resolve => setImmediate(resolve)));
  const paths = Array.from(found, other => scored.identities[other].split('\n').slice(0, -2).join('\n'));
  return [path, ...paths.filter(other => images.indexOf.has(other))];
}
