/** `.winnow/labels.csv`: one line per image that a person decided about, made to be read and merged in git. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import writeFileAtomic from 'write-file-atomic';
import { kept, sameDecision } from '../shared/decided';
import { isPhrase, type Phrase, phrase } from '../shared/phrase';
import { errorCode, fileError } from './fileErrors';
import { type CsvRecord, splitRecords } from './labels/csvRecords';
import { joinNames, splitNames } from './labels/nameList';
import { makeFolder } from './makeFolder';
import { byCodeUnit } from './order';

/** One decision as the file holds it: by the name of the class, not its id. */
export interface LabelRow {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  /** Name of the class; null: no label. */
  readonly label: string | null;
  /** true: confirmed anomaly; false: dismissed, or known to be normal; null: not reviewed. */
  readonly anomalous: boolean | null;
  /** Names of the classes that the image is not, though they were suggested; left out: none. */
  readonly rejected?: readonly string[];
  /** The label stands, whatever speaks against it; left out: nobody has said so. */
  readonly sure?: true;
  readonly by: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** A line that could not be understood. It is kept as it stands whenever the file is written. */
export interface BrokenLine {
  /** Number of its first line in the file, from 1. */
  readonly line: number;
  /** The line without its end. */
  readonly text: string;
  readonly reason: Phrase;
}

export interface ParsedLabels {
  /** In the order of the file; one per path. */
  readonly rows: LabelRow[];
  readonly broken: BrokenLine[];
  /** Left out when there are none. */
  readonly extra?: ExtraColumns;
}

/** Columns that someone has added to the file; they are kept whenever it is written. */
export interface ExtraColumns {
  readonly columns: readonly string[];
  /** By path, one cell a column. */
  readonly cells: ReadonlyMap<string, readonly string[]>;
}

const columns = ['path', 'label', 'anomalous', 'by', 'at'] as const;
/** Only in files in which something is rejected, or sure: to add a column changes every line. */
const furtherColumns = ['rejected', 'sure'] as const;
type Further = (typeof furtherColumns)[number];
type Column = (typeof columns)[number] | Further;

/** Folder inside the images folder that holds what a person decided. */
export const winnowFolder = '.winnow';

/** Where the labels of a folder of images are. */
export function labelsPath(folder: string): string {
  return join(folder, winnowFolder, 'labels.csv');
}

/**
 * Parses a labels file, or any CSV with a `path` column and perhaps `label`, `anomalous` (empty, 1
 * or 0; true and false too), `rejected` (see {@link splitNames}) and `sure` (empty or 1); other columns are in `extra`. Never throws: what is not understood,
 * conflict markers of git among it, is in `broken`. When a path comes twice, the first line counts.
 */
export function parseLabels(text: string): ParsedLabels {
  const rows: LabelRow[] = [];
  const broken: BrokenLine[] = [];
  const seen = new Map<string, LabelRow>();
  const records = splitRecords(text);
  const header = records.findIndex(isHeader);
  const names = header < 0 ? headerOf(furtherColumns.slice(0, Math.max(0, (records[0]?.cells?.length ?? 0) - columns.length))) : records[header].cells ?? [];
  const places = columnPlaces(names);
  const others = [...names.keys()].filter(i => ![...places.places.values()].includes(i));
  const cells = new Map<string, string[]>();
  for (const [index, record] of records.entries()) {
    if (index === header) continue;
    const row = parseRow(record, places);
    if (isPhrase(row)) broken.push({ line: record.line, text: record.text, reason: row });
    else {
      const first = seen.get(row.path);
      if (!first) {
        seen.set(row.path, row);
        rows.push(row);
        if (others.length > 0) cells.set(row.path, others.map(i => record.cells?.[i] ?? ''));
      } else if (!sameDecision(first, row)) broken.push({ line: record.line, text: record.text, reason: phrase`"${row.path}" has a line further up that says otherwise` });
    }
  }
  return others.length > 0 ? { rows, broken, extra: { columns: others.map(i => names[i]), cells } } : { rows, broken };
}

/** The text of a labels file: a header, the rows sorted by path (those without any decision left out) with the columns that someone added, then the broken lines as they stand. */
export function formatLabels(rows: readonly LabelRow[], broken: readonly BrokenLine[], extra?: ExtraColumns): string {
  const none = extra?.columns.map(() => '') ?? [];
  const decided = rows.flatMap(row => kept(row) ?? []).sort((a, b) => byCodeUnit(a.path, b.path));
  const further = furtherColumns.filter(column => decided.some(row => row[column]));
  const furtherCell = { rejected: ({ rejected = [] }: LabelRow) => joinNames(rejected), sure: ({ sure }: LabelRow) => (sure ? '1' : '') };
  const cells = decided.map(row => [
    row.path, row.label ?? '', row.anomalous === null ? '' : row.anomalous ? '1' : '0', row.by, row.at,
    ...further.map(column => furtherCell[column](row)), ...(extra?.cells.get(row.path) ?? none),
  ]);
  const text = stringify([[...headerOf(further), ...(extra?.columns ?? [])], ...cells], { record_delimiter: '\n', quoted_match: /[\r\n]|^\s|\s$/ });
  return text + broken.map(({ text }) => `${text}\n`).join('');
}

/**
 * Reads the labels of a folder; none when the file is not there.
 * @throws PersonError when it cannot be read
 */
export async function readLabels(folder: string): Promise<ParsedLabels> {
  const file = labelsPath(folder);
  try {
    return parseLabels(await readFile(file, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { rows: [], broken: [] };
    throw fileError(error, phrase`read the labels`, file);
  }
}

/**
 * Writes the labels of a folder: on disk (fsync) when it resolves, and in one step, so that a crash
 * leaves the old file or the new one.
 * @throws PersonError when the folder is read-only or the disk is full; the old file is then untouched
 */
export async function writeLabels(folder: string, rows: readonly LabelRow[], broken: readonly BrokenLine[] = [], extra?: ExtraColumns): Promise<void> {
  await writeInFolder(folder, labelsPath(folder), formatLabels(rows, broken, extra), phrase`save the labels`);
}

/** Writes a file of the `.winnow` folder (made when it is missing) atomically, with PersonErrors. */
export async function writeInFolder(folder: string, file: string, text: string, task: Phrase): Promise<void> {
  try {
    await makeFolder(join(folder, winnowFolder));
    await writeFileAtomic(file, text);
  } catch (error) {
    throw fileError(error, task, file);
  }
}

function headerOf(further: readonly Further[]): string[] {
  return [...columns, ...further];
}

function isHeader({ cells }: CsvRecord): boolean {
  return cells !== null && cells.some(cell => cell.trim().toLowerCase() === 'path');
}

function columnPlaces(header: readonly string[]): { places: Map<Column, number>; count: number } {
  const names = header.map(cell => cell.trim().toLowerCase());
  const places = new Map<Column, number>();
  for (const column of [...columns, ...furtherColumns]) if (names.includes(column)) places.set(column, names.indexOf(column));
  return { places, count: header.length };
}

/** A row, or the reason why it is broken. */
/** What a cell that says yes or no may hold. */
const flags = ['', '0', '1', 'true', 'false'];

function isTrue(flag: string): boolean {
  return flag === '1' || flag === 'true';
}

function parseRow({ cells, text }: CsvRecord, { places, count }: ReturnType<typeof columnPlaces>): LabelRow | Phrase {
  if (/^(<{7}|={7}|>{7}|\|{7})( |$)/.test(text)) return phrase`a conflict marker of git: resolve the conflict`;
  if (cells === null) return phrase`quotes do not match`;
  if (cells.length !== count) return phrase`${cells.length} columns instead of ${count}`;
  const cell = (column: Column): string => cells[places.get(column) ?? -1] ?? '';
  const path = cell('path').replace(/^(\.\/)+/, '');
  if (path === '') return phrase`no path`;
  if (/^(\/|[a-z]:[\\/])/i.test(path) || path.split('/').includes('..')) return phrase`"${path}" is not a path inside the folder`;
  const review = cell('anomalous').trim().toLowerCase();
  if (!flags.includes(review)) return phrase`"${review}" is not a value of anomalous: empty, 0 or 1`;
  const rejected = splitNames(cell('rejected'));
  const sure = cell('sure').trim().toLowerCase();
  if (!flags.includes(sure)) return phrase`"${sure}" is not a value of sure: empty or 1`;
  return {
    path,
    label: cell('label').trim() || null,
    anomalous: review === '' ? null : isTrue(review),
    ...(rejected.length > 0 && { rejected }),
    ...(isTrue(sure) && { sure: true }),
    by: cell('by'),
    at: cell('at'),
  };
}
