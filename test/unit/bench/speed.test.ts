import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { figure, published } from '../../bench/figure';
import { groups } from '../../bench/groups';
import { quantile } from '../../bench/quantile';
import { reportOf } from '../../bench/report';
import { merged, readSpeed, reportFile, type Speed } from '../../bench/speed';

const origin = { date: '2026-11-29', machine: 'some, 2 cores' };
const speed = (group: string, name: string, value = 1): Speed => ({ ...figure(group, name, value, 'ms'), ...origin });
const valuesOf = (speeds: readonly Speed[]) => speeds.map(({ group, name, value }) => `${group}/${name} ${value}`);

test('SPEED.md is what its generator makes of the kept figures', () => {
  expect(readFileSync(reportFile, 'utf8')).toBe(reportOf(readSpeed()));
});

describe('a figure', () => {
  it('is divided by that of its peer', () => {
    expect(figure('engine', 'training', 300, 'images/s', { peer: { name: 'other 1.0', value: 200 } })).toMatchObject({ peer: 'other 1.0', ratio: 1.5 });
  });

  it('says that it has no peer', () => {
    expect(published(figure('engine', 'step', 5, 'ms', { aim: '<= 6 ms' }))).toEqual({ group: 'engine', name: 'step', value: 5, unit: 'ms', peer: null, ratio: null });
  });
});

describe('kept figures', () => {
  const known = [speed('engine', 'a'), speed('engine', 'b'), speed('waiting', 'a')];

  it('of a whole run take the place of all of their group, and of no other', () => {
    expect(valuesOf(merged(known, 'engine', [speed('engine', 'c', 2)], true))).toEqual(['engine/c 2', 'waiting/a 1']);
  });

  it('of a part of a group take the place of those of the same name', () => {
    expect(valuesOf(merged(known, 'engine', [speed('engine', 'b', 2), speed('engine', 'c', 2)], false))).toEqual(['engine/a 1', 'engine/b 2', 'engine/c 2', 'waiting/a 1']);
  });

  it('stand in the order of the groups, whichever was run last', () => {
    expect(valuesOf(merged([speed('waiting', 'a')], 'engine', [speed('engine', 'a')], true))).toEqual(['engine/a 1', 'waiting/a 1']);
  });
});

describe('the report', () => {
  it('has a section for every group, run or not', () => {
    const text = reportOf([speed('engine', 'a')]);
    for (const { name } of groups) expect(text).toContain(`\n## ${name}\n`);
    expect(text).toContain('Not run yet.');
  });

  it('shows what was measured beside the peer, and where', () => {
    const [first] = groups;
    const row: Speed = { ...figure(first.name, 'training, 28 px', 1234.4, 'images/s', { peer: { name: 'other 1.0', value: 617.2 }, aim: '>= 1.5 x' }), ...origin };
    expect(reportOf([row])).toContain('| training, 28 px | 1,234 | images/s | other 1.0 | 617 | 2.00 | >= 1.5 x | 2026-11-29, some, 2 cores |');
  });
});

test('a quantile is one of the values', () => {
  const values = Array.from({ length: 20 }, (_, i) => 20 - i);
  expect([quantile(values, 0.95), quantile(values, 1), quantile(values, 0.5), quantile(values, 0)]).toEqual([19, 20, 10, 1]);
  expect(quantile([], 0.5)).toBeNaN();
});
