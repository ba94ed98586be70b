/** Folders that hold images and so may be named for what the images show. */

export interface ClassFolders {
  /** The class folder of each image that lies in one; both paths are relative to the folder of images. */
  readonly folderOf: ReadonlyMap<string, string>;
  /** Share (0-1) of all images that lie directly in a folder at the depth of the class folders. */
  readonly share: number;
}

/**
 * The class folders of images. They are at the depth at which most images lie, so that those in `train/bolt` and
 * `test/bolt` are bolts, and those in a folder within a class folder are of that class. An image that lies less deep
 * is of its own folder; but beside class folders, as in the root or in `train`, it is of none.
 * @param paths of the images, relative to their folder, with forward slashes
 */
export function classFoldersOf(paths: readonly string[]): ClassFolders {
  const above = paths.map(path => path.split('/').slice(0, -1));
  const { depth, count } = mostCommonDepth(above);
  const holders = new Set<string>();
  for (const folders of above) {
    if (folders.length < depth) continue;
    for (let length = 1; length < depth; length++) holders.add(folders.slice(0, length).join('/'));
  }
  const folderOf = new Map<string, string>();
  for (const [index, folders] of above.entries()) {
    const folder = folders.slice(0, depth).join('/');
    if (folder !== '' && !holders.has(folder)) folderOf.set(paths[index], folder);
  }
  return { folderOf, share: count / Math.max(1, paths.length) };
}

/** The depth below the root at which most images lie, the lesser of two, and how many do. */
function mostCommonDepth(above: readonly (readonly string[])[]): { depth: number; count: number } {
  const counts = new Map<number, number>();
  for (const { length } of above) if (length > 0) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].map(([depth, count]) => ({ depth, count }))
    .reduce((best, each) => (each.count > best.count || each.count === best.count && each.depth < best.depth ? each : best), { depth: 0, count: 0 });
}
