import { expect, test } from 'vitest';
import { packed, unpacked } from '../../../src/shared/listing';

test.each([[[]], [['one.png']], [['a, b.png', 'c\nd.png', 'ä/日本.png']]])('%j comes out as it went in', paths => {
  const listing = { version: 3, paths, modified: Float64Array.from(paths, (_, i) => i), unreadable: [{ path: 'x.png', reason: { template: 'damaged', args: [] } }] };
  expect(unpacked(structuredClone(packed(listing)))).toEqual(listing);
});
