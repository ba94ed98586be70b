/** Whether the images of a source may be mirrored for training, found from a sample of them. */
import { type Engine } from '../engine/engine';
import { type NetworkConfig } from '../model/config';
import { energyProgram } from '../model/inference';
import { isMirrorable } from '../model/mirroring';
import { type ImageSource } from './imageSource';

const batch = 64;
/** Images that are looked at, evenly spread: a tenth of a second. */
const sample = 512;

/** Whether left and right mean nothing in `images`. */
export async function mayMirror(engine: Engine, images: ImageSource, config: NetworkConfig): Promise<boolean> {
  const { readable } = images;
  const count = Math.min(readable.length, sample);
  const chosen = Array.from({ length: count }, (_, j) => readable[Math.floor((j * readable.length) / count)]);
  const { size, channels } = config;
  const program = await engine.compile(energyProgram(config, batch));
  try {
    const tables: Float32Array[] = [];
    const bytes = new Uint8Array(batch * size * size * channels);
    for (let start = 0; start < count; start += batch) {
      const part = chosen.slice(start, start + batch);
      await images.read(part, bytes);
      const { energies } = await program.run({ image: { shape: [batch, size, size, channels], dtype: 'float32', data: Float32Array.from(bytes, value => value / 255) } });
      tables.push((energies.data as Float32Array).slice(0, (energies.data.length / batch) * part.length));
    }
    return isMirrorable(config, Float32Array.from(tables.flatMap(table => Array.from(table))));
  } finally {
    await program.dispose();
  }
}
