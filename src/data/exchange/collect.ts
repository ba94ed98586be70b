/** Rows from whatever a file holds; each entry that does not fit is a fault of its own. */
import { messageOf, PersonError } from '../../shared/personError';
import { type Phrase, phrase } from '../../shared/phrase';
import { type LabelRow } from '../labelsFile';
import { type Fault, lineOf, type Reading } from './format';

/** Says why something does not fit. */
export class Misfit extends PersonError {}

/** Gathers rows, one per image: a second one that says the same is left out, one that says otherwise is a fault. */
export class RowCollector implements Reading {
  readonly rows: LabelRow[] = [];
  readonly faults: Fault[] = [];
  private readonly seen = new Map<string, LabelRow>();

  /** Adds what `make` returns (null: nothing); a {@link Misfit} that it throws becomes a fault at `place`. */
  add(place: Phrase, make: () => LabelRow | null): void {
    try {
      const row = make();
      if (row) this.put(row);
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      this.faults.push({ place, reason: error.phrase });
    }
  }

  private put(row: LabelRow): void {
    const first = this.seen.get(row.path);
    if (!first) {
      this.seen.set(row.path, row);
      this.rows.push(row);
    } else if (first.label !== row.label || first.anomalous !== row.anomalous) {
      throw new Misfit(phrase`"${row.path}" has an entry further up that says otherwise`);
    }
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/** @throws Misfit when it is no JSON object */
export function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) throw new Misfit(phrase`an object in braces is needed here`);
  return value;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is written of a row as JSON, and {@link rowOf} reads: the classes that were rejected, and that the label is sure, only where it is so. */
export function fieldsFrom({ path, label, anomalous, by, at, rejected, sure }: LabelRow): Fields {
  return { path, label, anomalous, by, at, ...(rejected && { rejected }), ...(sure && { sure }) };
}

/**
 * A row from the fields `path`, `label`, `anomalous`, `by`, `at`, `rejected` and `sure`, of which only the path must be there.
 * @throws Misfit naming the field that does not fit
 */
export function rowOf({ path, label, anomalous, by, at, rejected, sure }: Fields): LabelRow {
  if (typeof path !== 'string' || path === '') throw new Misfit(phrase`no path`);
  const wrong = namesOf(rejected);
  return { path, label: labelOf(label), anomalous: anomalousOf(anomalous), by: textOf(by, 'by'), at: textOf(at, 'at'), ...(wrong.length > 0 && { rejected: wrong }), ...(sureOf(sure) && { sure: true }) };
}

/** The name of a class; null when there is none. Numbers are names too: digits are often the classes. @throws Misfit */
export function labelOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw new Misfit(phrase`${JSON.stringify(value)} is not the name of a class`);
  return String(value).trim() || null;
}

/** @throws Misfit when it is neither true, false, 1, 0, null nor empty */
export function anomalousOf(value: unknown): boolean | null {
  if (value === undefined || value === null || value === '') return null;
  if (value === true || value === 1 || value === '1' || value === 'true') return true;
  if (value === false || value === 0 || value === '0' || value === 'false') return false;
  throw new Misfit(phrase`${JSON.stringify(value)} is not a value of anomalous: true, false or null`);
}

function sureOf(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  if (value !== true) throw new Misfit(phrase`${JSON.stringify(value)} is not a value of sure: true or false`);
  return true;
}

function namesOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Misfit(phrase`${JSON.stringify(value)} is not a list of rejected classes`);
  return value.flatMap(name => labelOf(name) ?? []);
}

function textOf(value: unknown, name: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new Misfit(phrase`${JSON.stringify(value)} is not a text as "${name}" needs one`);
  return value;
}

/** Reads a text that is one JSON value; null and a fault with its line when it is not valid. */
export function parseJson(text: string): { value: unknown; fault?: Fault } {
  try {
    return { value: JSON.parse(withoutMark(text)) as unknown };
  } catch (error) {
    return { value: null, fault: { place: lineOf(lineOfFault(text, messageOf(error))), reason: phrase`not valid JSON (${messageOf(error)})` } };
  }
}

/** A text without the byte order mark that some tools begin it with. */
export function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}

/** Number of the line, from 1, that a message of JSON.parse speaks of. */
function lineOfFault(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  return text.slice(0, position === undefined ? text.trimEnd().length : Number(position)).split('\n').length;
}
