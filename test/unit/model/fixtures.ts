/** Small pictures and batches for the tests: shapes of known classes, drawn from a seed. */
import { type HostTensors } from '../../../src/shared/program';
import { Random } from '../../../src/shared/random';
import { type NetworkConfig } from '../../../src/model/config';
import { strongView, weakView } from '../../../src/model/augment';
import { defaultScalars } from '../../../src/model/trainingStep';
import { floats } from './eager';

/** A network that the CPU backend runs in milliseconds. */
export const tiny: NetworkConfig = { size: 28, channels: 1, latent: 4, hidden: 24, classes: 2 };

/** `count` pictures [count, S, S, 1]: bars that lie (class 0), bars that stand (1), discs (2), in turn. */
export function shapes(count: number, seed: number, size = 28, kinds = 2): { pixels: Float32Array; label: Int16Array } {
  const random = new Random(seed);
  const pixels = new Float32Array(count * size * size);
  const label = Int16Array.from({ length: count }, (_, i) => i % kinds);
  for (let i = 0; i < count; i++) {
    const [cx, cy] = [random.between(0.35, 0.65) * size, random.between(0.35, 0.65) * size];
    const [long, short] = [random.between(0.25, 0.4) * size, random.between(0.06, 0.14) * size];
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const [dx, dy] = [Math.abs(x - cx), Math.abs(y - cy)];
        const inside = label[i] === 0 ? dx < long && dy < short : label[i] === 1 ? dx < short && dy < long : Math.hypot(dx, dy) < long * 0.7;
        pixels[(i * size + y) * size + x] = (inside ? 0.9 : 0.1) + random.between(-0.05, 0.05);
      }
    }
  }
  return { pixels, label };
}

export interface BatchOptions {
  /** Images whose label is known; the others get a zero row. */
  readonly known?: ReadonlySet<number>;
  readonly scalars?: Partial<Record<keyof typeof defaultScalars, number>>;
}

/** Inputs of a training step for the images `order` of `shapes`. */
export function batchOf(config: NetworkConfig, { pixels, label }: { pixels: Float32Array; label: Int16Array }, order: number[], random: Random, options: BatchOptions = {}): HostTensors {
  const { size, channels, classes, latent } = config;
  const shape = [order.length, size, size, channels];
  const [image, strong] = [floats(shape, 0), floats(shape, 0)];
  order.forEach((from, to) => {
    weakView(pixels, from, image.data as Float32Array, to, config, random);
    strongView(pixels, from, strong.data as Float32Array, to, config, random);
  });
  const known = order.map(i => (options.known?.has(i) ? 1 : 0));
  const scalars = Object.entries({ ...defaultScalars, ...options.scalars })
    .filter(([name]) => classes > 0 || ['learningRate', 'klWeight', 'averageDecay'].includes(name))
    .map(([name, value]) => [name, floats([], value)]);
  return {
    image, noise: floats([order.length, latent], () => random.normal()),
    ...(classes > 0 && {
      strong, labelled: floats([order.length], i => known[i]), prior: floats([classes], 1 / classes),
      label: floats([order.length, classes], i => (known[Math.floor(i / classes)] && label[order[Math.floor(i / classes)]] === i % classes ? 1 : 0)),
    }),
    ...Object.fromEntries(scalars),
  };
}
