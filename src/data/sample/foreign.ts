/** Things that have come among the parts and are none: what a person would take out at once. */
import { type Random } from '../../shared/random';
import { type Specimen } from './defects';
import { type Noise, octaves } from './noise';
import { type Part } from './parts';
import { type Color } from './scene';
import { insideHexagon, plate, rod, smoothstep, zigzag } from './shapes';

/** A thing and the colour of its surface, which scatters light as no bare metal does. */
interface Thing extends Part {
  readonly color: Color;
}

const things: readonly ((random: Random, noise: Noise) => Thing)[] = [bottleCap, leaf, pencil, pebble];

/** One thing, which one by chance. */
export function makeThing(random: Random, noise: Noise): Specimen {
  return { ...things[random.below(things.length)](random, noise), stain: () => 0 };
}

const paints: readonly Color[] = [[0.6, 0.05, 0.05], [0.05, 0.16, 0.5], [0.04, 0.32, 0.12], [0.75, 0.5, 0.04]];

function bottleCap(random: Random): Thing {
  const outer = random.between(0.72, 0.85);
  return {
    grain: 'cast', color: paints[random.below(paints.length)],
    height: (x, y) => {
      const r = Math.hypot(x, y);
      const edge = outer + 0.035 * zigzag((Math.atan2(y, x) / 6.2832) * 21);
      // A dome within the crimped edge.
      return plate(edge - r, 0.16, 0.3) - 0.05 * smoothstep(outer * 0.82, outer * 0.78, r) + 0.04 * smoothstep(outer * 0.5, 0, r);
    },
  };
}

function leaf(random: Random, noise: Noise): Thing {
  const long = random.between(0.85, 0.95);
  const wide = random.between(0.38, 0.5);
  const place = random.between(0, 200);
  return {
    grain: 'cast', color: random.next() < 0.5 ? [0.09, 0.22, 0.05] : [0.3, 0.17, 0.05],
    height: (x, y) => {
      if (Math.abs(x) > long) return Math.abs(y) < 0.03 && x < 0 && x > -1.05 ? 0.05 : 0;
      const half = wide * Math.cos((x / long) * 1.5708) * (1 + 0.06 * zigzag(x * 9)) - Math.abs(y);
      const vein = Math.min(Math.abs(y), 0.5 * Math.abs(zigzag((x - 0.8 * Math.abs(y)) * 3.2) - 1));
      return plate(half, 0.05, 0.12 + 0.05 * octaves(noise, x * 3 + place, y * 3)) * (half > 0 ? 0.6 + 0.4 * smoothstep(0, 0.05, vein) : 1);
    },
  };
}

function pencil(random: Random): Thing {
  const length = random.between(0.9, 0.98);
  const thick = random.between(0.13, 0.17);
  return {
    grain: 'along', color: paints[random.below(paints.length)],
    height: (x, y) => {
      if (Math.abs(x) > length) return 0;
      const point = thick * smoothstep(length, length - 0.45, x);
      const side = rod(y, point);
      return side > 0 ? Math.min(side, insideHexagon(0, y, point) + point * 0.75) + 0.05 : 0;
    },
  };
}

function pebble(random: Random, noise: Noise): Thing {
  const [long, wide] = [random.between(0.65, 0.85), random.between(0.45, 0.6)];
  const place = random.between(0, 200);
  return {
    grain: 'cast', color: [0.34, 0.31, 0.27],
    height: (x, y) => {
      const r = Math.hypot(x / long, y / wide) + 0.18 * octaves(noise, x * 1.6 + place, y * 1.6);
      return r < 1 ? 0.55 * Math.sqrt(1 - r * r) + 0.02 : 0;
    },
  };
}
