/** Which images a map is fitted to: nearly the same ones as long as nearly the same images are there. */
import { createHash } from 'node:crypto';

/** Rows of at most `most` of the images with these paths, ascending: those whose digests are smallest, so that a new image changes one of them at most. */
export function steadySample(paths: readonly string[], most: number): Int32Array {
  const rows = Int32Array.from({ length: paths.length }, (_, row) => row);
  if (paths.length <= most) return rows;
  const digests = Float64Array.from(paths, path => createHash('sha1').update(path).digest().readUIntBE(0, 6));
  return rows.sort((a, b) => digests[a] - digests[b]).subarray(0, most).sort();
}
