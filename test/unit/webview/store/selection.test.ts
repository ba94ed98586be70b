import { describe, expect, test } from 'vitest';
import { emptySelection, extendTo, following, retain, selectAll, selectOnly, toggle } from '../../../../webview/store/selection';

const order = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: { selected: ReadonlySet<string> }) => [...selection.selected].sort();

describe('selection', () => {
  test('shift extends from the anchor both ways and back', () => {
    const start = selectOnly('c');
    const down = extendTo(start, 'e', order);
    expect(chosen(down)).toEqual(['c', 'd', 'e']);
    const up = extendTo(down, 'a', order);
    expect(chosen(up)).toEqual(['a', 'b', 'c']);
    expect(up.focus).toBe('a');
    expect(up.anchor).toBe('c');
  });

  test('ctrl adds and takes away; ctrl and shift add a range', () => {
    const two = toggle(selectOnly('a'), 'c');
    expect(chosen(two)).toEqual(['a', 'c']);
    expect(chosen(toggle(two, 'a'))).toEqual(['c']);
    expect(chosen(extendTo(two, 'd', order, true))).toEqual(['a', 'c', 'd']);
  });

  test('shift without an anchor selects one image', () => {
    expect(chosen(extendTo(emptySelection, 'b', order))).toEqual(['b']);
  });

  test('all, and only what still exists', () => {
    const all = selectAll(selectOnly('b'), order);
    expect(chosen(all)).toEqual(order);
    const left = retain(all, path => path !== 'a' && path !== 'b');
    expect(chosen(left)).toEqual(['c', 'd', 'e']);
    expect(left.focus).toBeNull();
  });

  test('labelling moves on to the image after the last selected one', () => {
    expect(following(new Set(['b', 'c']), order)).toBe('d');
    expect(following(new Set(['e']), order)).toBeNull();
    expect(following(new Set(), order)).toBeNull();
  });
});
