/** Everything about one picture but the part: where it lies, what it is made of, the table and the light. */
import { type Random } from '../../shared/random';
import { type Noise, octaves } from './noise';

export type Color = readonly [red: number, green: number, blue: number];

export interface Scene {
  /** Turn of the part, radians. */
  readonly angle: number;
  /** Units of the part across half the picture. */
  readonly span: number;
  readonly shift: readonly [x: number, y: number];
  /** Reflectance of the metal, linear 0-1. */
  readonly metal: Color;
  /** Share of the light that a rough surface scatters. */
  readonly matte: number;
  /** Strength of the brush marks. */
  readonly brush: number;
  /** Sharpness of reflections. */
  readonly polish: number;
  /** Direction to the light, unit length. */
  readonly light: readonly [x: number, y: number, z: number];
  /** Direction of a bright panel in the reflections, and where its edge lies. */
  readonly panel: readonly [x: number, y: number, offset: number];
  readonly exposure: number;
  /** Colour of the light. */
  readonly warmth: Color;
  /** Reflectance of the table at a pixel of the picture's fine grid. */
  table(x: number, y: number): number;
  readonly tableTint: Color;
  /** Standard deviation of the sensor's noise, of 255. */
  readonly grain: number;
}

const metals: readonly Color[] = [
  [0.74, 0.75, 0.76], [0.66, 0.67, 0.69], [0.8, 0.8, 0.78], // steel, zinc, nickel
  [0.72, 0.74, 0.78], [0.78, 0.7, 0.5], // blue zinc, yellow chromate
  [0.42, 0.41, 0.41], // black oxide
];

/** Draws a scene; nothing in it depends on the kind of part. */
export function makeScene(random: Random, noise: Noise): Scene {
  const direction = random.between(0, 6.2832);
  const slant = random.between(0.5, 0.85);
  const panel = random.between(0, 6.2832);
  const warm = random.between(-0.05, 0.07);
  return {
    angle: random.between(0, 6.2832),
    span: random.between(1.14, 1.5),
    shift: [random.between(-0.09, 0.09), random.between(-0.09, 0.09)],
    metal: metals[random.below(metals.length)],
    matte: random.between(0.15, 0.45),
    brush: random.between(0.03, 0.12),
    polish: random.between(7, 24),
    light: [slant * Math.cos(direction), slant * Math.sin(direction), Math.sqrt(1 - slant * slant)],
    panel: [Math.cos(panel), Math.sin(panel), random.between(-0.12, 0.2)],
    exposure: random.between(0.88, 1.15),
    warmth: [1 + warm, 1, 1 - warm],
    ...makeTable(random, noise),
    grain: random.between(1.5, 4.5),
  };
}

function makeTable(random: Random, noise: Noise): Pick<Scene, 'table' | 'tableTint'> {
  const [ox, oy] = [random.between(0, 256), random.between(0, 256)];
  const turn = random.between(0, 6.2832);
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  switch (random.below(4)) {
    case 0: { // a rubber mat
      const base = random.between(0.05, 0.09);
      return { tableTint: [0.98, 1, 1.03], table: (x, y) => base * (1 + 0.35 * noise(x / 1.5 + ox, y / 1.5 + oy) + 0.25 * octaves(noise, x / 30 + oy, y / 30 + ox)) };
    }
    case 1: { // a scratched bench
      const base = random.between(0.2, 0.32);
      return {
        tableTint: random.next() < 0.5 ? [1, 0.98, 0.94] : [0.92, 1, 1.02],
        table: (x, y) => {
          const [u, v] = [x * c + y * s, y * c - x * s];
          return base * (1 + 0.12 * noise(u / 45 + ox, v / 1.3 + oy) + 0.22 * octaves(noise, u / 40 + oy, v / 40 + ox));
        },
      };
    }
    case 2: { // woven cloth
      const base = random.between(0.3, 0.45);
      return {
        tableTint: [1, 0.97, 0.9],
        table: (x, y) => {
          const [u, v] = [(x * c + y * s) / 3.1, (y * c - x * s) / 3.1];
          return base * (1 + 0.1 * Math.sin(u * 3.14) * Math.sin(v * 3.14) + 0.1 * noise(u + ox, v + oy) + 0.15 * octaves(noise, u / 20 + oy, v / 20 + ox));
        },
      };
    }
    default: { // paper
      const base = random.between(0.5, 0.68);
      return { tableTint: [1, 0.995, 0.97], table: (x, y) => base * (1 + 0.04 * noise(x / 2 + ox, y / 2 + oy) + 0.07 * octaves(noise, x / 50 + oy, y / 50 + ox)) };
    }
  }
}
