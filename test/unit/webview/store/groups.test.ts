import { expect, test } from 'vitest';
import { orderOf, withFilter } from '../../../../webview/store/order';
import { applyGroups, groupsOf, groupStates, withGroup } from '../../../../webview/store/groups';
import { emptySelection, type Selection } from '../../../../webview/store/selection';
import { applyDecisions, tableOf } from '../../../../webview/store/table';
import { countAll } from '../../../../webview/store/filter';
import { classes, decision, listingOf, pathsOf } from '../fixtures';

const paths = pathsOf(8);
const groups = groupsOf({ listing: 1, members: Int32Array.of(0, 5, 2, 3, 7), sizes: Int32Array.of(2, 3) }, paths);
const all = { filter: { kind: 'all', classId: null }, sort: { by: 'name', descending: false }, search: '' } as const;

function tableWith(listed: readonly string[] = paths) {
  const table = tableOf(listingOf(listed));
  applyGroups(table, groups);
  return table;
}

test('the queue has the images of each group side by side and counts them', () => {
  const table = tableWith();
  expect(orderOf(table, withFilter(all, { kind: 'duplicates', classId: null }), classes)).toEqual([0, 5, 2, 3, 7]);
  expect(countAll(table, classes).duplicates).toBe(5);
});

test('groups outlive another listing; one whose copies are gone is none', () => {
  const without = paths.filter((_, at) => at !== 5 && at !== 7);
  const table = tableWith(without);
  expect([...table.group.keys()].filter(i => table.group[i] >= 0).map(i => without[i])).toEqual([paths[2], paths[3]]);
});

test('a group whose labels contradict each other is told', () => {
  const table = tableWith();
  applyDecisions(table, [decision(paths[2], 'a'), decision(paths[7], 'b'), decision(paths[0], 'a')], classes);
  expect([...groupStates(table).values()].map(({ size, differs }) => [size, differs])).toEqual([[2, false], [3, true]]);
});

test('choosing one image chooses its group, choosing it again the image alone, and so its neighbours', () => {
  const table = tableWith();
  const pick = (before: Selection, at: number) => withGroup(before, paths[at], table, paths);
  const whole = pick(emptySelection, 3);
  expect([...whole.selected]).toEqual([paths[2], paths[3], paths[7]]);
  expect(whole.focus).toBe(paths[3]);
  expect(pick(whole, 2).selected.size).toBe(3);
  const alone = pick(whole, 3);
  expect([...alone.selected]).toEqual([paths[3]]);
  expect([...pick(alone, 7).selected]).toEqual([paths[7]]);
  expect(pick(pick(alone, 7), 7).selected.size).toBe(3);
  expect(pick(alone, 0).selected.size).toBe(2);
  expect([...pick(emptySelection, 1).selected]).toEqual([paths[1]]);
});
