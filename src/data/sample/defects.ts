/** What can be wrong with a part. */
import { type Random } from '../../shared/random';
import { type Noise, octaves } from './noise';
import { makePart, type Part, type PartName } from './parts';
import { type Color } from './scene';
import { smoothstep } from './shapes';

export type Defect = 'bent' | 'chip' | 'crack' | 'missing' | 'stain';

/** A part and what discolours it: 0 (clean) to 1 (covered) at a place of the part. */
export interface Specimen extends Part {
  /** Of its surface where it is not of bare metal. */
  readonly color?: Color;
  stain(x: number, y: number): number;
}

const possible: Record<PartName, readonly Defect[]> = {
  bolt: ['bent', 'missing', 'stain', 'chip'],
  bracket: ['bent', 'missing', 'stain', 'crack', 'chip'],
  gear: ['missing', 'stain', 'crack', 'missing'],
  nut: ['chip', 'stain', 'crack'],
  spring: ['bent', 'missing', 'stain'],
  washer: ['bent', 'chip', 'stain', 'crack'],
};

/** One of the defects that a part of this kind can have. */
export function chooseDefect(name: PartName, random: Random): Defect {
  return possible[name][random.below(possible[name].length)];
}

/** A part with one defect, or without any. */
export function makeSpecimen(name: PartName, defect: Defect | null, noise: Noise, random: Random): Specimen {
  const part = makePart[name](random, defect === 'missing');
  const clean = { ...part, stain: () => 0 };
  switch (defect) {
    case 'bent': return { ...clean, height: bent(name, part, random) };
    case 'chip': return { ...clean, height: chipped(part, noise, random) };
    case 'crack': return cracked(part, noise, random);
    case 'stain': return { ...clean, stain: stained(part, noise, random) };
    default: return clean;
  }
}

/** Long parts are curved, round ones squeezed. */
function bent(name: PartName, part: Part, random: Random): Part['height'] {
  const sign = random.next() < 0.5 ? -1 : 1;
  if (name === 'washer') {
    const squeeze = random.between(0.66, 0.76);
    const skew = sign * random.between(0.2, 0.3);
    return (x, y) => part.height(x + skew * y, y / squeeze);
  }
  const curve = sign * random.between(0.3, 0.45);
  return name === 'bracket'
    ? (x, y) => part.height(x + curve * y * y - curve / 3, y - 0.1)
    : (x, y) => part.height(x, y + curve * (x * x - 0.4));
}

/** A bite out of the outline. */
function chipped(part: Part, noise: Noise, random: Random): Part['height'] {
  const angle = random.between(0, 6.2832);
  let reach = 1.2;
  while (reach > 0 && part.height(reach * Math.cos(angle), reach * Math.sin(angle)) === 0) reach -= 0.02;
  const [cx, cy] = [reach * Math.cos(angle), reach * Math.sin(angle)];
  const size = random.between(0.22, 0.3);
  const place = random.between(0, 200);
  return (x, y) => {
    const height = part.height(x, y);
    const depth = size - Math.hypot(x - cx, y - cy) + 0.12 * octaves(noise, x * 4 + place, y * 4);
    return depth <= 0 ? height : depth > 0.09 ? 0 : height * (0.75 - depth * 7);
  };
}

function cracked(part: Part, noise: Noise, random: Random): Specimen {
  const angle = random.between(0, 6.2832);
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const place = random.between(0, 200);
  const inner = random.between(0, 0.25);
  const distance = (x: number, y: number): number => {
    const along = x * ux + y * uy;
    if (along < inner) return 1;
    const across = y * ux - x * uy + 0.2 * octaves(noise, along * 2.6 + place, 7);
    return Math.abs(across) / (0.018 + 0.03 * smoothstep(inner, 0.9, along));
  };
  return {
    ...part,
    height: (x, y) => {
      const height = part.height(x, y);
      return height > 0 ? height * (0.35 + 0.65 * smoothstep(0.4, 1.1, distance(x, y))) : 0;
    },
    stain: (x, y) => 0.8 * smoothstep(1.2, 0.5, distance(x, y)),
  };
}

/** Rust around a place on the part. */
function stained(part: Part, noise: Noise, random: Random): Specimen['stain'] {
  let [cx, cy] = [0, 0];
  for (let tries = 0; tries < 100 && part.height(cx, cy) === 0; tries++) [cx, cy] = [random.between(-0.7, 0.7), random.between(-0.7, 0.7)];
  const size = random.between(0.35, 0.5);
  const place = random.between(0, 200);
  return (x, y) => smoothstep(-0.05, 0.3, size - Math.hypot(x - cx, y - cy) + 0.55 * octaves(noise, x * 3 + place, y * 3));
}
