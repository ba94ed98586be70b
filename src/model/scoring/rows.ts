/** Tables with one row of numbers an image, in memory or in a file: whoever uses them reads a few rows at a time. */

export interface Rows {
  /** N. */
  readonly count: number;
  /** W. */
  readonly width: number;
  /** The rows from `start` to before `end`, [end - start, W] row by row; good until the next call, and not to be changed. */
  block(start: number, end: number): Float32Array;
}

/** A table [N, W] that lies in memory. */
export function inMemory(table: Float32Array, width: number): Rows {
  return { count: width > 0 ? table.length / width : 0, width, block: (start, end) => table.subarray(start * width, end * width) };
}

/** The first `width` numbers of each row. */
export function firstColumns(rows: Rows, width: number): Rows {
  if (width >= rows.width) return rows;
  return {
    count: rows.count, width,
    block(start, end) {
      const whole = rows.block(start, end);
      const part = new Float32Array((end - start) * width);
      for (let i = 0; i < end - start; i++) part.set(whole.subarray(i * rows.width, i * rows.width + width), i * width);
      return part;
    },
  };
}

/** The rows `chosen` [M, W]. */
export function gathered(rows: Rows, chosen: ArrayLike<number>): Float32Array {
  const { width } = rows;
  const table = new Float32Array(chosen.length * width);
  for (let j = 0; j < chosen.length; j++) table.set(rows.block(chosen[j], chosen[j] + 1), j * width);
  return table;
}

/** Rows that are looked at together. */
const blockRows = 1024;

/** Every block of the table in turn: its first row, and the rows, good until the next one. */
export function* blocksOf(rows: Rows): Generator<{ start: number; block: Float32Array }> {
  for (let start = 0; start < rows.count; start += blockRows) yield { start, block: rows.block(start, Math.min(rows.count, start + blockRows)) };
}
