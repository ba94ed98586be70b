import { describe, expect, test } from 'vitest';
import { curvesOf } from '../../../../webview/store/curves';
import { heatPixels, rasterPixels, squareInset } from '../../../../webview/store/heat';
import { defaultViewState, readViewState } from '../../../../webview/store/viewState';
import { geometryOf, rankAfterKey, ranksIn } from '../../../../webview/gallery/geometry';

describe('stored state', () => {
  test('comes back as it was', () => {
    const state = { ...defaultViewState, size: 200, filter: { kind: 'suggested', classId: 'a' } as const, top: 'x.png' };
    expect(readViewState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  test('what does not fit is replaced', () => {
    for (const broken of [undefined, null, 'text', { filter: { kind: 'nonsense' }, sort: null, size: 'wide', selected: 3, threshold: NaN }]) {
      expect(readViewState(broken)).toEqual(defaultViewState);
    }
    expect(readViewState({ size: 1e9 }).size).toBe(320);
    expect(readViewState({ filter: { kind: 'suggested', classId: 3, atLeast: 'sure' } }).filter).toEqual({ kind: 'suggested', classId: null });
    const preview = { kind: 'suggested', classId: 'a', atLeast: 0.95 };
    expect(readViewState({ filter: preview }).filter).toEqual(preview);
  });
});

describe('the grid', () => {
  test('fills the width with whole columns', () => {
    for (const width of [100, 640, 1575]) {
      const { columns, side } = geometryOf(width, 128);
      expect(columns * side + (columns - 1) * 8).toBeLessThanOrEqual(width);
      expect(columns).toBeGreaterThan(0);
    }
  });

  test('keys stay inside it', () => {
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']) {
      for (let rank = 0; rank < 11; rank++) {
        const to = rankAfterKey(key, rank, 11, 4, 2) ?? -1;
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(11);
      }
    }
    expect(rankAfterKey('ArrowDown', 5, 11, 4, 2)).toBe(9);
    expect(rankAfterKey('ArrowDown', 8, 11, 4, 2)).toBe(8);
    expect(rankAfterKey('q', 5, 11, 4, 2)).toBeUndefined();
  });

  test('a rectangle takes the tiles that it touches', () => {
    const geometry = geometryOf(4 * 128 + 3 * 8, 128);
    expect(geometry.columns).toBe(4);
    expect(ranksIn({ start: 100, end: 150, top: 20, bottom: 40 }, geometry, 10)).toEqual([0, 1]);
    expect(ranksIn({ start: 0, end: 2000, top: 0, bottom: 20000 }, geometry, 10)).toHaveLength(10);
  });
});

describe('pixels', () => {
  test('a grey raster is grey, a colour raster keeps its colours', () => {
    expect([...rasterPixels({ width: 1, height: 1, channels: 1, pixels: Uint8Array.of(7) })]).toEqual([7, 7, 7, 255]);
    expect([...rasterPixels({ width: 1, height: 1, channels: 3, pixels: Uint8Array.of(1, 2, 3) })]).toEqual([1, 2, 3, 255]);
  });

  test('the largest error is the hottest, and noise stays cool', () => {
    const hot = heatPixels(Float32Array.of(0, 0.1, 0.2), [0, 0, 0], [200, 0, 0]);
    expect([hot[3], hot[7], hot[11]]).toEqual([0, 128, 255]);
    expect(hot[8]).toBe(200);
    expect(heatPixels(Float32Array.of(0.0001), [0, 0, 0], [200, 0, 0])[3]).toBeLessThan(5);
  });

  test('what the square shows beside the image is cut off', () => {
    expect(squareInset(200, 100)).toEqual({ x: 0, y: 25 });
    expect(squareInset(50, 200)).toEqual({ x: 37.5, y: 0 });
  });
});

describe('loss curves', () => {
  const point = { step: 5, epoch: 1, total: 10, reconstruction: 8, divergence: 0, classification: NaN, consistency: 2 };

  test('gaps where nothing is known, or where a logarithm has no value', () => {
    expect(curvesOf([point], false)).toEqual([[5], [10], [8], [0], [null], [2]]);
    expect(curvesOf([point], true)).toEqual([[5], [10], [8], [null], [null], [2]]);
  });
});
