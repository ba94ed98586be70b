/** Images that resemble one: nearest in the encoder's features and the filter bank's energies, which count the same. */
import { type Evidence } from '../scoring/evidence';
import { type Scale, scaleOf, thinned } from '../scoring/tables';

/** Images whose scale is that of all. */
const sample = 4096;
/** Rows between two pauses. */
const slice = 4096;

/** The `count` rows nearest to `row`, nearest first and without itself. `pause` is awaited now and then. */
export async function mostSimilar(evidence: Evidence, row: number, count: number, pause: () => Promise<void>): Promise<Int32Array> {
  const { features, hidden, energies, telling, count: rows } = evidence;
  const tables = [{ table: features, width: hidden, used: hidden }];
  if (energies && energies.length > 0) {
    const width = energies.length / rows;
    tables.push({ table: energies, width, used: Math.min(width, telling ?? width) });
  }
  const distance = new Float64Array(rows);
  const chosen = thinned(Int32Array.from({ length: rows }, (_, i) => i), sample);
  for (const { table, width, used } of tables) {
    const { factor }: Scale = scaleOf((i, j) => table[i * width + j], chosen, used);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < used; j++) distance[i] += ((table[i * width + j] - table[row * width + j]) * factor[j]) ** 2;
      if (i % slice === slice - 1) await pause();
    }
  }
  return Int32Array.from(distance.keys()).filter(i => i !== row).sort((a, b) => distance[a] - distance[b] || a - b).slice(0, count);
}
