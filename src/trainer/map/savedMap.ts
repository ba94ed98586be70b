/** The last map on disk, beside the model, so that the next one looks like it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { decodeSafetensors, encodeSafetensors } from '../safetensors';

/** x, y of the images that a map was fitted to, by path. */
export type Positions = ReadonlyMap<string, readonly [number, number]>;

function fileIn(state: string): string {
  return join(state, 'map.safetensors');
}

/** The last map of a state folder; empty when there is none that can be read, and then the next map starts from scratch. */
export async function readMap(state: string): Promise<Positions> {
  try {
    const { tensors: { positions }, metadata } = decodeSafetensors(await readFile(fileIn(state)));
    const paths = JSON.parse(metadata.paths) as string[];
    return new Map(paths.map((path, at) => [path, [positions.data[2 * at], positions.data[2 * at + 1]]]));
  } catch {
    return new Map();
  }
}

/** Replaces the last map. Rejects when the disk refuses. */
export async function saveMap(state: string, positions: Positions): Promise<void> {
  const data = Float32Array.from([...positions.values()].flat());
  const bytes = encodeSafetensors({ positions: { shape: [positions.size, 2], dtype: 'float32', data } }, { paths: JSON.stringify([...positions.keys()]) });
  await writeFileAtomic(fileIn(state), bytes);
}
