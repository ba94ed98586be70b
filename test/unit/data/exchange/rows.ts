import { type LabelRow } from '../../../../src/data/labelsFile';
import { type ImageClass, type Knowledge } from '../../../../src/shared/project';
import { decisionsFrom } from '../../../../src/data/labels/rowsAndDecisions';
import { Random } from '../../../../src/shared/random';

/** Names that some format or disk stumbles over. */
export const nastyClasses = [
  'bolt', 'Bolt', 'BOLT', 'bo/lt', 'a\\b', '.', '..', '.hidden', 'ends.', 'con', 'NUL.txt', 'com1', '_anomalous', 'labels.csv', '50 %', '%41',
  'a "b", c', 'x;y', '<b>&amp;', 'ä', 'A\u0308', '部品', '🔩 nut', '=1+1', '#5', 'tab\there', 'two\nlines', '7', 'null', '__proto__', '長'.repeat(100), '/'.repeat(100),
];

const letters = ['a', 'B', '"', '\'', ',', '\n', '\r\n', ' ', '😀', ';', '=', '\\', '\t', 'é', '<', '#', '%', '%20', '?', '&', '+', '/', '.', '~'];

/** Different paths, some with folders, some alike but for their extension or their folder. */
export function nastyPaths(random: Random, count: number): string[] {
  const paths = new Set<string>(['a.png', 'a.jpg', 'a.png.webp', 'b/a.png', 'c/a.png', 'c d/a #1 100%.png', '__proto__.png', '12.png', '-x.png', 'con.png']);
  while (paths.size < count) {
    const name = Array.from({ length: 1 + random.below(8) }, () => letters[random.below(letters.length)]).join('');
    const path = `x${name}y.${['png', 'jpg', 'webp'][random.below(3)]}`.split('/').map(part => /^\.*$/.test(part) ? 'z' : part).join('/');
    paths.add(path);
  }
  return [...paths].slice(0, count).sort();
}

/** Rows as a folder has them, each with a decision. */
export function nastyRows(seed: number, count = 60): LabelRow[] {
  const random = new Random(seed);
  return nastyPaths(random, count).map(path => {
    const label = random.next() < 0.2 ? null : nastyClasses[random.below(nastyClasses.length)];
    const rejected = random.next() < 0.3 ? [...new Set([0, 1].map(() => nastyClasses[random.below(nastyClasses.length)]))].filter(name => name !== label) : [];
    const anomalous = label === null && rejected.length === 0 ? random.next() < 0.5 : [true, false, null][random.below(3)];
    const sure = label !== null && random.next() < 0.3;
    return { path, label, anomalous, ...(rejected.length > 0 && { rejected }), ...(sure && { sure }), by: ['ann', '', 'bo, "the" boss'][random.below(3)], at: ['', '2026-01-02T03:04:05.000Z'][random.below(2)] };
  });
}

export function knowledgeOf(rows: readonly LabelRow[]): Knowledge {
  return decisionsFrom(rows, []);
}

export function classesOf(rows: readonly LabelRow[]): readonly ImageClass[] {
  return knowledgeOf(rows).classes;
}

export function byPath(rows: readonly LabelRow[]): LabelRow[] {
  return [...rows].sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, label, anomalous, by, at, rejected, sure }) => ({ path, label, anomalous, by, at, ...(rejected && { rejected }), ...(sure && { sure }) }));
}
