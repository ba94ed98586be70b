import { expect, test } from 'vitest';
import { confusionOf, mistakesOf, shareInterval, standing } from '../../../src/shared/confusion';

const classes = ['a', 'b', 'c', 'd'].map(id => ({ id, name: id, color: '#000000' }));
const tests = [
  { image: 0, label: 'b', suggestion: 'b' }, { image: 1, label: 'b', suggestion: 'd' }, { image: 2, label: 'd', suggestion: 'd' },
  { image: 3, label: 'b', suggestion: 'd' }, { image: 4, label: 'gone', suggestion: 'b' }, { image: 5, label: 'd', suggestion: 'b' },
];

test('tests stand in the row of their label and the column of their suggestion; classes that are gone are left out', () => {
  const confusion = confusionOf(tests, classes);
  expect(confusion).toEqual({ classes: [1, 3], images: [[[0], [1, 3]], [[5], [2]]], right: 2, total: 5 });
  expect(mistakesOf(confusion)).toEqual([{ label: 1, suggestion: 3, images: [1, 3] }, { label: 3, suggestion: 1, images: [5] }]);
});

test('only tests of labels that stand count, and each image once, as it was tested first', () => {
  const now = new Map([[0, 'b'], [1, 'd'], [3, 'b'], [5, 'd']]);
  const again = [...tests, { image: 3, label: 'b', suggestion: 'b' }, { image: 1, label: 'd', suggestion: 'd' }];
  expect(standing(again, image => now.get(image))).toEqual([tests[0], tests[3], tests[5], { image: 1, label: 'd', suggestion: 'd' }]);
});

test('without tests nothing is said', () => {
  expect(confusionOf([], classes)).toEqual({ classes: [], images: [], right: 0, total: 0 });
  expect(shareInterval(0, 0)).toEqual([0, 1]);
});

test('the interval holds the share, narrows with more tests and stays in 0 to 1', () => {
  const few = shareInterval(9, 10);
  const many = shareInterval(180, 200);
  for (const [low, high] of [few, many, shareInterval(10, 10), shareInterval(0, 10)]) {
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(1);
    expect(low).toBeLessThan(high);
  }
  expect(few[1] - few[0]).toBeGreaterThan(many[1] - many[0]);
  // Published tables: 9 of 10 is 59.6 to 98.2 %.
  expect(few[0]).toBeCloseTo(0.596, 3);
  expect(few[1]).toBeCloseTo(0.982, 3);
});
