import { expect, test } from 'vitest';
import { classesFor, decisionsOf, labelsOf, digestOf, mergedClasses, rejectedOf } from '../../../src/trainer/labels';
import { know } from './helpers/recorder';

const indexOf = new Map([['a.png', 0], ['b.png', 1], ['c.png', 2]]);

test('decisions by image: unknown paths and classes are left out', () => {
  const { classes, decisions } = know({ 'a.png': 'stripe', 'b.png': 'gone', 'x.png': 'disc' }, { 'c.png': true, 'b.png': false });
  const knowledge = { classes, decisions: decisions.map(decision => ({ ...decision, ...(decision.label === 'stripe' && { sure: true as const }) })) };
  expect(decisionsOf(knowledge, ['disc', 'stripe'], indexOf, 3)).toEqual({ label: Int16Array.of(1, -1, -1), anomalous: Int8Array.of(-1, 0, 1), sure: Uint8Array.of(1, 0, 0), defect: Uint8Array.of(0, 0) });
});

test('a class is one of defects by all decisions about it, also those on images of another folder', () => {
  const crack = know({ 'x.png': 'crack', 'a.png': 'disc' }, { 'x.png': true });
  expect([...decisionsOf(crack, ['disc', 'crack'], indexOf, 3).defect ?? []]).toEqual([0, 1]);
  const doubtful = know({ 'x.png': 'crack', 'b.png': 'crack' }, { 'x.png': true });
  expect([...decisionsOf(doubtful, ['crack'], indexOf, 3).defect ?? []]).toEqual([0]);
});

test('a class joins the model with its first label and leaves it when it is deleted, not when its labels go', () => {
  expect(classesFor(know({}), [], indexOf)).toEqual([]);
  expect(classesFor(know({ 'a.png': 'stripe' }), [], indexOf)).toEqual(['stripe']);
  expect(classesFor(know({ 'a.png': 'disc' }), ['stripe'], indexOf)).toEqual(['stripe', 'disc']);
  expect(classesFor(know({}), ['stripe'], indexOf)).toEqual(['stripe']);
  expect(classesFor(know({}, {}, ['disc']), ['stripe'], indexOf)).toEqual([]);
  expect(classesFor(know({ 'x.png': 'disc' }), [], indexOf)).toEqual([]);
});

test('a merge is seen by where the images of a vanished class went', () => {
  const before = know({ 'a.png': 'disc', 'b.png': 'disc', 'c.png': 'stripe' });
  expect(mergedClasses(before, know({ 'a.png': 'stripe', 'b.png': 'stripe', 'c.png': 'stripe' }, {}, ['stripe']))).toEqual({ disc: 'stripe' });
  expect(mergedClasses(before, know({ 'b.png': 'stripe', 'c.png': 'stripe' }, {}, ['stripe']))).toEqual({});
  expect(mergedClasses(before, know({ 'a.png': 'stripe', 'c.png': 'stripe' }))).toEqual({});
});

test('rejections by image: unknown paths and classes are left out, and no training depends on them', () => {
  const knowledge = know({ 'a.png': 'stripe', 'b.png': null, 'x.png': null });
  const rejecting = { ...knowledge, decisions: knowledge.decisions.map((decision, at) => ({ ...decision, rejected: [['disc'], ['gone', 'stripe'], ['disc']][at] })) };
  expect(rejectedOf(rejecting, ['stripe', 'disc'], indexOf)).toEqual(new Map([[0, [1]], [1, [0]]]));
  expect(labelsOf(rejecting)).toBe(labelsOf(knowledge));
  expect(digestOf(rejecting)).toBe(digestOf(knowledge));
});

test('digests depend on decisions, not on their order', () => {
  const one = know({ 'a.png': 'disc', 'b.png': 'stripe' });
  const two = know({ 'b.png': 'stripe', 'a.png': 'disc' });
  expect(digestOf(one)).toBe(digestOf(two));
  expect(digestOf(one)).not.toBe(digestOf(know({ 'a.png': 'disc', 'b.png': 'stripe' }, { 'a.png': true })));
  expect(labelsOf(one)).toBe(labelsOf(know({ 'a.png': 'disc', 'b.png': 'stripe' }, { 'a.png': true })));
});
