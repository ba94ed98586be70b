import { describe, expect, test } from 'vitest';
import { applyDecisions, applyPredictions, isFlagged, isSuggested, isSuspect, rivalOf, tableOf } from '../../../../webview/store/table';
import { classes, decision, listingOf, pathsOf, predictionsOf } from '../fixtures';

describe('the image table', () => {
  test('an empty listing has no images', () => {
    expect(tableOf(null).paths).toEqual([]);
  });

  test('decisions land on their images; others and unknown classes are left out', () => {
    const table = tableOf(listingOf(['x.png', 'y.png']));
    applyDecisions(table, [decision('y.png', 'b', false), decision('gone.png', 'a'), decision('x.png', 'deleted')], classes);
    expect([...table.label]).toEqual([-1, 1]);
    expect([...table.review]).toEqual([-1, 0]);
    applyDecisions(table, [], classes);
    expect([...table.label]).toEqual([-1, -1]);
  });

  test('suggestions follow the classes of the page, not those of the predictions', () => {
    const table = tableOf(listingOf(['x.png', 'y.png']));
    const predictions = { ...predictionsOf(2), suggestion: Int16Array.of(0, 1) };
    applyPredictions(table, predictions, table.paths, classes);
    expect([...table.suggestion]).toEqual([1, 0]);
    applyPredictions(table, predictions, table.paths, [classes[0]]);
    expect([...table.suggestion]).toEqual([-1, 0]);
  });

  test('a rejected suggestion stands no more, another one does; who decided and when is known', () => {
    const table = tableOf(listingOf(['x.png', 'y.png']));
    const predictions = { ...predictionsOf(2), suggestion: Int16Array.of(0, 1) };
    applyPredictions(table, predictions, table.paths, classes);
    const said = { by: 'ann', at: '2026-01-02T03:04:05Z' };
    applyDecisions(table, [{ ...decision('x.png', null), ...said, rejected: ['b', 'gone'] }, { ...decision('y.png', null), rejected: ['b'] }], classes);
    expect([0, 1].map(index => isSuggested(table, index))).toEqual([false, true]);
    expect([table.by[0], table.at[0], table.by[1]]).toEqual([said.by, said.at, '']);
    applyPredictions(table, { ...predictions, suggestion: Int16Array.of(1, 1) }, table.paths, classes);
    expect(isSuggested(table, 0)).toBe(true);
    applyDecisions(table, [], classes);
    expect([table.by[0], table.rejected.size]).toEqual(['', 0]);
  });

  test('predictions of an older listing are matched by path', () => {
    const older = pathsOf(4);
    const table = tableOf(listingOf(['img/0000b.png', ...older.slice(1)], 2));
    const predictions = predictionsOf(4);
    applyPredictions(table, predictions, older, classes);
    expect(table.confidence[0]).toBeNaN();
    expect([...table.confidence.slice(1)]).toEqual([...predictions.confidence.slice(1)]);
  });

  test('a label that looks wrong is suspect until a person says that it stands', () => {
    const paths = pathsOf(2);
    const table = tableOf(listingOf(paths));
    applyPredictions(table, { ...predictionsOf(2), suspects: Int32Array.of(0, 1), suspicion: Float32Array.of(0.9, 0.8), rivals: Int16Array.of(0, 0) }, paths, classes);
    applyDecisions(table, [{ ...decision(paths[0], 'a'), sure: true }, decision(paths[1], 'a')], classes);
    expect([0, 1].map(index => isSuspect(table, index))).toEqual([false, true]);
  });

  test('what an image may be instead is a class of the table, and none that it is already', () => {
    const paths = pathsOf(2);
    const table = tableOf(listingOf(paths));
    const predictions = { ...predictionsOf(2), classes: ['gone', 'b'], suspects: Int32Array.of(0, 1), suspicion: Float32Array.of(0.9, 0.8), rivals: Int16Array.of(1, 0) };
    applyPredictions(table, predictions, paths, classes);
    applyDecisions(table, [decision(paths[0], 'a'), decision(paths[1], 'a')], classes);
    expect([0, 1].map(index => rivalOf(table, index))).toEqual([1, -1]);
    applyDecisions(table, [decision(paths[0], 'b')], classes);
    expect(rivalOf(table, 0)).toBe(-1);
  });

  test('a label ends a suggestion, a review ends a flag, the unreadable have no suggestion', () => {
    const paths = pathsOf(3);
    const table = tableOf(listingOf(paths, 1, [paths[2]]));
    applyPredictions(table, { ...predictionsOf(3), flagged: Uint8Array.of(1, 1, 0) }, table.paths, classes);
    applyDecisions(table, [decision(paths[0], 'a', true)], classes);
    expect([0, 1, 2].map(index => isSuggested(table, index))).toEqual([false, true, false]);
    expect([0, 1, 2].map(index => isFlagged(table, index))).toEqual([false, true, false]);
  });
});
