/** Images that resemble one: nearest in the encoder's features and the filter bank's energies, which count the same. */
import { type Evidence, tellingEnergies } from '../scoring/evidence';
import { blocksOf, gathered } from '../scoring/rows';
import { scaleOfRows, thinned } from '../scoring/tables';

/** Images whose scale is that of all. */
const sample = 4096;

/** The `count` rows nearest to `row`, nearest first and without itself. `pause` is awaited now and then. */
export async function mostSimilar(evidence: Evidence, row: number, count: number, pause: () => Promise<void>): Promise<Int32Array> {
  const { features, count: rows } = evidence;
  const energies = tellingEnergies(evidence);
  const distance = new Float64Array(rows);
  const chosen = thinned(Int32Array.from({ length: rows }, (_, i) => i), sample);
  for (const table of energies ? [features, energies] : [features]) {
    const { width } = table;
    const { factor } = scaleOfRows(gathered(table, chosen), width);
    const own = table.block(row, row + 1).slice();
    for (const { start, block } of blocksOf(table)) {
      for (let at = 0, i = start; at < block.length; at += width, i++) for (let j = 0; j < width; j++) distance[i] += ((block[at + j] - own[j]) * factor[j]) ** 2;
      await pause();
    }
  }
  return Int32Array.from(distance.keys()).filter(i => i !== row).sort((a, b) => distance[a] - distance[b] || a - b).slice(0, count);
}
