/** Small machine parts as relief: height above the table, 0 where there is no part. */
import { type Random } from '../../shared/random';
import { clamp, insideBox, insideHexagon, plate, rod, smoothstep, zigzag } from './shapes';

export interface Part {
  /** At a place in units of about half the part; the part lies within [-1, 1]. */
  height(x: number, y: number): number;
  /** How its surface was machined. */
  readonly grain: 'along' | 'around' | 'cast';
}

export const partNames = ['bolt', 'bracket', 'gear', 'nut', 'spring', 'washer'] as const;
export type PartName = (typeof partNames)[number];

/** Makes a part with proportions of its own; `missing` leaves out a tooth, a hole or a coil. */
export const makePart: Record<PartName, (random: Random, missing: boolean) => Part> = { bolt, bracket, gear, nut, spring, washer };

function washer(random: Random): Part {
  const outer = random.between(0.78, 0.9);
  const inner = outer * random.between(0.42, 0.62);
  const top = random.between(0.07, 0.12);
  return {
    grain: 'around',
    height: (x, y) => {
      const r = Math.hypot(x, y);
      return plate(Math.min(outer - r, r - inner), 0.07, top);
    },
  };
}

function nut(random: Random, missing: boolean): Part {
  const apothem = random.between(0.7, 0.8);
  const bore = apothem * random.between(0.5, 0.62);
  const top = random.between(0.3, 0.4);
  const pitch = random.between(9, 12);
  const wall = missing ? 0.02 : 0.12;
  return {
    grain: 'around',
    height: (x, y) => {
      const r = Math.hypot(x, y);
      const flat = plate(insideHexagon(x, y, apothem), 0.05, top);
      const body = Math.min(flat, top - Math.max(0, r - apothem * 0.93) * 0.75);
      if (flat === 0) return 0;
      if (r > bore + 0.05) return body;
      if (r > bore) return body - (bore + 0.05 - r) * 0.9;
      // The thread is seen on the wall of the bore, turn below turn.
      const depth = (bore - r) / wall;
      return depth < 1 ? Math.max(0.02, (body - 0.05) * (1 - depth) + 0.035 * zigzag(depth * pitch * 0.35 + Math.atan2(y, x) / 6.2832)) : 0;
    },
  };
}

function bolt(random: Random, missing: boolean): Part {
  const length = random.between(0.8, 0.95);
  const headEnd = -length + random.between(0.3, 0.38);
  const head = random.between(0.34, 0.42);
  const shank = head * random.between(0.45, 0.54);
  const threadStart = headEnd + random.between(0.1, 0.5);
  const turns = random.between(11, 15);
  return {
    grain: 'cast',
    height: (x, y) => {
      if (x < -length || x > length) return 0;
      const across = Math.abs(y);
      if (x < headEnd) {
        if (across > head) return 0;
        const facet = head * 0.92 - Math.max(0, across - head / 2) * 1.1;
        const round = (x + length) / 0.1;
        return round < 1 ? Math.max(0, facet - 0.1 * (1 - round) * (1 - round) - 0.12 * (across / head) ** 2 * (1 - round)) : facet;
      }
      const tip = clamp((x - length + 0.09) / 0.09, 0, 1) * 0.06;
      const threaded = x > threadStart && !missing ? smoothstep(threadStart, threadStart + 0.04, x) : 0;
      const cut = threaded * 0.026 * (1 + zigzag(x * turns + y * 0.9));
      const collar = smoothstep(0.05, 0, x - headEnd) * 0.03;
      const lifted = rod(y, shank + collar - cut - tip);
      return lifted > 0 ? lifted + head * 0.3 : 0;
    },
  };
}

function gear(random: Random, missing: boolean): Part {
  const teeth = 10 + random.below(9);
  const tip = random.between(0.82, 0.93);
  const root = tip - random.between(0.15, 0.19);
  const hub = random.between(0.3, 0.38);
  const bore = hub * random.between(0.42, 0.55);
  const holes = [0, 4, 5, 6][random.below(4)];
  const rim = root - random.between(0.1, 0.14);
  const keyway = random.next() < 0.5;
  const web = random.between(0.1, 0.15);
  const gone = random.below(teeth);
  return {
    grain: 'around',
    height: (x, y) => {
      const r = Math.hypot(x, y);
      if (r > tip) return 0;
      const turn = (Math.atan2(y, x) / 6.283185 + 1) % 1;
      const tooth = Math.floor(turn * teeth + 0.5) % teeth;
      const flank = Math.abs(turn * teeth - Math.floor(turn * teeth + 0.5));
      const rise = missing && (tooth === gone || tooth === (gone + 1) % teeth) ? 0 : 1 - smoothstep(0.14, 0.34, flank);
      const inside = Math.min((root + (tip - root) * rise - r) * 0.8, r - bore);
      const key = keyway && Math.abs(y) < 0.045 && x > 0 && x < bore + 0.07;
      if (inside <= 0 || key) return 0;
      let top = 0.24;
      if (r > hub && r < rim) {
        top = web + (0.24 - web) * Math.max(smoothstep(hub + 0.04, hub, r), smoothstep(rim - 0.04, rim, r));
        if (holes > 0) {
          const place = ((turn * holes) % 1 - 0.5) / holes * 6.283185;
          const ring = (hub + rim) / 2;
          const away = Math.hypot(r * Math.cos(place) - ring, r * Math.sin(place));
          const size = Math.min((rim - hub) * 0.34, 0.1);
          if (away < size) return 0;
          top = Math.min(top, plate(away - size, 0.04, top));
        }
      }
      return Math.min(top, plate(inside, 0.05, 0.26));
    },
  };
}

function spring(random: Random, missing: boolean): Part {
  const length = random.between(0.78, 0.92);
  const radius = random.between(0.26, 0.36);
  const wire = random.between(0.05, 0.07);
  const turns = 6 + random.below(4);
  const pitch = (2 * length) / turns;
  const gap = missing ? 1 + random.below(turns - 3) : -1;
  return {
    grain: 'along',
    height: (x, y) => {
      if (Math.abs(y) > radius + wire || Math.abs(x) > length + wire) return 0;
      const sine = clamp(y / radius, -1, 1);
      const beyond = Math.max(0, Math.abs(y) - radius);
      const angle = Math.asin(sine) / 6.283185;
      const depth = Math.sqrt(1 - sine * sine) * radius;
      const slope = Math.min(pitch / (6.283185 * Math.max(depth, wire)), 1.2);
      let best = 0;
      for (const front of [true, false]) {
        const start = front ? angle : 0.5 - angle;
        // Both ends are ground flat: the outermost turns lie straight.
        const turn = clamp(Math.round((x + length) / pitch - start - 0.25), 0, turns - 1);
        if (turn === gap || turn === gap + 1) continue;
        const axis = -length + pitch * (turn + start + 0.25);
        const away = Math.hypot((x - clamp(axis, -length, length)) / Math.sqrt(1 + slope * slope), beyond);
        const lifted = rod(away, wire);
        if (lifted > 0) best = Math.max(best, lifted + (front ? radius + depth : radius - depth) * 0.8);
      }
      return best;
    },
  };
}

function bracket(random: Random, missing: boolean): Part {
  const long = random.between(0.8, 0.9);
  const arm = random.between(0.22, 0.28);
  const short = long * random.between(0.75, 1);
  const corner = random.between(0.05, 0.2);
  const size = arm * random.between(0.32, 0.45);
  const top = random.between(0.09, 0.14);
  // Measured from the outer corner, then moved so that the part turns about its middle.
  const middle = 0.62 * long;
  const places = [[2 * short - arm, arm], [arm, 2 * long - arm], [arm, arm]];
  if (random.next() < 0.5) places.push([arm, long + 0.1], [short + 0.1, arm]);
  const holes = missing ? places.slice(1) : places;
  const bead = random.next() < 0.5 ? 0.05 : 0;
  return {
    grain: 'along',
    height: (partX, partY) => {
      const x = partX + middle;
      const y = partY + middle;
      const inside = Math.max(insideBox(x - arm, y - long, arm, long, corner), insideBox(x - short, y - arm, short, arm, corner));
      let height = plate(inside, 0.05, top);
      if (height === 0) return 0;
      for (const [hx, hy] of holes) {
        const away = Math.hypot(x - hx, y - hy);
        if (away < size) return 0;
        if (away < size + 0.06) height = Math.min(height, top * (0.55 + (0.45 * (away - size)) / 0.06));
      }
      // A pressed bead follows the inner edge.
      return bead > 0 ? height + bead * smoothstep(0.05, 0, Math.abs(inside - 0.09)) : height;
    },
  };
}
