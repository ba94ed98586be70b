/** Folders of many small real images: crops of the photographs of X-SDD, or of the drawn sample where they are not at hand. */
import { link, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { Random } from '../../../src/shared/random';
import { imageFolder } from '../../e2e/folders';

/** Side of an image, pixels. */
export const side = 64;
/** Grey levels of one photograph that crops are taken from. */
interface Photograph {
  readonly kind: string;
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/**
 * Writes `count` crops, no two alike, as PNGs into folders of their class below `folder`, and returns their
 * relative paths; the class is the first part of a path.
 */
export async function cropFolder(folder: string, count: number): Promise<string[]> {
  const photographs = await readPhotographs();
  for (const kind of new Set(photographs.map(photograph => photograph.kind))) await mkdir(join(folder, kind), { recursive: true });
  const random = new Random(1);
  const paths: string[] = [];
  const work: Promise<void>[] = [];
  for (let i = 0; i < count; i++) {
    const { kind, width, height, pixels } = photographs[i % photographs.length];
    const crop = sharp(pixels, { raw: { width, height, channels: 1 } })
      .extract({ left: random.below(width - side + 1), top: random.below(height - side + 1), width: side, height: side })
      .flip(random.below(2) === 0).flop(random.below(2) === 0);
    const path = `${kind}/${String(i).padStart(7, '0')}.png`;
    paths.push(path);
    work.push(crop.png({ compressionLevel: 1 }).toBuffer().then(png => writeFile(join(folder, path), png)));
    if (work.length === 256) await Promise.all(work.splice(0));
  }
  await Promise.all(work);
  return paths;
}

/** The same files once more, under the same names below `folder`. */
export async function linkFolder(from: string, paths: readonly string[], folder: string): Promise<void> {
  for (const kind of new Set(paths.map(dirname))) await mkdir(join(folder, kind), { recursive: true });
  for (const path of paths) await link(join(from, path), join(folder, path));
}

async function readPhotographs(): Promise<Photograph[]> {
  const { folder, truth } = imageFolder();
  const found: Photograph[] = [];
  for (const [kind, paths] of truth) {
    for (const path of paths) {
      const { data, info } = await sharp(join(folder, path)).removeAlpha().greyscale().resize(2 * side, 2 * side, { fit: 'cover' }).raw().toBuffer({ resolveWithObject: true });
      found.push({ kind, width: info.width, height: info.height, pixels: data });
    }
  }
  // One of each class after the other, so that a part of the crops has all classes.
  return new Random(1).shuffle(found);
}
