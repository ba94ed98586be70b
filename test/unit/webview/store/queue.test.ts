import { describe, expect, test } from 'vitest';
import { movedBetween, orderOf, type Query } from '../../../../webview/store/order';
import { Queue } from '../../../../webview/store/queue';
import { applyDecisions, applyPredictions, tableOf } from '../../../../webview/store/table';
import { classes, decision, listingOf, pathsOf, predictionsOf } from '../fixtures';

const everything: Query = { filter: { kind: 'all', classId: null }, sort: { by: 'name', descending: false }, search: '' };
const unsure: Query = { filter: { kind: 'suggested', classId: null }, sort: { by: 'confidence', descending: false }, search: '' };

function predicted(count = 30) {
  const table = tableOf(listingOf(pathsOf(count)));
  applyPredictions(table, predictionsOf(count), table.paths, classes);
  return table;
}

describe('the order of a query', () => {
  test('sorts by confidence both ways, what is unknown last', () => {
    const table = predicted();
    table.confidence[4] = NaN;
    for (const descending of [false, true]) {
      const order = orderOf(table, { ...everything, sort: { by: 'confidence', descending } }, classes);
      expect(order.at(-1)).toBe(4);
      const values = order.slice(0, -1).map(index => table.confidence[index]);
      expect(values).toEqual(values.toSorted((a, b) => descending ? b - a : a - b));
    }
  });

  test('searches any part of the path, case ignored', () => {
    const table = tableOf(listingOf(['A/One.png', 'b/two.png', 'b/ONE.jpg']));
    expect(orderOf(table, { ...everything, search: ' one' }, classes)).toEqual([0, 2]);
  });
});

describe('moved images', () => {
  test('counts what comes, goes and changes places', () => {
    expect(movedBetween([1, 2, 3], [1, 2, 3])).toBe(0);
    expect(movedBetween([1, 2, 3], [1, 3])).toBe(1);
    expect(movedBetween([1, 2, 3], [0, 1, 2, 3, 9])).toBe(2);
    expect(movedBetween([1, 2, 3], [2, 1, 3])).toBe(2);
    expect(movedBetween([1, 2, 3, 4, 5, 6], [1, 4, 7, 2, 5, 6])).toBe(4);
    expect(movedBetween([1, 1.5, 2], [1, 2])).toBe(1);
    expect(movedBetween([], [1, 2])).toBe(2);
  });
});

describe('a preview', () => {
  const preview: Query = { filter: { kind: 'suggested', classId: null, atLeast: 0.5 }, sort: { by: 'confidence', descending: false }, search: '' };

  test('offers what was looked through: no other suggestion, no label, no rejection, nothing that came since', () => {
    const table = predicted();
    const queue = new Queue(preview);
    queue.refresh(table, classes);
    const before = queue.paths;
    expect(before.length).toBeGreaterThan(8);
    expect(queue.lookedThrough(table, classes)).toEqual(before);
    const at = (place: number) => table.indexOf.get(before[place])!;
    const outside = table.paths.findIndex(path => !before.includes(path));
    table.confidence[outside] = 1;
    table.suggestion[at(0)] = 1 - table.suggestion[at(0)];
    table.confidence[at(1)] = 0.4;
    const other = { ...decision(before[2], null), rejected: [classes[table.suggestion[at(2)]].id] };
    applyDecisions(table, [other, decision(before[3], 'a')], classes);
    expect(queue.lookedThrough(table, classes)).toEqual(before.slice(4));
    queue.refresh(table, classes);
    expect(queue.lookedThrough(table, classes)).toEqual(queue.paths);
    expect(queue.paths).toContain(table.paths[outside]);
    expect(queue.paths).toContain(before[0]);
  });

  test('holds on to classes through another order of them and a new listing', () => {
    const from = predicted();
    const queue = new Queue(preview);
    queue.refresh(from, classes);
    const before = queue.paths;
    const turned = [classes[1], classes[0]];
    const to = tableOf(listingOf(pathsOf(31), 2));
    applyPredictions(to, predictionsOf(30), from.paths, turned);
    queue.carry(from, to);
    expect(queue.lookedThrough(to, turned)).toEqual(before);
  });
});

describe('a queue', () => {
  test('stays as it is when labels and predictions change, until it is refreshed', () => {
    const table = predicted();
    const queue = new Queue(unsure);
    queue.refresh(table, classes);
    const before = queue.paths;
    applyDecisions(table, [decision(before[3], 'a')], classes);
    applyPredictions(table, predictionsOf(30, 2), table.paths, classes);
    queue.check(table, classes);
    expect(queue.paths).toBe(before);
    expect(queue.moved).toBeGreaterThan(0);
    queue.refresh(table, classes);
    expect(queue.moved).toBe(0);
    expect(queue.rankOf(before[3])).toBe(-1);
    expect(queue.paths).toHaveLength(29);
  });

  test('follows a new listing: what is gone leaves at once, what is new waits', () => {
    const from = predicted(5);
    const queue = new Queue(everything);
    queue.refresh(from, classes);
    const to = tableOf(listingOf(['img/0000.png', 'img/0002.png', 'img/0002b.png', 'img/0004.png'], 2));
    queue.carry(from, to);
    queue.check(to, classes);
    expect(queue.paths).toEqual(['img/0000.png', 'img/0002.png', 'img/0004.png']);
    expect(queue.moved).toBe(1);
  });

  test('fills itself when it has been empty', () => {
    const queue = new Queue(everything);
    queue.check(predicted(3), classes);
    expect(queue.paths).toHaveLength(3);
    expect(queue.moved).toBe(0);
  });
});

test('of given images those that are shown come in the order of the queue', () => {
  const table = predicted(12);
  const queue = new Queue({ ...everything, sort: { by: 'name', descending: true } });
  queue.refresh(table, classes);
  const [first, second] = [queue.paths[3], queue.paths[8]];
  expect(queue.shownOf(new Set([second, 'gone.png', first]))).toEqual([first, second]);
  expect(queue.shownOf([])).toEqual([]);
  expect(queue.shownOf(table.paths)).toEqual(queue.paths);
});
