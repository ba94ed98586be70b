import { posix } from 'node:path';
import { type LabelRow } from '../../labelsFile';
import { anomaliesFolder, folded, folderNames } from './folderNames';

/**
 * Where each image goes, by its path: `<class>/<file name>`, and `<class>/<path>` where two images of a class have one
 * name. Confirmed anomalies without a label go to a folder of their own; other images without a label have no place.
 */
export function layoutOf(rows: readonly LabelRow[]): ReadonlyMap<string, string> {
  const folders = folderNames(rows.flatMap(({ label }) => label ?? []));
  const members = new Map<string, string[]>();
  for (const { path, label, anomalous } of rows) {
    const folder = label === null ? anomalous === true ? anomaliesFolder : undefined : folders.get(label);
    if (folder === undefined) continue;
    const paths = members.get(folder);
    if (paths) paths.push(path);
    else members.set(folder, [path]);
  }
  return new Map([...members].flatMap(([folder, paths]) => [...placesOf(paths)].map(([path, place]) => [path, `${folder}/${place}`])));
}

/** A name for each image within one folder, never two that some disk takes for one. */
function placesOf(paths: readonly string[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const path of paths) count(counts, folded(posix.basename(path)));
  const shortened = new Map(paths.map(path => [path, counts.get(folded(posix.basename(path))) === 1 ? posix.basename(path) : path]));
  return isFree(shortened.values()) ? shortened : numbered(paths);
}

/** Whether no place is the folder of another one; `a.png` may be the name of a file and of a folder. */
function isFree(places: Iterable<string>): boolean {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const place of places) {
    const name = folded(place);
    if (files.has(name)) return false;
    files.add(name);
    for (let above = posix.dirname(name); above !== '.'; above = posix.dirname(above)) folders.add(above);
  }
  return [...folders].every(folder => !files.has(folder));
}

/** Whole paths; those that differ only in upper and lower case are told apart by a folder with a number. */
function numbered(paths: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(paths.map(path => {
    let place = path;
    for (let number = 2; taken.has(folded(place)); number++) place = `${number}/${path}`;
    taken.add(folded(place));
    return [path, place];
  }));
}

/** Counts one more; how many there were before. */
function count(counts: Map<string, number>, key: string): number {
  const before = counts.get(key) ?? 0;
  counts.set(key, before + 1);
  return before;
}
