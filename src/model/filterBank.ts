/**
 * What needs no learning: the energy of an image in fixed oriented filters at several scales, over
 * the whole image (Heeger & Bergen 1995: textures) and on a 4 x 4 grid (GIST, Oliva & Torralba
 * 2001: shapes and scenes). With few labels these tell classes apart that a network trained on so
 * few could not, and they are there before the first step.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type NetworkConfig } from './config';

const orientations = 4;
/** Side of a filter, wavelength and deviation of its envelope, pixels of its scale. */
const filterSide = 5;
const wavelength = 3;
const envelope = 1.2;
/** Cells in a row of the grid; a map of 9 pixels has three. */
const gridSide = 4;
/** Added to energies before the logarithm, so that noise in an even field stays small. */
const floor = 1e-3;
const gridFloor = 1e-2;

/** Sides of the pyramid's scales, pixels: 28 -> [28, 14, 7]. */
function scaleSides(size: number): number[] {
  const sides = [size];
  while (sides[sides.length - 1] >= 14) sides.push(sides[sides.length - 1] >> 1);
  return sides;
}

/** How many energies {@link filterEnergies} gives of an image: W of the whole and P of the cells of the grid, in this order. */
export function energyCounts({ size, channels }: NetworkConfig): { whole: number; placed: number } {
  const sides = scaleSides(size);
  const cells = sides.reduce((sum, side) => sum + gridOf(side).across ** 2, 0);
  return { whole: 3 * orientations * sides.length + 2 * channels, placed: gridOf(size).across ** 2 * channels + cells * orientations };
}

/**
 * Energies of `x` [B, S, S, C] 0-1, those of the whole image first [B, W + P]: means, and logarithms
 * of everything else. Nothing here is learned.
 */
export function filterEnergies({ size, channels }: NetworkConfig, x: tf.Tensor): tf.Tensor2D {
  const batch = x.shape[0];
  const filters = tf.tensor4d(gaborPairs(), [filterSide, filterSide, 1, 2 * orientations]);
  const mean = tf.mean(x, [1, 2]);
  const spread = deviationOf(x);
  const whole: tf.Tensor[] = [mean, tf.log(tf.add(spread, 1e-2))];
  const placed: tf.Tensor[] = [onGrid(x as tf.Tensor4D, size)];
  let level = (channels === 1 ? x : tf.mean(x, 3, true)) as tf.Tensor4D;
  const reach = (filterSide - 1) / 2;
  for (const [i, side] of scaleSides(size).entries()) {
    if (i > 0) level = tf.avgPool(level, 2, 2, 'valid');
    const padded = tf.mirrorPad(level, [[0, 0], [reach, reach], [reach, reach], [0, 0]], 'reflect');
    const squares = tf.square(tf.conv2d(padded, filters, 1, 'valid'));
    const energy = tf.add(tf.slice(squares, [0, 0, 0, 0], [batch, side, side, orientations]), tf.slice(squares, [0, 0, 0, orientations], [batch, side, side, orientations]));
    const amplitude = tf.sqrt(tf.add(energy, 1e-12)) as tf.Tensor4D; // [B, side, side, orientations]
    for (const measure of [tf.mean(amplitude, [1, 2]), deviationOf(amplitude), tf.max(amplitude, [1, 2])]) whole.push(tf.log(tf.add(measure, floor)));
    placed.push(tf.log(tf.add(onGrid(amplitude, side), gridFloor)));
  }
  return tf.concat([...whole, ...placed], 1) as tf.Tensor2D;
}

/** Standard deviation over the image of `map` [B, side, side, F] -> [B, F]; about the mean, since the difference of two squares is lost where contrast is faint. */
function deviationOf(map: tf.Tensor): tf.Tensor {
  return tf.sqrt(tf.mean(tf.square(tf.sub(map, tf.mean(map, [1, 2], true))), [1, 2]));
}

/** An energy of one cell of a grid: its place among all energies, that of its mirror image (left for right), and what it measures. */
export interface PlacedEnergy {
  readonly at: number;
  readonly mirrored: number;
  /** `pixel` or the orientation. */
  readonly kind: string;
}

/** The energies of cells which have a mirror image: on a grid that does not end evenly there is none. */
export function mirroredEnergies(config: NetworkConfig): PlacedEnergy[] {
  const { size, channels } = config;
  const found: PlacedEnergy[] = [];
  let start = energyCounts(config).whole;
  const grid = (side: number, maps: number, mirroredMap: (map: number) => number, kind: (map: number) => string) => {
    const { across, cell } = gridOf(side);
    const isEven = (across * cell - side) % 2 === 0;
    for (let at = 0; isEven && at < across ** 2; at++) {
      const column = at % across;
      const opposite = at - column + (across - 1 - column);
      for (let map = 0; map < maps; map++) found.push({ at: start + at * maps + map, mirrored: start + opposite * maps + mirroredMap(map), kind: kind(map) });
    }
    start += across ** 2 * maps;
  };
  grid(size, channels, map => map, () => 'pixel');
  // An edge at an angle a is one at 180 degrees - a in the mirror.
  for (const side of scaleSides(size)) grid(side, orientations, map => (orientations - map) % orientations, map => `orientation ${map}`);
  return found;
}

/** The grid on a map of `side` pixels: cells in a row, and pixels in a cell. */
function gridOf(side: number): { across: number; cell: number } {
  const cell = Math.ceil(side / gridSide);
  return { across: Math.ceil(side / cell), cell };
}

/** Means of `map` [B, side, side, F] over the cells of the grid [B, 16 F], row by row. */
function onGrid(map: tf.Tensor4D, side: number): tf.Tensor {
  const { cell } = gridOf(side);
  const means = tf.avgPool(map, cell, cell, 'same');
  return tf.reshape(means, [map.shape[0], means.size / map.shape[0]]);
}

/** Even filters of every orientation, then the odd ones, [side, side, 1, 2 orientations] row by row; an even field gives 0. */
function gaborPairs(): Float32Array {
  const reach = (filterSide - 1) / 2;
  const cells = Array.from({ length: filterSide ** 2 }, (_, i) => ({ x: (i % filterSide) - reach, y: Math.floor(i / filterSide) - reach }));
  const kernels = new Float32Array(cells.length * 2 * orientations);
  for (let o = 0; o < orientations; o++) {
    const angle = (Math.PI * o) / orientations;
    const along = cells.map(({ x, y }) => (2 * Math.PI * (x * Math.cos(angle) + y * Math.sin(angle))) / wavelength);
    const window = cells.map(({ x, y }) => Math.exp(-(x * x + y * y) / (2 * envelope ** 2)));
    const sum = window.reduce((a, b) => a + b, 0);
    const even = window.map((w, i) => w * Math.cos(along[i]));
    const offset = even.reduce((a, b) => a + b, 0) / sum;
    const odd = window.map((w, i) => w * Math.sin(along[i]));
    const scale = 1 / odd.reduce((a, b) => a + Math.abs(b), 0);
    cells.forEach((_, i) => {
      kernels[i * 2 * orientations + o] = (even[i] - offset * window[i]) * scale;
      kernels[i * 2 * orientations + orientations + o] = odd[i] * scale;
    });
  }
  return kernels;
}
