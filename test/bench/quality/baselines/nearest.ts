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
