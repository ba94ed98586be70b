import { describe, expect, it } from 'vitest';
import { folderOffer } from '../../../../src/data/classFolders/offer';
import { rowsByFolder } from '../../../../src/data/classFolders/rowsByFolder';
import { applyChange } from '../../../../src/data/labels/change';
import { importRows } from '../../../../src/data/labels/importRows';
import { type Decision, type Knowledge, noKnowledge } from '../../../../src/shared/project';

/** `count` images in a folder; '' is the root. */
const images = (folder: string, count = 5): string[] => Array.from({ length: count }, (_, at) => `${folder && `${folder}/`}${at}.png`);
const decision = (path: string, label: string | null, anomalous: boolean | null = null): Decision => ({ path, label, anomalous, by: 'ann', at: '2026-01-02T03:04:05.000Z' });
const known = (names: readonly string[], decisions: readonly Decision[] = []): Knowledge => ({ classes: names.map(name => ({ id: `id of ${name}`, name, color: '#808080' })), decisions });
/** The class that each image gets. */
const labels = (paths: readonly string[], knowledge = noKnowledge) => Object.fromEntries(rowsByFolder(paths, knowledge).map(({ path, label }) => [path, label]));

describe('the class of an image', () => {
  it('is the folder it lies in; an image in the root has none', () => {
    expect(labels(['bolt/1.png', 'nut/2.png', 'stray.png'])).toEqual({ 'bolt/1.png': 'bolt', 'nut/2.png': 'nut' });
  });

  it('is the deepest folder where parts of the images lie above, and what lies beside the class folders has none', () => {
    const paths = ['train/bolt/1.png', 'train/nut/2.png', 'test/bolt/3.png', 'test/4.png', '5.png'];
    expect(labels(paths)).toEqual({ 'train/bolt/1.png': 'bolt', 'train/nut/2.png': 'nut', 'test/bolt/3.png': 'bolt' });
  });

  it('is the class folder for folders within it', () => {
    expect(labels([...images('bolt', 2), 'bolt/more/9.png', ...images('nut', 2)])['bolt/more/9.png']).toBe('bolt');
  });

  it('is its own folder where it lies less deep than most', () => {
    expect(labels([...images('a/bolt'), 'nut/1.png'])['nut/1.png']).toBe('nut');
  });

  it('is one for names that differ only in case, written as most images have it or as the class there is', () => {
    const paths = [...images('a/bolt', 2), ...images('b/Bolt', 3), ...images('a/nut', 1)];
    expect(new Set(Object.values(labels(paths)))).toEqual(new Set(['Bolt', 'nut']));
    expect(new Set(Object.values(labels(paths, known(['BOLT']))))).toEqual(new Set(['BOLT', 'nut']));
    expect(new Set(Object.values(labels(paths, known(['bolt', 'Bolt']))))).toEqual(new Set(['bolt', 'Bolt', 'nut']));
  });

  it('is read from the names that an export gives its folders, and its folder of anomalies confirms them', () => {
    const rows = rowsByFolder(['50 %25/1.png', 'bo%2Flt/2.png', '_anomalous/3.png'], noKnowledge);
    expect(rows.map(({ path, label, anomalous }) => [path, label, anomalous])).toEqual([
      ['_anomalous/3.png', null, true], ['50 %25/1.png', '50 %', null], ['bo%2Flt/2.png', 'bo/lt', null],
    ]);
  });

  it('stays where a person has decided', () => {
    const paths = ['bolt/1.png', 'bolt/2.png', '_anomalous/3.png', '_anomalous/4.png'];
    const knowledge = known(['nut'], [decision('bolt/1.png', 'id of nut'), decision('bolt/2.png', null, true), decision('_anomalous/3.png', null, false), decision('_anomalous/4.png', 'id of nut')]);
    expect(labels(paths, knowledge)).toEqual({ 'bolt/2.png': 'bolt' });
  });

  it('comes with the others in natural order, and one change takes all back', () => {
    const paths = [...images('part 10', 1), ...images('part 2', 1), ...images('Other', 1)];
    const { knowledge, inverse } = applyChange(noKnowledge, importRows(noKnowledge, rowsByFolder(paths, noKnowledge).map(row => ({ ...row, by: 'ann', at: '' }))));
    expect(knowledge.classes.map(({ name }) => name)).toEqual(['Other', 'part 2', 'part 10']);
    expect(knowledge.decisions.map(({ path }) => path)).toEqual(['Other/0.png', 'part 10/0.png', 'part 2/0.png']);
    expect(applyChange(knowledge, inverse).knowledge).toEqual(noKnowledge);
  });
});

describe('folder names are offered as classes', () => {
  const seven = Array.from({ length: 7 }, (_, at) => images(`class ${at}`)).flat();

  it('where nearly all images lie in some folders', () => {
    expect(folderOffer(seven, noKnowledge)).toEqual({ folders: 7, names: 7 });
    expect(folderOffer([...seven, 'stray.png', 'class 1/deep/er.png'], noKnowledge)).toEqual({ folders: 7, names: 7 });
    expect(folderOffer([...seven, ...images('')], noKnowledge)).toBeNull();
    expect(folderOffer([...images('bolt'), ...images('a/nut'), ...images('a/screw')], noKnowledge)).toBeNull();
    expect(folderOffer(images(''), noKnowledge)).toBeNull();
    expect(folderOffer([], noKnowledge)).toBeNull();
  });

  it('with how many names they have', () => {
    expect(folderOffer(['train', 'test'].flatMap(part => ['bolt', 'nut', 'NUT'].flatMap(name => images(`${part}/${name}`))), noKnowledge)).toEqual({ folders: 6, names: 2 });
    expect(folderOffer([...images('bolt'), ...images('nut'), ...images('_anomalous')], noKnowledge)).toEqual({ folders: 2, names: 2 });
  });

  it('not for one, and not for hundreds', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `${at}/1.png`);
    expect(folderOffer(images('bolt'), noKnowledge)).toBeNull();
    expect(folderOffer([...images('bolt'), ...images('_anomalous')], noKnowledge)).toBeNull();
    expect(folderOffer(many(200), noKnowledge)).toEqual({ folders: 200, names: 200 });
    expect(folderOffer(many(201), noKnowledge)).toBeNull();
  });

  it('not where they only tell what the images are for', () => {
    expect(folderOffer([...images('train'), ...images('Test'), ...images('val')], noKnowledge)).toBeNull();
    expect(folderOffer([...images('images'), ...images('masks')], noKnowledge)).toBeNull();
    expect(folderOffer([...images('train'), ...images('bus')], noKnowledge)).not.toBeNull();
  });

  it('not where something is labelled; classes and reviews alone do not matter', () => {
    expect(folderOffer(seven, known(['bolt'], [decision('class 1/1.png', 'id of bolt')]))).toBeNull();
    expect(folderOffer(seven, known(['bolt'], [decision('class 1/1.png', null, true)]))).not.toBeNull();
  });
});
