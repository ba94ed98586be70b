import { describe, expect, it } from 'vitest';
import { drawPerClass, drawShare, inTurn, labelsOf, mislabelled, undecided, where } from '../../bench/quality/draws';
import { pick, rarest, withRare } from '../../bench/quality/sets';
import { setOf } from './fixtures';

const set = setOf(Array.from({ length: 60 }, (_, i) => (i < 40 ? 0 : i < 55 ? 1 : 2)));
const all = [...set.label.keys()];
const classesOf = (images: readonly number[]) => set.classes.map((_, k) => images.filter(i => set.label[i] === k).length);

describe('labels drawn for each class', () => {
  it('are as many as asked for, or all there are', () => {
    expect(classesOf(drawPerClass(set, all, 10, 1))).toEqual([10, 10, 5]);
    expect(drawPerClass(set, all, Infinity, 1)).toEqual(all);
  });

  it('come only from the images named, the same for the same seed', () => {
    const even = all.filter(i => i % 2 === 0);
    const drawn = drawPerClass(set, even, 4, 3);
    expect(drawn.every(i => even.includes(i))).toBe(true);
    expect(drawPerClass(set, even, 4, 3)).toEqual(drawn);
    expect(drawPerClass(set, even, 4, 4)).not.toEqual(drawn);
  });

  it('contain the fewer ones of the same seed', () => {
    const [few, many] = [drawPerClass(set, all, 3, 1), drawPerClass(set, all, 8, 1)];
    expect(few.every(i => many.includes(i))).toBe(true);
  });

  it('are a share of each class, at least one', () => {
    expect(classesOf(drawShare(set, all, 0.2, 1))).toEqual([8, 3, 1]);
    expect(classesOf(drawShare(set, all, 0.001, 1))).toEqual([1, 1, 1]);
    expect(drawShare(set, all, 1, 1)).toEqual(all);
  });
});

it('labels one of each class in turn until a class has no more', () => {
  const order = inTurn(set, all, 1);
  expect([...order].sort((a, b) => a - b)).toEqual(all);
  expect(order.slice(0, 9).map(i => set.label[i])).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
  expect(order.slice(-25).every(i => set.label[i] === 0)).toBe(true);
});

describe('decisions', () => {
  it('hold the true labels of the labelled images alone, as places in the classes given', () => {
    const { label, anomalous } = labelsOf(set, [0, 41, 56], ['c', 'a']);
    expect([label[0], label[41], label[56], label[1]]).toEqual([1, -1, 0, -1]);
    expect(anomalous.every(value => value === -1)).toBe(true);
  });

  it('can be wrong in a share of the labels, each of which is then another class', () => {
    const right = labelsOf(set, all.slice(0, 40));
    const { decisions, changed } = mislabelled(right, 0.25, 3, 1);
    expect(changed).toHaveLength(10);
    expect(where(60, i => decisions.label[i] !== right.label[i]).sort()).toEqual([...changed].sort());
    expect(changed.every(i => decisions.label[i] >= 0 && decisions.label[i] < 3)).toBe(true);
  });

  it('begin with none', () => {
    expect([...undecided(2).label, ...undecided(2).anomalous]).toEqual([-1, -1, -1, -1]);
  });
});

describe('a set with a rare class', () => {
  it('has that share of anomalies and all the others', () => {
    const rare = withRare(set, 1, 0.1, 1);
    expect(rare.label.length).toBe(50);
    expect(Array.from(rare.anomalous)).toEqual(Array.from(rare.label, k => Number(k === 1)));
    expect(rare.anomalous.reduce((sum, is) => sum + is, 0)).toBe(5);
    expect(rare.name).toBe('tiny, rare b');
  });

  it('is found among the classes with the fewest images', () => {
    expect(rarest(set, 2)).toEqual([2, 1]);
  });

  it('keeps the pixels of the images that are picked', () => {
    const picked = pick(set, [41, 3]);
    expect([...picked.pixels, ...picked.label]).toEqual([41, 3, 1, 0]);
  });
});
