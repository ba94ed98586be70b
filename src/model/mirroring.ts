/**
 * Whether left and right mean anything in a set of images. Digits and words are one way round; a
 * sheet of steel is not. Where the mirrored set looks like the set, mirrored views are free images.
 */
import { type NetworkConfig } from './config';
import { energyCounts, mirroredEnergies } from './filterBank';

/** Asymmetry below which left and right mean nothing: steel has 0.003, photographs 0.026, digits 0.4. */
const mostAsymmetry = 0.015;
/** Fewer images than these do not show it. */
const leastImages = 100;

/** Whether the images of a table of energies [N, W + P] could as well be mirrored. */
export function isMirrorable(config: NetworkConfig, energies: Float32Array): boolean {
  const { whole, placed } = energyCounts(config);
  const count = energies.length / (whole + placed);
  return count >= leastImages && asymmetry(config, energies) < mostAsymmetry;
}

/**
 * How far the mean image is from its mirror image: squared differences of the energies of mirrored
 * places over their variance, averaged over places; the largest of those of the pixels and of each
 * orientation. Infinity where no grid has a mirror image (31, 63 and 127 pixels).
 */
export function asymmetry(config: NetworkConfig, energies: Float32Array): number {
  const { whole, placed } = energyCounts(config);
  const width = whole + placed;
  const count = energies.length / width;
  const mean = new Float64Array(width);
  const variance = new Float64Array(width);
  for (let at = 0; at < energies.length; at++) mean[at % width] += energies[at] / count;
  for (let at = 0; at < energies.length; at++) variance[at % width] += (energies[at] - mean[at % width]) ** 2 / count;
  const sums = new Map<string, { sum: number; places: number }>();
  for (const { at, mirrored, kind } of mirroredEnergies(config)) {
    const total = sums.get(kind) ?? { sum: 0, places: 0 };
    total.sum += (mean[at] - mean[mirrored]) ** 2 / ((variance[at] + variance[mirrored]) / 2 + 1e-9);
    total.places++;
    sums.set(kind, total);
  }
  return sums.size === 0 ? Infinity : Math.max(...[...sums.values()].map(({ sum, places }) => sum / places));
}
