/** Images that the model makes: explanations of a given one, and new ones of a class. */
import { type Engine } from '../engine/engine';
import { explainProgram, generatorProgram } from '../model/inference';
import { priorMeanOf } from '../model/network';
import { PersonError } from '../shared/personError';
import { type HostTensor, type HostTensors } from '../shared/program';
import { type Knowledge, noKnowledge } from '../shared/project';
import { Random } from '../shared/random';
import { phrase } from '../shared/phrase';
import { type Explanation, type Raster } from '../shared/trainerContract';
import { type Model } from './evidence';

/** How the model sees an image. */
export type Seen = Pick<Explanation, 'input' | 'reconstruction' | 'error'>;

/** How the model sees images, whose pixels are given as the pixel cache holds them. */
export async function explainImages(engine: Engine, { config, weights }: Model, images: readonly Uint8Array[]): Promise<Seen[]> {
  const { size, channels } = config;
  const program = await engine.compile(explainProgram(config, weights));
  try {
    const seen: Seen[] = [];
    for (const pixels of images) {
      const { reconstructed, error } = await program.run({ image: tensor([1, size, size, channels], Float32Array.from(pixels, value => value / 255)) });
      seen.push({
        input: { width: size, height: size, channels, pixels },
        reconstruction: rasterOf(reconstructed.data as Float32Array, size, channels),
        error: smoothed(error.data as Float32Array, size),
      });
    }
    return seen;
  } finally {
    await program.dispose();
  }
}

/** `count` images of a class (id) drawn from the decoder with z from the prior of the class. PersonError when the model does not know the class. */
export async function generateImages(engine: Engine, { config, weights, classes }: Omit<Model, 'step'>, classId: string, count: number, seed: number): Promise<Raster[]> {
  const k = classes.indexOf(classId);
  if (k < 0) throw unknownClass(classId);
  const { latent } = config;
  const random = new Random(seed);
  const prior = priorMeanOf(weights, k);
  const z = Float32Array.from({ length: count * latent }, (_, at) => prior[at % latent] + random.normal());
  const c = Float32Array.from({ length: count * classes.length }, (_, i) => (i % classes.length === k ? 1 : 0));
  return decodeImages(engine, { config, weights }, z, c, count);
}

/** What a person is told who asks for a class (id) that the model does not know. */
export function unknownClass(classId: string, { classes }: Pick<Knowledge, 'classes'> = noKnowledge): PersonError {
  const name = classes.find(({ id }) => id === classId)?.name ?? classId;
  return new PersonError(phrase`The model has not learned the class "${name}" yet. Label some images of it and let it train.`);
}

/** The images at `z` [B, L] and `c` [B, K], `count` of them. */
export async function decodeImages(engine: Engine, { config, weights }: Pick<Model, 'config' | 'weights'>, z: Float32Array, c: Float32Array, count: number): Promise<Raster[]> {
  const { size, channels, latent, classes } = config;
  const program = await engine.compile(generatorProgram(config, weights, count));
  try {
    const inputs: HostTensors = { z: tensor([count, latent], z), ...(classes > 0 && { c: tensor([count, classes], c) }) };
    const { image } = await program.run(inputs);
    const length = size * size * channels;
    return Array.from({ length: count }, (_, i) => rasterOf((image.data as Float32Array).subarray(i * length, (i + 1) * length), size, channels));
  } finally {
    await program.dispose();
  }
}

function rasterOf(values: Float32Array, size: number, channels: number): Raster {
  return { width: size, height: size, channels, pixels: Uint8Array.from(values, value => Math.round(255 * Math.min(1, Math.max(0, value)))) };
}

/** Mean over 3 x 3 neighbours: single pixels of noise say nothing. */
function smoothed(error: Float32Array, size: number): Float32Array {
  const at = (x: number, y: number): number => error[Math.min(size - 1, Math.max(0, y)) * size + Math.min(size - 1, Math.max(0, x))];
  return Float32Array.from({ length: size * size }, (_, i) => {
    const x = i % size;
    const y = (i - x) / size;
    let sum = 0;
    for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) sum += at(x + dx, y + dy);
    return Math.min(1, sum / 9);
  });
}

function tensor(shape: readonly number[], data: Float32Array): HostTensor {
  return { shape, dtype: 'float32', data };
}
