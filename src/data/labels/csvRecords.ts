/** CSV as a list of records that remember their place, none of which can spoil the others. */
import { parse } from 'csv-parse/sync';

export interface CsvRecord {
  /** Number of its first line, from 1. */
  readonly line: number;
  /** As it stands in the file, without the end of its last line. */
  readonly text: string;
  /** null: its quotes do not match. */
  readonly cells: readonly string[] | null;
}

/** Longest record, in lines, that quotes may hold together: no file name has more line breaks. */
const longestRecord = 50;

/**
 * Splits a CSV text (RFC 4180, LF or CRLF, with or without byte order mark) into records; empty
 * lines are left out. A record whose quotes stay open takes in the next lines only when they close
 * them, so that one stray quote costs one line: a parser of the whole text would swallow the rest.
 */
export function splitRecords(text: string): CsvRecord[] {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const records: CsvRecord[] = [];
  for (let i = 0; i < lines.length;) {
    let taken = 1;
    let record = withoutReturn(lines[i]);
    let cells = cellsOf(record);
    for (let more = 2; cells === null && more <= longestRecord && i + more <= lines.length; more++) {
      const longer = withoutReturn(lines.slice(i, i + more).join('\n'));
      cells = cellsOf(longer);
      if (cells !== null) [record, taken] = [longer, more];
    }
    if (record !== '') records.push({ line: i + 1, text: record, cells });
    i += taken;
  }
  return records;
}

function cellsOf(record: string): readonly string[] | null {
  // Most records have no quotes, and then there is nothing to parse.
  if (!record.includes('"')) return record.split(',');
  try {
    const rows: string[][] = parse(record, { relax_column_count: true, record_delimiter: '\u0000' });
    return rows.length === 1 ? rows[0] : null;
  } catch {
    return null;
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
