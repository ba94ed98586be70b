/** Nearest neighbours, the baseline that learns nothing. */
import { type ImageSet } from '../sets';

/** The class of the labelled image whose pixels are nearest (euclidean), for each of `asked`. */
export function nearestOnPixels({ pixels, size, channels, label }: ImageSet, labelled: readonly number[], asked: readonly number[]): number[] {
  const length = size * size * channels;
  return asked.map(i => {
    let [least, nearest] = [Infinity, -1];
    for (const j of labelled) {
      let distance = 0;
      for (let at = 0; at < length && distance < least; at++) distance += (pixels[i * length + at] - pixels[j * length + at]) ** 2;
      if (distance < least) [least, nearest] = [distance, j];
    }
    return label[nearest];
  });
}

/** Mean euclidean distance of each of `points` [N, D] to its `k` nearest others [N]. */
export function nearestDistance(points: Float32Array, width: number, k = 5): Float32Array {
  const count = points.length / width;
  return Float32Array.from({ length: count }, (_, i) => {
    const nearest = new Float64Array(k).fill(Infinity);
    for (let j = 0; j < count; j++) {
      if (j === i) continue;
      let distance = 0;
      for (let d = 0; d < width; d++) distance += (points[i * width + d] - points[j * width + d]) ** 2;
      if (distance < nearest[k - 1]) {
        nearest[k - 1] = distance;
        nearest.sort();
      }
    }
    return nearest.reduce((sum, distance) => sum + Math.sqrt(distance), 0) / k;
  });
}
