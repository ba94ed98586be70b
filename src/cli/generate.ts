/** `winnow generate`: a sheet of images drawn from the decoder. */
import { resolve } from 'node:path';
import sharp from 'sharp';
import { openEngine } from '../engine/openEngine';
import { weightsOf } from '../model/state';
import { PersonError } from '../shared/personError';
import { type DeviceChoice, type EngineChoice, type Raster } from '../shared/trainerContract';
import { generateImages } from '../trainer/rasters';
import { writeOutput } from './output';
import { trainedModel } from './trainedModel';

export interface GenerateOptions {
  readonly state: string;
  readonly class: string;
  readonly count: number;
  readonly out: string;
  readonly seed: number;
  readonly engine: EngineChoice;
  readonly device?: DeviceChoice;
  readonly threads: number;
}

/** Draws images of a class from the model of a state folder. PersonError when there is no model, no such class, or the file cannot be written. */
export async function generate(options: GenerateOptions): Promise<void> {
  const state = resolve(options.state);
  const checkpoint = await trainedModel(state);
  const { config, classes } = checkpoint.header;
  const found = classes.find(({ name, id }) => name === options.class || id === options.class);
  if (!found) {
    const known = classes.length > 0 ? `It knows: ${classes.map(({ name }) => name).join(', ')}.` : 'It knows no class: train with --labels first.';
    throw new PersonError(`The model has no class "${options.class}". ${known}`);
  }
  const { engine } = await openEngine(options.engine, { device: options.device, threads: options.threads });
  const model = { config, classes: classes.map(({ id }) => id), weights: weightsOf(checkpoint.tensors) };
  const rasters = await generateImages(engine, model, found.id, options.count, options.seed);
  await writeSheet(rasters, resolve(options.out));
  process.stderr.write(`Wrote ${rasters.length} images of "${found.name}" to ${resolve(options.out)}\n`);
}

/** Lays rasters of one size out in rows, as near to a square as it goes, and writes a PNG. PersonError when it cannot be written. */
export async function writeSheet(rasters: readonly Raster[], file: string): Promise<void> {
  const [{ width, height, channels }] = rasters;
  const columns = Math.ceil(Math.sqrt(rasters.length));
  const rows = Math.ceil(rasters.length / columns);
  const sheet = new Uint8Array(columns * width * rows * height * channels).fill(255);
  rasters.forEach(({ pixels }, i) => {
    const left = (i % columns) * width;
    const top = Math.floor(i / columns) * height;
    for (let y = 0; y < height; y++) {
      sheet.set(pixels.subarray(y * width * channels, (y + 1) * width * channels), ((top + y) * columns * width + left) * channels);
    }
  });
  const raw = { width: columns * width, height: rows * height, channels: channels as 1 | 3 };
  await writeOutput(file, await sharp(sheet, { raw }).png().toBuffer());
}
