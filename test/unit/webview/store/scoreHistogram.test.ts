import { expect, test } from 'vitest';
import { scoreAt } from '../../../../src/shared/anomalyScale';
import { type Predictions } from '../../../../src/shared/trainerContract';
import { Axis, histogramOf, reviewedPlaces } from '../../../../webview/store/scoreHistogram';
import { applyDecisions, tableOf } from '../../../../webview/store/table';
import { classes, decision, listingOf, pathsOf, predictionsOf } from '../fixtures';

const places = [-1, -0.5, 0, 0.1, 0.5, 1, 3, 9, 80];
const paths = pathsOf(places.length + 1);
const under = (threshold: number): Predictions => ({ ...predictionsOf(paths.length), anomaly: Float32Array.from([...places, NaN], place => scoreAt(place, threshold)), threshold });
const table = tableOf(listingOf(paths));
applyDecisions(table, [decision(paths[6], null, false), decision(paths[8], null, true)], classes);

test('every scored image is in one bin, and the reviewed ones are told apart', () => {
  const histogram = histogramOf(under(3), 20)!;
  expect(histogram.counts.reduce((a, b) => a + b)).toBe(places.length);
  const { confirmed, dismissed } = reviewedPlaces(histogram.places, table.review);
  expect([confirmed.length, dismissed.length]).toEqual([1, 1]);
  expect(dismissed[0]).toBeCloseTo(3, 2);
  expect(confirmed[0]).toBeCloseTo(80, 0);
  expect(reviewedPlaces(histogram.places, new Int8Array())).toEqual({ confirmed: [], dismissed: [] });
});

test('the bars stay where they are while the threshold moves', () => {
  expect(histogramOf(under(1), 20)!.counts).toEqual(histogramOf(under(5), 20)!.counts);
});

test('the axis holds every place, in order, and leads back from each', () => {
  const axis = new Axis(-1, 80);
  const shares = places.map(place => axis.at(place));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[0]).toBeGreaterThan(0);
  expect(shares[8]).toBeLessThan(1);
  for (const place of places) expect(axis.placeAt(axis.at(place))).toBeCloseTo(place, 6);
});

test('without scores there is none; equal scores have one', () => {
  expect(histogramOf(null, 20)).toBeNull();
  expect(histogramOf({ ...under(3), anomaly: new Float32Array(3).fill(NaN) }, 20)).toBeNull();
  expect(histogramOf({ ...under(3), anomaly: new Float32Array(3).fill(0.4) }, 20)!.counts.filter(count => count > 0)).toEqual([3]);
});
