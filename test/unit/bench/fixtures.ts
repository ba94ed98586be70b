/** Small sets for the tests of the quality bench. */
import { Random } from '../../../src/shared/random';
import { type ImageSet } from '../../bench/quality/sets';

/** A set of images of one pixel whose classes are `label`; the pixel of image i is i. */
export function setOf(label: readonly number[], classes = ['a', 'b', 'c']): ImageSet {
  return {
    name: 'tiny', size: 1, channels: 1, classes, label: Int16Array.from(label),
    pixels: Uint8Array.from(label, (_, i) => i), anomalous: new Uint8Array(label.length),
  };
}

/** `count` images of 28 px, in turn bright on the left (class `left`) and on the right (class `right`). */
export function halves(count: number, seed: number): ImageSet {
  const random = new Random(seed);
  const size = 28;
  const pixels = Uint8Array.from({ length: count * size * size }, (_, at) => {
    const [image, x] = [Math.floor(at / (size * size)), at % size];
    return (x < size / 2) === (image % 2 === 0) ? 200 + random.below(40) : random.below(40);
  });
  return {
    name: 'halves', size, channels: 1, pixels, classes: ['left', 'right'],
    label: Int16Array.from({ length: count }, (_, i) => i % 2), anomalous: new Uint8Array(count),
  };
}
