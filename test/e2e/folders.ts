/** Folders of images for the tests: real ones where they are at hand, drawn ones elsewhere. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const real = join(repository, '..', 'shared', 'data', 'x_sdd', 'images');

const roots: string[] = [];

/** A folder that a test may change; gone when the test run ends. */
export function temporaryFolder(name = 'images'): string {
  const root = mkdtempSync(join(tmpdir(), 'winnow-e2e-'));
  if (roots.push(root) === 1) process.once('exit', () => roots.forEach(each => rmSync(each, { recursive: true, force: true })));
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
}

export interface LabelledFolder {
  readonly folder: string;
  /** Relative paths, sorted by code unit as the gallery sorts them by name. */
  readonly paths: readonly string[];
  /** Paths of each class. */
  readonly truth: ReadonlyMap<string, readonly string[]>;
}

/** A copy of X-SDD (1,360 photographs of steel, 7 classes) when it lies beside the repository, else the drawn sample. */
export function imageFolder(): LabelledFolder {
  if (!existsSync(real)) return sampleFolder();
  const folder = temporaryFolder('steel');
  cpSync(real, folder, { recursive: true });
  // The data are kept read-only.
  execFileSync('chmod', ['-R', 'u+w', folder]);
  const paths = imagesIn(folder);
  return { folder, paths, truth: groupBy(paths, path => path.slice(0, path.indexOf('/'))) };
}

/** Draws the sample of machine parts with the command line. */
export function sampleFolder(count?: number): LabelledFolder {
  const folder = temporaryFolder('machine parts');
  const limit = count === undefined ? [] : ['--count', String(count)];
  execFileSync(process.execPath, [join(repository, 'dist', 'cli.js'), 'sample', folder, ...limit], { stdio: ['ignore', 'ignore', 'inherit'] });
  const file = [join(folder, 'truth.csv'), join(dirname(folder), 'truth.csv'), join(folder, '.winnow', 'truth.csv')].find(existsSync);
  if (!file) throw new Error(`winnow sample ${folder} wrote no truth.csv`);
  const rows = parse<Record<string, string>>(readFileSync(file, 'utf8'), { columns: true });
  const labels = new Map(rows.map(({ path, label }) => [path, label]));
  const paths = imagesIn(folder);
  return { folder, paths, truth: groupBy(paths, path => labels.get(path) ?? labels.get(basename(path)) ?? '') };
}

function imagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.(jpe?g|png|webp)$/i.test(path))
    .map(path => path.replaceAll('\\', '/'))
    .sort((a, b) => a < b ? -1 : 1);
}

function groupBy(paths: readonly string[], key: (path: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) groups.set(key(path), [...groups.get(key(path)) ?? [], path]);
  return groups;
}

export interface LabelLine {
  readonly path: string;
  readonly label: string;
  readonly anomalous: string;
  /** Names separated by `;`; not there before something has been rejected. */
  readonly rejected?: string;
  /** `1`; not there before a label has been kept. */
  readonly sure?: string;
}

/** The decisions on disk, by path; empty when there is no file yet. */
export function labelsIn(folder: string): Map<string, LabelLine> {
  const file = join(folder, '.winnow', 'labels.csv');
  if (!existsSync(file)) return new Map();
  const rows = parse<LabelLine & Record<string, string>>(readFileSync(file, 'utf8'), { columns: true, relax_column_count: true, relax_quotes: true });
  return new Map(rows.map(row => [row.path, row]));
}
