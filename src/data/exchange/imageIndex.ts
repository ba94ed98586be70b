import { posix } from 'node:path';

/** Finds the images of a folder by the names that other tools give them. */
export class ImageIndex {
  private readonly known: ReadonlySet<string>;
  /** Made when first needed: most names are found as they stand. */
  private composed: ReadonlyMap<string, string> | undefined;
  private stems: ReadonlyMap<string, string> | undefined;
  private names: ReadonlyMap<string, string> | undefined;

  /** @param paths relative to the folder, with forward slashes */
  constructor(readonly paths: readonly string[]) {
    this.known = new Set(paths);
  }

  has(path: string): boolean {
    return this.known.has(path);
  }

  /** The image at a relative path, also one written with backslashes or, as on a Mac, with letters taken apart. */
  find(path: string): string | undefined {
    if (this.known.has(path)) return path;
    const usual = posix.normalize(path.replaceAll('\\', '/'));
    if (this.known.has(usual)) return usual;
    this.composed ??= onlyOnes(this.paths, each => each.normalize('NFC'));
    return this.composed.get(usual.normalize('NFC'));
  }

  /** The image whose path is the longest end of a longer path, such as one from the root of a disk. */
  findEnd(path: string): string | undefined {
    const segments = path.replaceAll('\\', '/').split('/').filter(Boolean);
    for (let from = 0; from < segments.length; from++) {
      const found = this.find(segments.slice(from).join('/'));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The only image with this path but for its extension. */
  findStem(stem: string): string | undefined {
    this.stems ??= onlyOnes(this.paths, stemOf);
    return this.stems.get(stem);
  }

  /** The only image with this file name, in whatever folder. */
  findName(name: string): string | undefined {
    this.names ??= onlyOnes(this.paths, path => posix.basename(path).normalize('NFC'));
    return this.names.get(name.normalize('NFC'));
  }
}

/** A path without its extension. */
export function stemOf(path: string): string {
  return path.slice(0, path.length - posix.extname(path).length);
}

/** Paths by a key that no other path has. */
function onlyOnes(paths: readonly string[], keyOf: (path: string) => string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (const path of paths) {
    const key = keyOf(path);
    if (found.has(key)) twice.add(key);
    else found.set(key, path);
  }
  for (const key of twice) found.delete(key);
  return found;
}
