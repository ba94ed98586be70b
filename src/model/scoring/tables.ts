/** Tables with one row of numbers an image, row by row: choosing, scaling and joining them. */

/** Where values lie, dimension by dimension [W]. */
export interface Scale {
  readonly mean: Float64Array;
  /** Makes the deviation 1 / sqrt(W) in dimensions that vary, so that typical distances are about 1. */
  readonly factor: Float64Array;
}

/** The scale of `width` dimensions over the images `rows`; `value` reads dimension j of an image. */
export function scaleOf(value: (row: number, j: number) => number, rows: Int32Array, width: number): Scale {
  const mean = new Float64Array(width);
  const variance = new Float64Array(width);
  for (const i of rows) for (let j = 0; j < width; j++) mean[j] += value(i, j) / rows.length;
  for (const i of rows) for (let j = 0; j < width; j++) variance[j] += (value(i, j) - mean[j]) ** 2 / rows.length;
  const typical = variance.reduce((a, b) => a + b, 0) / Math.max(1, width);
  return { mean, factor: variance.map(v => 1 / Math.sqrt(width * (v + 0.1 * typical + 1e-12))) }; // A dimension that hardly varies must not decide.
}

/** The scale of a whole `table` [N, W] row by row. */
export function scaleOfRows(table: Float32Array, width: number): Scale {
  return scaleOf((i, j) => table[i * width + j], Int32Array.from({ length: table.length / width }, (_, i) => i), width);
}

/** Deviations beyond which a value is only said to be far: one of hundreds must not decide. */
export const farthest = 5;

/** Value `value` of dimension `j` in deviations from the mean, -5 to 5. */
export function clippedScores({ mean, factor }: Scale): (value: number, j: number) => number {
  const unit = Math.sqrt(mean.length);
  return (value, j) => Math.max(-farthest, Math.min(farthest, (value - mean[j]) * factor[j] * unit));
}

/** Sums of the {@link clippedScores} of each row of `table` [N, W], weighted by `axis` [W], into `sums` [N]. A decision waits for this of every image: a call for each value would take three times as long. */
export function weightedScores(table: Float32Array, { mean, factor }: Scale, axis: Float64Array, sums: Float32Array): void {
  const width = axis.length;
  const by = factor.map(each => each * Math.sqrt(width));
  for (let at = 0, row = 0; at < table.length; at += width, row++) {
    let sum = 0;
    for (let j = 0; j < width; j++) {
      const score = (table[at + j] - mean[j]) * by[j];
      sum += axis[j] * (score > farthest ? farthest : score < -farthest ? -farthest : score);
    }
    sums[row] = sum;
  }
}

/** Puts `table` [N, W] on a scale in place, see {@link clippedScores}. */
export function clip(table: Float32Array, width: number, scale: Scale): Float32Array {
  const even = clippedScores(scale);
  for (let start = 0; start < table.length; start += width) for (let j = 0; j < width; j++) table[start + j] = even(table[start + j], j);
  return table;
}

/** `table` [N, W] on its scale over the images `bank`. */
export function standardised(table: Float32Array, width: number, bank: Int32Array): Float32Array {
  const { mean, factor } = scaleOf((i, j) => table[i * width + j], bank, width);
  return table.map((value, at) => (value - mean[at % width]) * factor[at % width]);
}

/** At most `most` of `rows`, evenly spread over them. */
export function thinned<T extends readonly number[] | Int32Array>(rows: T, most: number): T {
  const stride = Math.ceil(rows.length / most);
  return rows.filter((_, j) => j % stride === 0) as T;
}

/** Tables of `count` rows side by side [count, sum of their widths]. */
export function beside(tables: readonly Float32Array[], count: number): Float32Array {
  const joined = new Float32Array(tables.reduce((sum, { length }) => sum + length, 0));
  const width = joined.length / Math.max(1, count);
  let left = 0;
  for (const table of tables) {
    const own = table.length / Math.max(1, count);
    for (let i = 0; i < count; i++) joined.set(table.subarray(i * own, (i + 1) * own), i * width + left);
    left += own;
  }
  return joined;
}
