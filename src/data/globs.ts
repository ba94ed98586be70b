/** Which files of a folder count as images. */
import picomatch from 'picomatch';

export interface Globs {
  /** A file is an image when one of these matches its relative path (forward slashes, any case). */
  readonly include: readonly string[];
  /** ... and none of these does. */
  readonly exclude: readonly string[];
}

/** Every image format that {@link decodeImage} reads, in any subfolder. */
export const defaultGlobs: Globs = {
  include: ['**/*.{jpg,jpeg,png,webp,gif,tif,tiff,avif,bmp}'],
  exclude: [],
};

const neverScanned = new Set(['.winnow', '.git', 'node_modules']);

/** Whether a folder of this name is left out whatever the globs say: it holds no images of a person. */
export function isNeverScanned(folderName: string): boolean {
  return neverScanned.has(folderName);
}

export interface GlobMatcher {
  /** Whether the file at this relative path is an image by its name. */
  file(path: string): boolean;
  /** Whether a relative folder is excluded, and with it everything below. */
  excludesFolder(path: string): boolean;
}

/** Compiles globs to a matcher of relative paths with forward slashes. */
export function globMatcher(globs: Globs): GlobMatcher {
  // The flag "s": names may contain line breaks, which `.` would not match.
  const options = { dot: true, flags: 'is', posixSlashes: false, windows: false };
  const included = picomatch([...globs.include], options);
  const excluded = globs.exclude.length > 0 ? picomatch([...globs.exclude], options) : () => false;
  return {
    file: path => included(path) && !excluded(path),
    excludesFolder: path => excluded(`${path}/`) || excluded(path),
  };
}
