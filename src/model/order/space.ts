/** Where images lie beside each other: the encoder's features and the filter bank's energies on one scale, and the distances between them. */
import { type Evidence, tellingEnergies } from '../scoring/evidence';
import { type Compile, eachDistances } from '../scoring/neighbours';
import { gathered, inMemory } from '../scoring/rows';
import { beside, standardised } from '../scoring/tables';

/** Standardised features and energies of the rows `chosen` [M, W], row by row; latent means too when `withLatent`. */
export function placesOf(evidence: Evidence, chosen: Int32Array, withLatent = false): { points: Float32Array; width: number } {
  const { features, mu } = evidence;
  if (chosen.length === 0) return { points: new Float32Array(), width: 1 };
  const all = Int32Array.from(chosen.keys());
  const tables = [standardised(gathered(features, chosen), features.width, all)];
  const energies = tellingEnergies(evidence);
  if (energies) tables.push(standardised(gathered(energies, chosen), energies.width, all));
  if (withLatent) tables.push(standardised(gathered(mu, chosen), mu.width, all));
  const points = beside(tables, chosen.length);
  return { points, width: points.length / chosen.length };
}

/** Squared euclidean distances [A, M] of `points` [A, W] to `bank` [M, W]. */
export async function squaredDistances(points: Float32Array, bank: Float32Array, width: number, compile: Compile): Promise<Float32Array> {
  const entries = bank.length / width;
  const result = new Float32Array((points.length / width) * entries);
  await eachDistances(inMemory(points, width), bank, compile, (row, squared) => result.set(squared, row * entries));
  return result;
}
