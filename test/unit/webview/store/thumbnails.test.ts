import { describe, expect, test } from 'vitest';
import { Thumbnails, thumbnailSize } from '../../../../webview/store/thumbnails';

const items = (...paths: string[]) => paths.map(path => ({ path, version: 1 }));
const settled = () => new Promise(resolve => setTimeout(resolve));

describe('thumbnails', () => {
  test('are asked for in batches, once', async () => {
    const calls: string[][] = [];
    const thumbnails = new Thumbnails({
      fetch: async paths => { calls.push([...paths]); return paths.map(path => `uri:${path}`); },
      onArrival: () => undefined, batch: 2, parallel: 1,
    });
    thumbnails.want(items('a', 'b', 'c'), 128);
    thumbnails.want(items('a', 'b', 'c'), 128);
    await settled();
    expect(calls).toEqual([['a', 'b'], ['c']]);
    expect(thumbnails.get('c', 1, 128)).toBe('uri:c');
    expect(thumbnails.get('c', 2, 128)).toBeUndefined();
  });

  test('what has scrolled away is no longer asked for', async () => {
    const calls: string[][] = [];
    const thumbnails = new Thumbnails({
      fetch: async paths => { calls.push([...paths]); return paths.map(() => null); },
      onArrival: () => undefined, batch: 1, parallel: 1,
    });
    thumbnails.want(items('a', 'b', 'c'), 128);
    thumbnails.want(items('z'), 128);
    await settled();
    expect(calls).toEqual([['a'], ['z']]);
    expect(thumbnails.get('z', 1, 128)).toBeNull();
  });

  test('forgets what was used least recently', async () => {
    const thumbnails = new Thumbnails({ fetch: async paths => [...paths], onArrival: () => undefined, capacity: 2 });
    thumbnails.want(items('a', 'b'), 128);
    await settled();
    thumbnails.get('a', 1, 128);
    thumbnails.want(items('c'), 128);
    await settled();
    expect(['a', 'b', 'c'].map(path => thumbnails.get(path, 1, 128))).toEqual(['a', undefined, 'c']);
  });

  test('come in few sizes', () => {
    expect([40, 64, 100, 300, 900].map(thumbnailSize)).toEqual([64, 64, 128, 512, 512]);
  });
});
