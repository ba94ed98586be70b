/** The size of the network; everything else follows from it. */
import { PersonError } from '../shared/personError';
import { phrase } from '../shared/phrase';

export interface NetworkConfig {
  /** Side of the square input, pixels, 28-128. */
  readonly size: number;
  /** 1 grey, 3 RGB. */
  readonly channels: 1 | 3;
  /** Dimensions of `z`. */
  readonly latent: number;
  /** Width of `h`, the topmost encoder layer. */
  readonly hidden: number;
  /** Outputs of `pi`; 0: a plain VAE without `pi`. */
  readonly classes: number;
}

/** The one configuration for every set of images: 32 latent dimensions, 384 features. PersonError when the size is out of range. */
export function defaultConfig(size: number, channels: 1 | 3, classes: number): NetworkConfig {
  if (!Number.isInteger(size) || size < 28 || size > 128) {
    throw new PersonError(phrase`The model's input must be 28 to 128 pixels a side, not ${size}. Choose another size.`);
  }
  return { size, channels, latent: 32, hidden: 384, classes };
}

/** Sides of the image after each stride-2 stage, pixels, the input first: 64 -> [64, 32, 16, 8, 4]. */
export function stageSides(config: NetworkConfig): number[] {
  const sides = [config.size];
  while (sides[sides.length - 1] > 5) sides.push(Math.ceil(sides[sides.length - 1] / 2));
  return sides;
}

/**
 * Channels after each stage, the input first: 64 px RGB -> [3, 16, 32, 64, 64]. Counted from the
 * deep end, so that a larger image costs more at its thin outer stages only (4 million
 * multiplications at 28 px, 7 at 64, 12 at 128).
 */
export function stageWidths(config: NetworkConfig): number[] {
  const stages = stageSides(config).length - 1;
  const widest = Math.min(64, config.hidden / 2);
  const widths = Array.from({ length: stages }, (_, i) => Math.max(8, widest / 2 ** Math.max(0, stages - 2 - i)));
  return [config.channels, ...widths];
}
