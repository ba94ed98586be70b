import { posix } from 'node:path';
import { anomaliesFolder, classNameOf, folded } from '../exchange/folders/folderNames';
import { byCodeUnit } from '../order';

/**
 * The name of the class that each class folder stands for. Names that differ only in upper and lower case are one
 * class: one of `known`, else as most images have it. The folder of anomalies stands for none.
 * @param folders the class folder of each image, so that a folder comes as often as it holds images
 * @param known names of the classes that there are
 */
export function classNamesOf(folders: Iterable<string>, known: readonly string[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const folder of folders) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  const names = new Map<string, string>();
  const images = new Map<string, number>();
  for (const [folder, count] of counts) {
    const name = isAnomaliesFolder(folder) ? '' : classNameOf(posix.basename(folder));
    if (name === '') continue;
    names.set(folder, name);
    images.set(name, (images.get(name) ?? 0) + count);
  }
  const spellings = new Map<string, string>();
  const found = [...images].sort(([a, many], [b, more]) => more - many || byCodeUnit(a, b)).map(([name]) => name);
  for (const name of [...known, ...found]) if (!spellings.has(folded(name))) spellings.set(folded(name), name);
  return new Map([...names].map(([folder, name]) => [folder, known.includes(name) ? name : spellings.get(folded(name)) ?? name]));
}

/** Whether a folder holds confirmed anomalies without a label, as an export writes it. */
export function isAnomaliesFolder(folder: string): boolean {
  return posix.basename(folder) === anomaliesFolder;
}
