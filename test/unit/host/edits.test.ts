import { expect, test } from 'vitest';
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
