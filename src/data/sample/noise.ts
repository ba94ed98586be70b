/** Textures of seeded noise that repeat without a seam. */
import { type Random } from '../../shared/random';

/** Side of a texture, a power of two. */
const side = 256;

/** A value in [-1, 1] for any place; one unit is one cell of the texture, and it repeats every 256. */
export type Noise = (x: number, y: number) => number;

/** Independent values, interpolated between cells. */
export function valueNoise(random: Random): Noise {
  const cells = Float32Array.from({ length: side * side }, () => random.between(-1, 1));
  return (x, y) => {
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const fx = x - x0;
    const fy = y - y0;
    const sx = fx * fx * (3 - 2 * fx);
    const sy = fy * fy * (3 - 2 * fy);
    const left = x0 & 255;
    const right = (x0 + 1) & 255;
    const top = (y0 & 255) << 8;
    const bottom = ((y0 + 1) & 255) << 8;
    const above = cells[top + left] + (cells[top + right] - cells[top + left]) * sx;
    const below = cells[bottom + left] + (cells[bottom + right] - cells[bottom + left]) * sx;
    return above + (below - above) * sy;
  };
}

/** Four octaves of a noise, each of half the size and half the strength of the one before. */
export function octaves(noise: Noise, x: number, y: number): number {
  return (noise(x, y) + noise(2 * x + 37, 2 * y + 11) / 2 + noise(4 * x + 71, 4 * y + 53) / 4 + noise(8 * x + 17, 8 * y + 91) / 8) / 1.875;
}
