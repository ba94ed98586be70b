import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../../src/model/config';
import { energyCounts, filterEnergies, mirroredEnergies } from '../../../src/model/filterBank';
import { asymmetry, isMirrorable } from '../../../src/model/mirroring';
import { Random } from '../../../src/shared/random';

/** Energies of one picture of `size` pixels, given by its value at (x, y). */
function energiesOf(size: number, value: (x: number, y: number) => number): Float32Array {
  const pixels = Float32Array.from({ length: size * size }, (_, i) => value(i % size, Math.floor(i / size)));
  return tf.tidy(() => filterEnergies(defaultConfig(size, 1, 0), tf.tensor(pixels, [1, size, size, 1])).dataSync().slice()) as Float32Array;
}

describe('energies', () => {
  test.each([28, 33, 36, 64, 77, 128].flatMap(size => [[size, 1], [size, 3]] as const))('%i px, %i channels: as many as are announced', (size, channels) => {
    const config = defaultConfig(size, channels, 0);
    const { whole, placed } = energyCounts(config);
    const shape = tf.tidy(() => filterEnergies(config, tf.zeros([2, size, size, channels])).shape);
    expect(shape).toEqual([2, whole + placed]);
  });

  test('an even field has none but its brightness, which they do not depend on', () => {
    const [dark, bright] = [0.2, 0.9].map(grey => energiesOf(32, () => grey));
    expect(dark[0]).toBeCloseTo(0.2);
    expect(bright[0]).toBeCloseTo(0.9);
    const { whole } = energyCounts(defaultConfig(32, 1, 0));
    for (let i = 2; i < whole; i++) expect(bright[i]).toBeCloseTo(dark[i], 1);
  });

  test('stripes answer in the filter across them', () => {
    const wave = (along: number) => 0.5 + 0.4 * Math.sin((2 * Math.PI * along) / 3);
    const averages = (energies: Float32Array) => Array.from(energies.subarray(2, 6));
    const standing = averages(energiesOf(32, x => wave(x)));
    const lying = averages(energiesOf(32, (_, y) => wave(y)));
    expect(standing.indexOf(Math.max(...standing))).toBe(0);
    expect(lying.indexOf(Math.max(...lying))).toBe(2);
  });
});

describe('mirroring', () => {
  const size = 28;
  const config = defaultConfig(size, 1, 0);
  type Picture = (x: number, y: number) => number;
  const bar = (random: Random): Picture => {
    const [cx, cy, angle] = [random.between(0, 20), random.between(8, 24), random.between(0, Math.PI)];
    return (x, y) => (Math.abs((x - cx) * Math.cos(angle) + (y - cy) * Math.sin(angle)) < 3 ? 0.9 : 0.2);
  };
  const mirror = (picture: Picture): Picture => (x, y) => picture(size - 1 - x, y);
  const table = (pictures: readonly Picture[]) => Float32Array.from(pictures.flatMap(picture => Array.from(energiesOf(size, picture))));

  test('a mirrored picture has the mirrored energies', () => {
    const picture = bar(new Random(1));
    const [one, other] = [energiesOf(size, picture), energiesOf(size, mirror(picture))];
    const energies = mirroredEnergies(config);
    // The smallest map, 7 pixels, has cells of 2 and cannot be mirrored cell by cell.
    expect(energies.length).toBe(energyCounts(config).placed - 64);
    for (const { at, mirrored } of energies) expect(other[at]).toBeCloseTo(one[mirrored], 3);
  });

  test('bars on the left may not be mirrored; with as many on the right they may', () => {
    const random = new Random(3);
    const bars = Array.from({ length: 60 }, () => bar(random));
    const left = table([...bars, ...bars]);
    const both = table(bars.flatMap(picture => [picture, mirror(picture)]));
    expect(isMirrorable(config, left)).toBe(false);
    expect(isMirrorable(config, both)).toBe(true);
    expect(asymmetry(config, left)).toBeGreaterThan(5 * asymmetry(config, both));
    expect(isMirrorable(config, both.subarray(0, both.length / 4)), 'a few images do not show it').toBe(false);
  });

  test('where no grid has a mirror image nothing is mirrored', () => {
    const odd = defaultConfig(31, 1, 0);
    const { whole, placed } = energyCounts(odd);
    expect(mirroredEnergies(odd)).toEqual([]);
    expect(isMirrorable(odd, new Float32Array(200 * (whole + placed)))).toBe(false);
  });
});
