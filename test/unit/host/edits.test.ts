import { describe, expect, test } from 'vitest';
import { applyChange } from '../../../src/data/labels/change';
import * as edits from '../../../src/host/edits';
import { type Knowledge } from '../../../src/shared/project';

const crack = { id: 'c', name: 'Crack', color: '#2f7ed8' };
const known: Knowledge = { classes: [crack], decisions: [] };
const after = (edit: edits.Edit): Knowledge => applyChange(known, edit.change(known)).knowledge;

test('who labels by folders has decided it, as by hand, and it is known when', () => {
  const start = new Date().toISOString();
  const [byHand] = after(edits.label(known, ['d.png'], crack.id)).decisions;
  const { decisions } = after(edits.labelByFolder(['Dent/a.png', '_anomalous/b.png', 'Hole/c.png'], 3));
  expect(decisions.map(({ label, anomalous }) => [label !== null, anomalous])).toEqual([[true, null], [true, null], [false, true]]);
  expect(decisions.map(({ by }) => by)).toEqual([byHand.by, byHand.by, byHand.by]);
  for (const { at } of decisions) {
    expect(at >= start).toBe(true);
    expect(at <= new Date().toISOString()).toBe(true);
  }
});

describe('what became of labels is said with how many', () => {
  const dent = { id: 'd', name: 'Dent', color: '#d9730d' };
  const decision = (path: string, label: string | null) => ({ path, label, anomalous: null, by: '', at: '' });
  /** Images with the label to go, and one that is only known not to be of the class. */
  const labelled = (count: number): Knowledge => ({
    classes: [crack, dent],
    decisions: [...Array.from({ length: count }, (_, at) => decision(`${at}.png`, crack.id)), { ...decision('x.png', null), rejected: [crack.id] }, decision('y.png', dent.id)],
  });
  const said = (edit: edits.Edit, before: Knowledge) => edit.done?.(before, edit.change(before));

  test('when a class goes', () => {
    const words = [0, 1, 23].map(count => said(edits.deleteClass(labelled(count), crack.id), labelled(count)));
    expect(new Set(words).size).toBe(3);
    for (const each of words) expect(each).toContain('Crack');
    expect(words[2]).toContain('23');
  });

  test('when two become one, by their names', () => {
    const words = [0, 1, 23].map(count => said(edits.mergeClass(labelled(count), crack.id, dent.id), labelled(count)));
    expect(new Set(words).size).toBe(3);
    for (const each of words) expect(each).toMatch(/Crack.*Dent/);
    expect(words[2]).toContain('23');
  });

  test('when folders give them, by what is known then', () => {
    const paths = ['Dent/0.png', 'Dent/1.png', 'Hole/2.png', 'Hole/3.png', '_anomalous/4.png', '_anomalous/5.png', '_anomalous/6.png'];
    const edit = edits.labelByFolder(paths, 7);
    expect(said(edit, known)).toMatch(/4.*3/);
    expect(said(edit, { ...known, decisions: [decision('Dent/1.png', crack.id)] })).toMatch(/3.*3/);
  });

  test('but not of what a page says itself', () => {
    for (const edit of [edits.label(known, ['a.png'], crack.id), edits.review(['a.png'], true), edits.confirmLabels(['a.png'])]) expect(said(edit, known)).toBeUndefined();
  });
});
