import { expect, test } from 'vitest';
import { badgeOf } from '../../../src/host/badge';
import { type Knowledge } from '../../../src/shared/project';
import { type Predictions } from '../../../src/shared/trainerContract';
import { decision, listingOf, predictionsOf } from '../webview/fixtures';

const paths = ['a.png', 'b.png', 'c/d.png', 'e.png', 'f.png'];
const anomaly = Float32Array.of(0.9, 0.8, 0.7, 0.2, 0.1);
const predictions: Predictions = { ...predictionsOf(5), anomaly, flagged: Uint8Array.from(anomaly, score => Number(score >= 0.5)) };
const knowledge: Knowledge = { classes: [], decisions: [decision('b.png', null, false), decision('c/d.png', null, true), decision('f.png', null, true), decision('gone.png', null, true)] };
const project = { listing: listingOf(paths), predictions, knowledge, indexOf: (path: string) => (paths.includes(path) ? paths.indexOf(path) : undefined) };
const kind = (path: string, of = project as Parameters<typeof badgeOf>[1]) => badgeOf(path, of)?.kind;

test('flagged and confirmed images have a badge; dismissed, ordinary and unknown ones have none', () => {
  expect(paths.map(path => kind(path))).toEqual(['flagged', undefined, 'confirmed', undefined, 'confirmed']);
  expect(badgeOf('a.png', project)?.anomaly).toBeCloseTo(0.9);
  expect(kind('gone.png')).toBeUndefined();
});

test('without a ranking of the present images only decisions count', () => {
  for (const each of [null, { ...predictions, listing: 7 }]) {
    expect(paths.map(path => kind(path, { ...project, predictions: each }))).toEqual([undefined, undefined, 'confirmed', undefined, 'confirmed']);
  }
});
