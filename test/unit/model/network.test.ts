import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { defaultConfig, stageSides } from '../../../src/model/config';
import { explainProgram, generatorProgram, scoringProgram } from '../../../src/model/inference';
import { decode, encode, initialWeights } from '../../../src/model/network';
import { PersonError } from '../../../src/shared/personError';
import { eager, floats, upload } from './eager';
import { tiny } from './fixtures';

describe('sizes', () => {
  test.each([28, 33, 64, 100, 128].flatMap(size => [[size, 1], [size, 3]] as const))('%i px, %i channels: the decoder gives the size back', (size, channels) => {
    const config = { ...defaultConfig(size, channels, 3), hidden: 16, latent: 4 };
    tf.tidy(() => {
      const w = upload(initialWeights(config, 1));
      const { h, mu, logvar, logits } = encode(w, config, tf.zeros([1, size, size, channels]));
      expect([h, mu, logvar, logits].map(t => t?.shape)).toEqual([[1, 16], [1, 4], [1, 4], [1, 3]]);
      expect(decode(w, config, mu, tf.ones([1, 3])).shape).toEqual([1, size, size, channels]);
    });
  });

  test('every size from 28 to 128 ends 4 or 5 pixels wide', () => {
    for (let size = 28; size <= 128; size++) expect([4, 5, 3]).toContain(stageSides(defaultConfig(size, 1, 0)).at(-1));
  });

  test('other sizes are refused', () => {
    for (const size of [27, 129, 64.5]) expect(() => defaultConfig(size, 1, 0)).toThrow(PersonError);
  });
});

test('the same seed gives the same weights, another seed others', () => {
  expect(initialWeights(tiny, 5)).toEqual(initialWeights(tiny, 5));
  expect(initialWeights(tiny, 5)['mu/kernel']).not.toEqual(initialWeights(tiny, 6)['mu/kernel']);
});

describe('inference', () => {
  const image = (count: number) => floats([count, 28, 28, 1], i => (i % 7) / 7);

  test('scores of a batch are those of its images alone', () => {
    const weights = initialWeights(tiny, 3);
    const both = eager(scoringProgram(tiny, weights, 2)).run({ image: image(2) });
    const first = eager(scoringProgram(tiny, weights, 1)).run({ image: floats([1, 28, 28, 1], i => (i % 7) / 7) });
    expect(Object.keys(both).sort()).toEqual(['energies', 'features', 'mu', 'probabilities', 'reconstruction']);
    for (const name of Object.keys(first)) first[name].data.forEach((value, i) => expect(both[name].data[i]).toBeCloseTo(value, 5));
  });

  test('an explanation has the image and an error map whose mean is the score', () => {
    const { reconstructed, error, reconstruction } = eager(explainProgram(tiny, initialWeights(tiny, 3))).run({ image: image(1) });
    expect([reconstructed.shape, error.shape]).toEqual([[1, 28, 28, 1], [1, 28, 28]]);
    expect((error.data as Float32Array).reduce((a, b) => a + b, 0) / 784).toBeCloseTo(reconstruction.data[0], 5);
  });

  test('the generator draws images in 0-1, with and without classes', () => {
    for (const config of [tiny, { ...tiny, classes: 0 }]) {
      const inputs = { z: floats([2, 4], i => i - 4), ...(config.classes > 0 && { c: floats([2, 2], i => +(i % 3 === 0)) }) };
      const drawn = eager(generatorProgram(config, initialWeights(config, 3), 2)).run(inputs).image;
      expect(drawn.shape).toEqual([2, 28, 28, 1]);
      expect((drawn.data as Float32Array).every(p => p >= 0 && p <= 1)).toBe(true);
    }
  });
});
