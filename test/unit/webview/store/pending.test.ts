import { describe, expect, test } from 'vitest';
import { PendingDecisions } from '../../../../webview/store/pending';
import { decision } from '../fixtures';

const labelOf = (pending: PendingDecisions, path: string) => pending.effective().find(item => item.path === path)?.label ?? null;

describe('decisions on their way to the disk', () => {
  test('show at once, stay when saved', () => {
    const pending = new PendingDecisions();
    const change = { paths: ['x', 'y'], label: () => 'a' };
    pending.begin(change);
    expect(labelOf(pending, 'y')).toBe('a');
    expect([...pending.saving()]).toEqual(['x', 'y']);
    pending.settle(change);
    expect(labelOf(pending, 'y')).toBe('a');
    expect(pending.saving().size).toBe(0);
  });

  test('a refusal brings back what was there', () => {
    const pending = new PendingDecisions();
    pending.reset([decision('x', 'b', true)]);
    const change = { paths: ['x'], label: () => null };
    pending.begin(change);
    expect(labelOf(pending, 'x')).toBeNull();
    pending.revert(change);
    expect(pending.effective()).toEqual([decision('x', 'b', true)]);
  });

  test('a refusal does not take a later change with it', () => {
    const pending = new PendingDecisions();
    const first = { paths: ['x'], label: () => 'a' };
    const second = { paths: ['x'], label: () => 'b' };
    pending.begin(first);
    pending.begin(second);
    pending.revert(first);
    expect(labelOf(pending, 'x')).toBe('b');
  });

  test('news from the host do not hide a change under way', () => {
    const pending = new PendingDecisions();
    pending.begin({ paths: ['x'], label: () => 'a' });
    pending.reset([decision('y', 'b')]);
    expect(labelOf(pending, 'x')).toBe('a');
    expect(labelOf(pending, 'y')).toBe('b');
  });

  test('a rejection adds to what was rejected; a label of the same class takes it back', () => {
    const pending = new PendingDecisions();
    pending.reset([{ ...decision('x', null, true), rejected: ['a'] }]);
    pending.begin({ paths: ['x', 'y'], rejected: path => (path === 'x' ? 'b' : 'a') });
    expect(pending.effective()).toEqual([{ ...decision('x', null, true), rejected: ['a', 'b'] }, { ...decision('y', null), rejected: ['a'] }]);
    pending.begin({ paths: ['x', 'y'], label: () => 'a' });
    expect(pending.effective()).toEqual([{ ...decision('x', 'a', true), rejected: ['b'] }, decision('y', 'a')]);
  });

  test('who decided is not known before the host says so, and stays when it has', () => {
    const pending = new PendingDecisions();
    pending.reset([{ ...decision('x', 'b'), by: 'ann', at: '2026-01-02T03:04:05Z' }]);
    const change = { paths: ['x'], label: () => 'a' };
    pending.begin(change);
    expect(pending.effective()).toEqual([decision('x', 'a')]);
    const said = { ...decision('x', 'a'), by: 'bob', at: '2026-01-03T03:04:05Z' };
    pending.reset([said]);
    pending.settle(change);
    expect(pending.effective()).toEqual([said]);
  });

  test('a review leaves the label, a label leaves the review', () => {
    const pending = new PendingDecisions();
    pending.reset([decision('x', 'b', null)]);
    pending.begin({ paths: ['x'], anomalous: false });
    pending.begin({ paths: ['x'], label: () => 'a' });
    expect(pending.effective()).toEqual([decision('x', 'a', false)]);
  });
});
