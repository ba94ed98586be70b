/** FiftyOne: its image classification dataset, `labels.json` and, so that the images need no copy, `data.json`. */
import { dirname, join, parse, posix } from 'node:path';
import { phrase } from '../../shared/phrase';
import { type LabelRow } from '../labelsFile';
import { anomalousOf, type Fields, fieldsFrom, fieldsOf, isFields, labelOf, Misfit, parseJson, RowCollector, rowOf, withoutMark } from './collect';
import { type FileFormat, lineOf } from './format';
import { type ImageIndex, stemOf } from './imageIndex';

/**
 * `{classes, labels: {key: {label: index into classes, attributes: {path, anomalous, by, at}}}}`. The label of an
 * image without one is null, as FiftyOne wants it; its attributes stand under `unlabelled`, which FiftyOne skips.
 * `data.json` says where the image of each key is.
 */
export const fiftyOne: FileFormat = {
  title: 'FiftyOne',
  extensions: ['json'],
  write: (rows, out, { folder, classes }) => {
    const names = [...new Set([...classes.map(({ name }) => name), ...rows.flatMap(({ label }) => label ?? [])])];
    const indices = new Map(names.map((name, index) => [name, index]));
    const keys = keysOf(rows);
    const labels: [string, unknown][] = [];
    const unlabelled: [string, unknown][] = [];
    for (const row of rows) {
      const { path, label } = row;
      const attributes = { ...fieldsFrom(row), label: undefined }; // The label is an index beside them.
      labels.push([keys.get(path)!, label === null ? null : { label: indices.get(label), attributes }]);
      if (label === null) unlabelled.push([keys.get(path)!, attributes]);
    }
    // A key gets the extension of its image, because FiftyOne cuts one off.
    const places = rows.map(({ path }) => [`${keys.get(path)}${posix.extname(path)}`, join(folder, path)] as const);
    return [
      { file: out, text: json({ classes: names, labels: entries(labels), unlabelled: entries(unlabelled) }) },
      { file: manifestOf(out), text: json(entries(places)) },
    ];
  },
  fits: text => withoutMark(text).trimStart().startsWith('{'),
  read: (text, images) => {
    const rows = new RowCollector();
    const { value, fault } = parseJson(text);
    const dataset = isFields(value) ? value : {};
    const { classes, labels, unlabelled } = dataset;
    if (fault) rows.faults.push(fault);
    else if (!isFields(labels)) rows.faults.push({ place: lineOf(1), reason: phrase`an object with "labels", the labels by image, is needed` });
    else for (const [key, given] of Object.entries(labels)) {
      const target = given ?? (isFields(unlabelled) && Object.hasOwn(unlabelled, key) ? { attributes: unlabelled[key] } : null);
      rows.add(phrase`label of "${key}"`, () => readTarget(key, target, classes, images));
    }
    return rows;
  },
};

/** `data.json` beside `labels.json`, where FiftyOne looks for it; named after any other file. */
function manifestOf(out: string): string {
  const stem = parse(out).name;
  return join(dirname(out), stem === 'labels' ? 'data.json' : `${stem}.data.json`);
}

/** The key of each image: its path without the extension, or all of it where several images differ only in that. */
function keysOf(rows: readonly LabelRow[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const { path } of rows) counts.set(stemOf(path), (counts.get(stemOf(path)) ?? 0) + 1);
  const taken = new Set([...counts].flatMap(([stem, count]) => count === 1 ? [stem] : []));
  return new Map(rows.map(({ path }) => {
    const stem = stemOf(path);
    if (counts.get(stem) === 1) return [path, stem];
    let key = path;
    for (let count = 2; taken.has(key); count++) key = `${path}~${count}`;
    taken.add(key);
    return [path, key];
  }));
}

function readTarget(key: string, given: unknown, classes: unknown, images: ImageIndex): LabelRow | null {
  if (Array.isArray(given) && given.length > 1) throw new Misfit(phrase`an image needs one class, and this one has several`);
  const target: unknown = Array.isArray(given) ? given[0] : given;
  if (target === null || target === undefined) return null;
  const { label, attributes } = isFields(target) ? target : { label: target, attributes: undefined };
  const own: Fields = attributes === undefined || attributes === null ? {} : fieldsOf(attributes);
  const path = typeof own.path === 'string'
    ? images.find(own.path) ?? own.path
    : images.find(key) ?? images.findStem(key) ?? images.findEnd(key) ?? key;
  const name = typeof label === 'number' && Array.isArray(classes) ? nameOf(label, classes) : labelOf(label);
  return rowOf({ path, label: name, anomalous: anomalousOf(own.anomalous), by: own.by, at: own.at, rejected: own.rejected, sure: own.sure });
}

function nameOf(index: number, classes: readonly unknown[]): string | null {
  if (!(index in classes)) throw new Misfit(phrase`there is no class number ${index}: "classes" has ${classes.length}`);
  return labelOf(classes[index]);
}

/** An object whose keys may be any text, also `__proto__`. */
function entries(pairs: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(pairs);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
