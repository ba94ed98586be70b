/** Where images lie beside each other: the encoder's features and textures on one scale, and the distances between them. */
import { type Evidence } from '../scoring/evidence';
import { type Compile, neighbourProgram, standardised } from '../scoring/neighbours';

/** Rows in one call of the program of distances. */
const chunk = 256;

/** Standardised features and log-textures of the rows `chosen` [M, W], row by row; latent means too when `withLatent`. */
export function placesOf(evidence: Evidence, chosen: Int32Array, withLatent = false): { points: Float32Array; width: number } {
  const { count, features, hidden, texture, mu, latent } = evidence;
  const all = Int32Array.from(chosen.keys());
  const tables = [standardised(rowsOf(features, hidden, chosen), hidden, all)];
  if (texture && count > 0 && texture.length > 0) {
    const width = texture.length / count;
    tables.push(standardised(rowsOf(texture, width, chosen).map(value => Math.log(value + 1e-3)), width, all));
  }
  if (withLatent) tables.push(standardised(rowsOf(mu, latent, chosen), latent, all));
  return beside(tables, chosen.length);
}

/** Squared euclidean distances [A, M] of `points` [A, W] to `bank` [M, W]. */
export async function squaredDistances(points: Float32Array, bank: Float32Array, width: number, compile: Compile): Promise<Float32Array> {
  const [count, entries] = [points.length / width, bank.length / width];
  const result = new Float32Array(count * entries);
  if (result.length === 0) return result;
  const program = await compile(neighbourProgram(bank, width));
  try {
    for (let start = 0; start < count; start += chunk) {
      const end = Math.min(count, start + chunk);
      const data = new Float32Array(chunk * width);
      data.set(points.subarray(start * width, end * width));
      const out = await program.run({ features: { shape: [chunk, width], dtype: 'float32', data } });
      result.set((out.distance.data as Float32Array).subarray(0, (end - start) * entries), start * entries);
    }
  } finally {
    await program.dispose();
  }
  return result;
}

function rowsOf(table: Float32Array, width: number, chosen: Int32Array): Float32Array {
  const rows = new Float32Array(chosen.length * width);
  chosen.forEach((row, j) => rows.set(table.subarray(row * width, (row + 1) * width), j * width));
  return rows;
}

function beside(tables: readonly Float32Array[], count: number): { points: Float32Array; width: number } {
  if (count === 0) return { points: new Float32Array(), width: 1 };
  const widths = tables.map(({ length }) => length / count);
  const width = widths.reduce((a, b) => a + b, 0);
  const points = new Float32Array(count * width);
  let left = 0;
  tables.forEach((table, t) => {
    for (let i = 0; i < count; i++) points.set(table.subarray(i * widths[t], (i + 1) * widths[t]), i * width + left);
    left += widths[t];
  });
  return { points, width };
}
