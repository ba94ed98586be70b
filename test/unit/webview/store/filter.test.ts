import { describe, expect, test } from 'vitest';
import { countAll, filterKinds, matcher } from '../../../../webview/store/filter';
import { applyDecisions, applyPredictions, tableOf } from '../../../../webview/store/table';
import { classes, decision, listingOf, pathsOf, predictionsOf } from '../fixtures';

function drawn() {
  const paths = pathsOf(60);
  const table = tableOf(listingOf(paths, 1, paths.slice(50, 53)));
  applyPredictions(table, predictionsOf(60), table.paths, classes);
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
});
