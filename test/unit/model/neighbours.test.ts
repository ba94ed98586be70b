import { expect, test } from 'vitest';
import { kernelWidth } from '../../../src/model/order/coverage';
import { closest } from '../../../src/model/scoring/neighbours';
import { Random } from '../../../src/shared/random';

test.each([1, 2, 5, 60, 500])('the %i nearest are those that sorting finds, without the image itself and with many equally near', k => {
  const random = new Random(k);
  const bank = Int32Array.from({ length: 300 }, (_, j) => 7 * j);
  for (const kinds of [4, 1000]) {
    const squared = Float32Array.from(bank, () => random.below(kinds) / kinds);
    const sorted = [...bank.keys()].filter(j => bank[j] !== 70).sort((a, b) => squared[a] - squared[b] || a - b).slice(0, k);
    expect(closest(squared, bank, 70, k)).toEqual(sorted.map(j => ({ image: bank[j], squared: squared[j] })));
  }
});

test.each([1, 3, 40])('the width of a kernel over %i images is the median distance to the fifth nearest other', count => {
  const random = new Random(count);
  const squared = Float32Array.from({ length: count * count }, (_, at) => (at % (count + 1) === 0 ? 0 : random.next()));
  const fifth = Array.from({ length: count }, (_, i) => Math.sqrt(squared.slice(i * count, (i + 1) * count).sort()[Math.min(5, count - 1)])).sort((a, b) => a - b);
  expect(kernelWidth(squared, count)).toBe(Math.max(1e-6, fifth[count >> 1]));
});
