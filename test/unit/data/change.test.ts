import { describe, expect, it } from 'vitest';
import { applyChange, type Change } from '../../../src/data/labels/change';
import {
  acceptSuggestions, confirmLabels, createClass, deleteClass, imagesOf, labelImages, makeClassOf, mergeClass, orderClasses, recolourClass, rejectSuggestions, renameClass, reviewImages, setThreshold,
} from '../../../src/data/labels/changes';
import { PersonError } from '../../../src/shared/personError';
import { type Knowledge, noKnowledge } from '../../../src/shared/project';
import { Random } from '../../../src/shared/random';

const author = { by: 'ann', at: '2026-01-02T03:04:05Z' };

function after(...steps: ((knowledge: Knowledge) => Change)[]): Knowledge {
  return steps.reduce<Knowledge>((knowledge, step) => applyChange(knowledge, step(knowledge)).knowledge, noKnowledge);
}

const label = (id: string | null, ...paths: string[]) => (knowledge: Knowledge): Change => labelImages(knowledge, new Map(paths.map(path => [path, id])), author);
const reject = (id: string, ...paths: string[]) => (knowledge: Knowledge): Change => rejectSuggestions(knowledge, new Map(paths.map(path => [path, id])), author);
const twoClasses = [(k: Knowledge) => createClass(k, 'bolt'), (k: Knowledge) => createClass(k, 'nut')];

function randomStep(random: Random, knowledge: Knowledge): Change {
  const paths = Array.from({ length: 1 + random.below(5) }, () => `${random.below(12)}.png`);
  const ids = knowledge.classes.map(({ id }) => id);
  const id = ids[random.below(ids.length)] ?? null;
  switch (random.below(12)) {
    case 0: return createClass(knowledge, `class ${random.below(1e9)}`);
    case 1: return id === null ? {} : renameClass(knowledge, id, `class ${random.below(1e9)}`);
    case 2: return id === null ? {} : deleteClass(knowledge, id);
    case 3: return id === null ? {} : mergeClass(knowledge, id, ids[random.below(ids.length)]);
    case 4: return orderClasses(random.shuffle([...ids]).slice(0, random.below(ids.length + 1)));
    case 5: return reviewImages(knowledge, paths, [true, false, null][random.below(3)], author);
    case 6: return id === null ? {} : recolourClass(knowledge, id, '#123456');
    case 7: return rejectSuggestions(knowledge, new Map(paths.map(path => [path, ids[random.below(ids.length)] ?? 'gone'])), author);
    case 8: return acceptSuggestions(knowledge, new Map(paths.map(path => [path, ids[random.below(ids.length)] ?? 'gone'])), author);
    case 9: return setThreshold([random.normal(), null][random.below(2)]);
    case 10: return makeClassOf(knowledge, paths, `class ${random.below(1e9)}`, author);
    default: return labelImages(knowledge, new Map(paths.map(path => [path, id])), author);
  }
}

describe('a change', () => {
  it('is taken back and made again by its inverse, in any sequence', () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = new Random(seed);
      let knowledge = noKnowledge;
      const history: { before: Knowledge; inverse: Change }[] = [];
      for (let i = 0; i < 40; i++) {
        const applied = applyChange(knowledge, randomStep(random, knowledge));
        history.push({ before: knowledge, inverse: applied.inverse });
        const again = applyChange(applyChange(applied.knowledge, applied.inverse).knowledge, applyChange(applied.knowledge, applied.inverse).inverse);
        expect(again.knowledge).toEqual(applied.knowledge);
        knowledge = applied.knowledge;
        const ids = new Set(knowledge.classes.map(({ id }) => id));
        expect(knowledge.decisions.every(({ label }) => label === null || ids.has(label))).toBe(true);
        for (const { label, rejected } of knowledge.decisions) {
          expect(rejected ?? ['none']).not.toEqual([]);
          expect(new Set(rejected).size).toBe(rejected?.length ?? 0);
          expect(rejected?.every(id => ids.has(id) && id !== label) ?? true).toBe(true);
        }
        expect(knowledge.decisions.map(({ path }) => path)).toEqual(knowledge.decisions.map(({ path }) => path).sort());
      }
      for (const { before, inverse } of history.reverse()) {
        knowledge = applyChange(knowledge, inverse).knowledge;
        expect(knowledge).toEqual(before);
      }
    }
  });

  it('keeps the review when the label changes, and the label when the review does', () => {
    const knowledge = after(...twoClasses, label('bolt', 'a.png'), k => reviewImages(k, ['a.png'], false, author), label('nut', 'a.png'));
    expect(knowledge.decisions).toEqual([{ path: 'a.png', label: 'nut', anomalous: false, ...author }]);
  });

  it('forgets an image about which nothing is decided any more', () => {
    expect(after(...twoClasses, label('bolt', 'a.png'), label(null, 'a.png')).decisions).toEqual([]);
  });

  it('moves labels with a merge and drops them with a deletion, and its inverse spares classes made since', () => {
    const knowledge = after(...twoClasses, label('bolt', 'a.png', 'b.png'), label('nut', 'c.png'));
    expect(imagesOf(applyChange(knowledge, mergeClass(knowledge, 'bolt', 'nut')).knowledge, 'nut')).toBe(3);
    const deleted = applyChange(knowledge, deleteClass(knowledge, 'bolt'));
    expect(deleted.knowledge.decisions.map(({ path }) => path)).toEqual(['c.png']);
    const more = applyChange(deleted.knowledge, createClass(deleted.knowledge, 'gear')).knowledge;
    const back = applyChange(more, deleted.inverse).knowledge;
    expect(back.classes.map(({ name }) => name)).toEqual(['bolt', 'nut', 'gear']);
    expect(imagesOf(back, 'bolt')).toBe(2);
  });

  it('remembers rejections beside labels and reviews, until the same class is given as the label', () => {
    const rejected = after(...twoClasses, k => createClass(k, 'gear'), reject('bolt', 'a.png', 'b.png'), reject('gear', 'a.png'), k => reviewImages(k, ['a.png'], false, author));
    expect(rejected.decisions).toEqual([
      { path: 'a.png', label: null, anomalous: false, rejected: ['bolt', 'gear'], ...author }, { path: 'b.png', label: null, anomalous: null, rejected: ['bolt'], ...author },
    ]);
    const labelled = applyChange(rejected, label('nut', 'a.png')(rejected)).knowledge;
    expect(labelled.decisions[0]).toMatchObject({ label: 'nut', rejected: ['bolt', 'gear'] });
    const again = applyChange(labelled, label('bolt', 'a.png', 'b.png')(labelled)).knowledge;
    expect(again.decisions).toEqual([{ path: 'a.png', label: 'bolt', anomalous: false, rejected: ['gear'], ...author }, { path: 'b.png', label: 'bolt', anomalous: null, ...author }]);
    expect(reject('bolt', 'a.png')(again).decisions).toEqual([]);
    expect(reject('gear', 'a.png')(again).decisions).toEqual([]);
    expect(reject('gone', 'a.png')(again).decisions).toEqual([]);
  });

  it('accepts what was suggested, and spares images that have a label by now', () => {
    const knowledge = after(...twoClasses, label('nut', 'b.png'));
    const accepted = acceptSuggestions(knowledge, new Map([['a.png', 'bolt'], ['b.png', 'bolt'], ['c.png', 'gone'], ['d.png', 'nut']]), author);
    expect(applyChange(knowledge, accepted).knowledge.decisions.map(decision => [decision.path, decision.label])).toEqual([['a.png', 'bolt'], ['b.png', 'nut'], ['d.png', 'nut']]);
  });

  it('moves rejections with a merge and drops them with a deletion', () => {
    const knowledge = after(...twoClasses, k => createClass(k, 'gear'), reject('bolt', 'a.png', 'b.png', 'c.png'), reject('nut', 'b.png'), reject('gear', 'a.png'), label('nut', 'c.png'));
    const rejections = ({ decisions }: Knowledge) => Object.fromEntries(decisions.map(({ path, rejected }) => [path, rejected]));
    const merged = applyChange(knowledge, mergeClass(knowledge, 'bolt', 'nut'));
    expect(rejections(merged.knowledge)).toEqual({ 'a.png': ['nut', 'gear'], 'b.png': ['nut'], 'c.png': undefined });
    expect(applyChange(merged.knowledge, merged.inverse).knowledge).toEqual(knowledge);
    const deleted = applyChange(knowledge, deleteClass(knowledge, 'bolt'));
    expect(rejections(deleted.knowledge)).toEqual({ 'a.png': ['gear'], 'b.png': ['nut'], 'c.png': undefined });
    expect(applyChange(deleted.knowledge, deleted.inverse).knowledge).toEqual(knowledge);
  });

  it('keeps that a label is right as long as the image has it, through review and merge, and undo brings it back', () => {
    const sure = (knowledge: Knowledge) => Object.fromEntries(knowledge.decisions.map(({ path, sure }) => [path, sure]));
    const knowledge = after(...twoClasses, label('bolt', 'a.png', 'b.png'), k => reviewImages(k, ['c.png'], false, author), k => confirmLabels(k, ['a.png', 'b.png', 'c.png', 'd.png'], author));
    expect(sure(knowledge)).toEqual({ 'a.png': true, 'b.png': true, 'c.png': undefined });
    expect(sure(applyChange(knowledge, reviewImages(knowledge, ['a.png'], true, author)).knowledge)['a.png']).toBe(true);
    expect(sure(applyChange(knowledge, label('bolt', 'a.png')(knowledge)).knowledge)['a.png']).toBe(true);
    for (const change of [label('nut', 'a.png', 'b.png')(knowledge), label(null, 'a.png', 'b.png')(knowledge), deleteClass(knowledge, 'bolt')]) {
      const { knowledge: changed, inverse } = applyChange(knowledge, change);
      expect(sure(changed)['a.png']).toBeUndefined();
      expect(applyChange(changed, inverse).knowledge).toEqual(knowledge);
    }
    const merged = applyChange(knowledge, mergeClass(knowledge, 'bolt', 'nut'));
    expect(sure(merged.knowledge)['a.png']).toBe(true);
    expect(confirmLabels(knowledge, ['a.png'], author).decisions).toEqual([]);
  });

  it('refuses names that are empty or taken, and labels without a class', () => {
    const knowledge = after(...twoClasses);
    for (const name of ['', '  ', 'bolt', ' Bolt ', 'x\ny', 'x'.repeat(101)]) expect(() => createClass(knowledge, name)).toThrow(PersonError);
    expect(() => renameClass(knowledge, 'nut', 'bolt')).toThrow(PersonError);
    expect(renameClass(knowledge, 'nut', ' NUT ').classes?.put?.[0]).toMatchObject({ id: 'nut', name: 'NUT' });
    expect(() => applyChange(knowledge, label('gone', 'a.png')(knowledge))).toThrow('gone');
    expect(() => deleteClass(knowledge, 'gone')).toThrow(PersonError);
    expect(() => recolourClass(knowledge, 'nut', 'red')).toThrow(PersonError);
  });

  it('gives classes different ids and colours', () => {
    const names = ['a b', 'a-b', 'A  B!', 'ä', '部品', '零件', ...Array.from({ length: 14 }, (_, i) => `class ${i}`)];
    const { classes } = after(...names.map(name => (k: Knowledge) => createClass(k, name)));
    expect(classes.map(({ name }) => name)).toEqual(names);
    expect(new Set(classes.map(({ id }) => id)).size).toBe(names.length);
    expect(new Set(classes.map(({ color }) => color)).size).toBe(names.length);
    expect(classes.every(({ id }) => /^[a-z0-9-]+$/.test(id))).toBe(true);
  });
});
