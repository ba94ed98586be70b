import { describe, expect, it, test } from 'vitest';
import { type FileFormat } from '../../../../src/data/exchange/format';
import { fileFormatIds, fileFormats } from '../../../../src/data/exchange/formats';
import { ImageIndex } from '../../../../src/data/exchange/imageIndex';
import { labellingConfig } from '../../../../src/data/exchange/labelStudio';
import { said } from '../../../../src/shared/phrase';
import { byPath, classesOf, nastyRows } from './rows';

const origin = (rows: ReturnType<typeof nastyRows>) => ({ folder: '/images of/part é #1', classes: classesOf(rows) });
const read = (format: FileFormat, text: string, paths: readonly string[]) => format.read(text, new ImageIndex(paths));

describe.each(fileFormatIds)('%s', id => {
  const format: FileFormat = fileFormats[id];

  it('brings back every row, whatever the names', () => {
    for (let seed = 0; seed < 20; seed++) {
      const rows = nastyRows(seed);
      const [{ file, text }] = format.write(rows, `/out/labels.${format.extensions[0]}`, origin(rows));
      expect(file).toBe(`/out/labels.${format.extensions[0]}`);
      const back = read(format, text, rows.map(({ path }) => path));
      expect(back.faults).toEqual([]);
      expect(byPath(back.rows)).toEqual(byPath(rows));
      expect(format.fits(text)).toBe(true);
    }
  });

  it('brings back rows of images that are not there, with their paths', () => {
    const rows = nastyRows(3, 30);
    const [{ text }] = format.write(rows, '/out/x.y', origin(rows));
    expect(byPath(read(format, text, ['a.png']).rows)).toEqual(byPath(rows));
  });

  it('writes the same text for the same rows, and takes a byte order mark', () => {
    const rows = nastyRows(7);
    const [{ text }] = format.write(rows, '/out/x', origin(rows));
    expect(format.write(rows, '/out/x', origin(rows))[0].text).toBe(text);
    expect(byPath(read(format, `\ufeff${text}`, []).rows)).toEqual(byPath(rows));
  });

  it('does not throw on anything else', () => {
    for (const text of ['', '\0\0', 'null', '[]', '{}', '[null]', '{"labels": 3}', '{"path": 3}', '[{"data": {}}]', '[{"data": {"image": 3}, "annotations": 1}]', '"', 'path', '{"labels": {"a": {"attributes": 3}}}']) {
      expect(() => read(format, text, ['a.png'])).not.toThrow();
    }
  });

  it('reads many thousands of rows', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ path: `folder ${i % 50}/image ${i}.png`, label: `class ${i % 7}`, anomalous: null, by: 'ann', at: '' }));
    const [{ text }] = format.write(rows, '/out/x', origin(rows));
    expect(read(format, text, rows.map(({ path }) => path)).rows).toHaveLength(rows.length);
  });
});

test('only its own format takes a text', () => {
  const rows = nastyRows(1);
  for (const writer of fileFormatIds) {
    const [{ text }] = fileFormats[writer].write(rows, '/out/x', origin(rows));
    const readers = fileFormatIds.filter(id => fileFormats[id].fits(text));
    expect(readers[0]).toBe(writer);
  }
});

describe('faults have a place', () => {
  const place = (format: FileFormat, text: string) => read(format, text, ['a.png', 'b.png']).faults.map(fault => said(fault.place));

  test('in a CSV', () => {
    expect(place(fileFormats.csv, 'path,label,anomalous\na.png,bolt,perhaps\nb.png,bolt,\n')).toEqual(['line 2']);
    expect(place(fileFormats.csv, 'file,class\na.png,bolt\n')).toEqual(['line 1']);
  });

  test('in JSON Lines', () => {
    expect(place(fileFormats.jsonl, '{"path":"a.png","label":"bolt"}\n\n{"path":\n{"label":"bolt"}\n{"path":"a.png","label":"nut"}\n{"path":"b.png","anomalous":"maybe"}\n[]\n'))
      .toEqual(['line 3', 'line 4', 'line 5', 'line 6', 'line 7']);
  });

  test('in a file that is one JSON value', () => {
    expect(place(fileFormats['label-studio'], '[\n {"data": {"image": "a.png"}},\n {"data" 3}\n]')).toEqual(['line 3']);
    expect(place(fileFormats['label-studio'], '[\n {"data":')).toEqual(['line 2']);
    expect(place(fileFormats.fiftyone, '{\n"classes": ["bolt"],\n"labels": {"a": 0, "b": 4}}')).toEqual(['label of "b"']);
    expect(place(fileFormats.fiftyone, '{"classes": [],\n"labels": ')).toEqual(['line 2']);
  });
});

describe('files of other tools', () => {
  test('JSON Lines with the path alone, numbers as classes, 1 and 0', () => {
    const { rows, faults } = read(fileFormats.jsonl, '{"path":"a.png","label":7}\n{"path":"b\\\\c.png","anomalous":0}\n{"path":"./d.png","label":"x","more":[1]}', ['a.png', 'b/c.png', 'd.png']);
    expect(faults).toEqual([]);
    expect(rows).toMatchObject([{ path: 'a.png', label: '7', anomalous: null }, { path: 'b/c.png', anomalous: false }, { path: 'd.png', label: 'x' }]);
  });

  test('Label Studio: local files, uploads, storage addresses; the last annotation that was not skipped counts', () => {
    const result = (value: string) => [{ from_name: 'choice', to_name: 'image', type: 'choices', value: { choices: [value] } }];
    const tasks = [
      { data: { image: '/data/local-files/?d=steel/sub%20dir/a%231.png' }, annotations: [{ result: result('old') }, { result: result('bolt'), completed_by: { email: 'ann@x' }, updated_at: '2026-01-02T03:04:05Z' }, { result: result('no'), was_cancelled: true }] },
      { data: { picture: '/data/upload/4/0a1b2c3d-b.png' }, annotations: [{ result: result('nut') }] },
      { data: { image: 's3://bucket/images/c.png' }, annotations: [{ result: result('nut') }] },
      { data: { image: 'https://host/x/d.png?v=1' }, annotations: [], predictions: [{ result: result('never') }] },
      { data: { image: 'gone.png' }, annotations: [{ result: result('nut') }] },
      { data: { image: 'c.png' }, annotations: [{ result: [{ from_name: 'choice', type: 'choices', value: { choices: ['a', 'b'] } }] }] },
    ];
    const { rows, faults } = read(fileFormats['label-studio'], JSON.stringify(tasks), ['sub dir/a#1.png', 'y/b.png', 'c.png', 'd.png']);
    expect(rows).toEqual([
      { path: 'sub dir/a#1.png', label: 'bolt', anomalous: null, by: 'ann@x', at: '2026-01-02T03:04:05.000Z' },
      { path: 'y/b.png', label: 'nut', anomalous: null, by: '', at: '' },
      { path: 'c.png', label: 'nut', anomalous: null, by: '', at: '' },
      { path: 'gone.png', label: 'nut', anomalous: null, by: '', at: '' },
    ]);
    expect(faults.map(({ place }) => said(place))).toEqual(['task 6']);
    // JSON-MIN has another shape: the fault says which export is needed.
    const [fault] = read(fileFormats['label-studio'], JSON.stringify([{ image: '/data/upload/1/a.png', choice: 'bolt', id: 1 }]), ['a.png']).faults;
    expect(said(fault.reason)).toContain('JSON-MIN');
  });

  test('Label Studio: what was changed there wins over what was exported', () => {
    const row = { path: 'a.png', label: 'bolt', anomalous: null, by: 'ann', at: '2026-01-02T03:04:05.000Z' };
    const [{ text }] = fileFormats['label-studio'].write([row], '/out/x.json', origin([row]));
    const [task] = JSON.parse(text) as { annotations: { result: { from_name: string; value: { choices: string[] } }[] }[] }[];
    task.annotations[0].result[0].value.choices = ['nut'];
    expect(read(fileFormats['label-studio'], JSON.stringify([task]), ['a.png']).rows).toEqual([{ ...row, label: 'nut', by: '', at: '' }]);
    task.annotations = [];
    expect(read(fileFormats['label-studio'], JSON.stringify([task]), ['a.png']).rows).toEqual([]);
  });

  test('FiftyOne: keys without extension, class numbers, names, null', () => {
    const dataset = { classes: ['bolt', 'nut'], labels: { a: 1, 'sub/b': { label: 0, confidence: 0.5 }, c: null, '/data/d.png': 'gear', e: 0, f: [{ label: 1 }], g: [0, 1], h: [] } };
    const { rows, faults } = read(fileFormats.fiftyone, JSON.stringify(dataset), ['a.png', 'sub/b.jpg', 'c.png', 'd.png', 'e.png', 'e.jpg', 'f.png', 'g.png', 'h.png']);
    expect(faults.map(({ place }) => said(place))).toEqual(['label of "g"']);
    expect(rows).toMatchObject([{ path: 'a.png', label: 'nut' }, { path: 'sub/b.jpg', label: 'bolt' }, { path: 'd.png', label: 'gear' }, { path: 'e', label: 'bolt' }, { path: 'f.png', label: 'nut' }]);
  });
});

test('FiftyOne finds each image through its key', () => {
  const rows = nastyRows(5);
  const [labels, manifest] = fileFormats.fiftyone.write(rows, '/out/labels.json', origin(rows));
  expect(manifest?.file).toBe('/out/data.json');
  const places = JSON.parse(manifest!.text) as Record<string, string>;
  const dataset = JSON.parse(labels.text) as { classes: string[]; labels: Record<string, { label: number } | null> };
  // FiftyOne cuts the extension off the keys of data.json.
  const byKey = new Map(Object.entries(places).map(([key, place]) => [key.replace(/\.[^./]+$/, ''), place]));
  expect(byKey.size).toBe(rows.length);
  for (const { path, label } of rows) {
    const [key] = [...byKey].find(([, place]) => place === `/images of/part é #1/${path}`)!;
    const target = dataset.labels[key];
    expect(target === null ? null : dataset.classes[target.label]).toBe(label);
  }
});

test('Label Studio\'s configuration is well-formed and has every class', () => {
  const rows = nastyRows(9, 200);
  const config = labellingConfig(classesOf(rows));
  const values = [...config.matchAll(/<Choice value="([^"<&]*(?:&#\d+;[^"<&]*)*)"/g)].map(([, value]) => value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))));
  expect(values).toEqual([...classesOf(rows).map(({ name }) => name), 'anomalous', 'normal']);
});
