import { describe, expect, test } from 'vitest';
import { countAll, filterKinds, matcher } from '../../../../webview/store/filter';
import { orderOf, type Query, withFilter } from '../../../../webview/store/order';
import { applyDecisions, applyPredictions, tableOf } from '../../../../webview/store/table';
import { classes, decision, listingOf, pathsOf, predictionsOf } from '../fixtures';

const all: Query = { filter: { kind: 'all', classId: null }, sort: { by: 'name', descending: false }, search: '' };

function drawn() {
  const paths = pathsOf(60);
  const table = tableOf(listingOf(paths, 1, paths.slice(50, 53)));
  const queues = { next: Int32Array.of(40, 30, 51, 5), nextReason: Uint8Array.of(0, 1, 2, 3), suspects: Int32Array.of(4, 0, 3, 45), suspicion: Float32Array.of(0.9, 0.6, 0.4, 0.3) };
  applyPredictions(table, { ...predictionsOf(60), ...queues }, table.paths, classes);
  applyDecisions(table, paths.slice(0, 20).map((path, at) => decision(path, at % 3 === 0 ? 'a' : at % 3 === 1 ? 'b' : null, at % 5 === 0 ? true : null)), classes);
  return table;
}

describe('filters', () => {
  test('every count is the number of images that its filter shows', () => {
    const table = drawn();
    const counts = countAll(table, classes);
    const shown = (kind: (typeof filterKinds)[number], classId: string | null = null) => table.paths.filter((_, index) => matcher(table, { kind, classId }, classes)(index)).length;
    for (const kind of filterKinds) expect(counts[kind], kind).toBe(shown(kind));
    classes.forEach(({ id }, at) => {
      expect(counts.labelledBy[at]).toBe(shown('labelled', id));
      expect(counts.suggestedBy[at]).toBe(shown('suggested', id));
    });
  });

  test('labelled, unlabelled and unreadable part the folder', () => {
    const { labelled, unlabelled, unreadable, all } = countAll(drawn(), classes);
    expect(labelled + unlabelled + unreadable).toBe(all);
  });

  test('a class that is gone shows nothing', () => {
    const matches = matcher(drawn(), { kind: 'labelled', classId: 'gone' }, classes);
    expect([...Array(60).keys()].some(matches)).toBe(false);
  });

  test('next to label and likely mislabelled come in their own order, and an image leaves with its label', () => {
    const table = drawn();
    const shown = (kind: (typeof filterKinds)[number]) => orderOf(table, withFilter(all, { kind, classId: null }), classes);
    expect(shown('next')).toEqual([40, 30]);
    expect(shown('mislabelled')).toEqual([4, 0]);
    const unsure = shown('unsure').map(index => table.confidence[index]);
    expect(unsure.length).toBeGreaterThan(5);
    expect(unsure).toEqual([...unsure].sort((a, b) => a - b));
    table.label[40] = 0;
    expect(shown('next')).not.toContain(40);
  });

  test('a preview shows what reaches its threshold, the least sure first, and leaves that behind', () => {
    const table = drawn();
    table.confidence.fill(0.95, 25, 28);
    const preview = withFilter(all, { kind: 'suggested', classId: null, atLeast: 0.95 });
    const shown = orderOf(table, preview, classes);
    expect(shown).toEqual(expect.arrayContaining([25, 26, 27]));
    const values = shown.map(index => table.confidence[index]);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(values[0]).toBe(Math.fround(0.95));
    const everything = table.paths.map((_, index) => index).filter(matcher(table, { kind: 'suggested', classId: null }, classes));
    expect(shown.toSorted((a, b) => a - b)).toEqual(everything.filter(index => table.confidence[index] >= Math.fround(0.95)));
    expect(withFilter(preview, { kind: 'suggested', classId: 'a' }).sort).toEqual({ by: 'confidence', descending: true });
    const byScore = { ...preview, sort: { by: 'anomaly', descending: true } } as const;
    expect(withFilter(byScore, { kind: 'suggested', classId: null, atLeast: 0.7 }).sort).toEqual(byScore.sort);
  });

  test('suggestions come the surest first, keep another order from class to class, and leave it behind', () => {
    const table = drawn();
    const suggested = withFilter(all, { kind: 'suggested', classId: null });
    const values = orderOf(table, suggested, classes).map(index => table.confidence[index]);
    expect(values.length).toBeGreaterThan(5);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    const byScore = { ...suggested, sort: { by: 'anomaly', descending: true } } as const;
    expect(withFilter(byScore, { kind: 'suggested', classId: 'a' }).sort).toEqual(byScore.sort);
    expect(withFilter(byScore, { kind: 'all', classId: null }).sort).toEqual({ by: 'name', descending: false });
    expect(withFilter(byScore, { kind: 'suggested', classId: null, atLeast: 0.9 }).sort).toEqual({ by: 'confidence', descending: false });
  });

  test('a queue leaves its order behind when another filter follows', () => {
    expect(withFilter(withFilter(all, { kind: 'next', classId: null }), { kind: 'all', classId: null }).sort).toEqual({ by: 'name', descending: false });
    const byScore = { ...all, sort: { by: 'anomaly', descending: true } } as const;
    expect(withFilter(byScore, { kind: 'labelled', classId: null }).sort).toEqual(byScore.sort);
  });
});
