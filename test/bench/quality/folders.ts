/** Sets as folders that a person labels, and images that the suggestions are judged on. */
import { Random } from '../../../src/shared/random';
import { type ImageSet, loadSplit, loadSteel } from './sets';

/** Share of a folder that is never offered for a label where a set has no test images of its own. */
const heldShare = 0.3;

export interface Folder {
  readonly set: ImageSet;
  /** In training. */
  readonly images: readonly number[];
  /** Those of `images` that may get a label. */
  readonly offered: readonly number[];
  /** What accuracy is measured on: test images that are in no training or, where a set has none, 30 % of the folder (drawn by seed), which stay without a label. */
  readonly judged: readonly number[];
}

export const folderNames = ['mnist', 'fashion', 'x_sdd'] as const;
export type FolderName = typeof folderNames[number];

export async function loadFolder(data: string, name: FolderName, seed: number): Promise<Folder> {
  if (name !== 'x_sdd') {
    const set = await loadSplit(data, name);
    return { set, images: set.train, offered: set.train, judged: set.test };
  }
  const set = await loadSteel(data);
  const images = [...set.label.keys()];
  const shuffled = new Random(seed).shuffle([...images]);
  const held = Math.round(heldShare * images.length);
  return { set, images, offered: shuffled.slice(held), judged: shuffled.slice(0, held) };
}
