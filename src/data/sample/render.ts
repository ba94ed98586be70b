/** Draws a relief as a photograph of metal: reflections, brush marks, shadows and a sensor's noise. */
import { type Random } from '../../shared/random';
import { type Raster } from '../../shared/trainerContract';
import { camera } from './camera';
import { type Specimen } from './defects';
import { type Noise, octaves } from './noise';
import { type Color, type Scene } from './scene';
import { clamp, smoothstep } from './shapes';

/** Samples of the fine grid along each side of a pixel. */
const fine = 2;
/** Share of the light that what is not bare metal scatters. */
const paintMatte = 0.8;
const rust: Color = [0.3, 0.13, 0.05];

/** A picture of `side` x `side` pixels, RGB. */
export function render(specimen: Specimen, scene: Scene, noise: Noise, random: Random, side: number): Raster {
  const count = side * fine;
  const { light: [lx, ly, lz], brush, table, tableTint } = scene;
  const [surface, matte] = specimen.color ? [specimen.color, paintMatte] : [scene.metal, scene.matte];
  const [cos, sin] = [Math.cos(scene.angle), Math.sin(scene.angle)];
  const heights = reliefOf(specimen, scene, count);
  const expose = camera(scene, random);
  const pixels = new Uint8Array(side * side * 3);
  const sum = new Float64Array(3);
  for (let at = 0; at < side * side; at++) {
    const [left, top] = [fine * (at % side), fine * Math.floor(at / side)];
    sum.fill(0);
    for (let y = top; y < top + fine; y++) for (let x = left; x < left + fine; x++) addLight(x, y);
    expose(sum, fine * fine, pixels, 3 * at);
  }
  return { width: side, height: side, channels: 3, pixels };

  function addLight(x: number, y: number): void {
    const at = y * count + x;
    const height = heights[at];
    const px = (2 * x + 1) / count - 1;
    const py = (2 * y + 1) / count - 1;
    // The lamp is near: one side of the picture is brighter.
    const fall = 1 + 0.28 * (px * lx + py * ly) - 0.1 * (px * px + py * py);
    const lit = openTo(heights, count, x, y, height, scene);
    const open = fall * crevice(heights, count, x, y, height);
    if (height <= 0) {
      const value = table(x, y) * open * (0.34 + 0.66 * lit);
      for (let c = 0; c < 3; c++) sum[c] += value * tableTint[c];
      return;
    }
    const u = (px - scene.shift[0]) * scene.span;
    const v = (py - scene.shift[1]) * scene.span;
    const partX = u * cos + v * sin;
    const partY = v * cos - u * sin;
    const mark = brushMark(specimen.grain, partX, partY, noise);
    // Brush marks tilt the surface across their direction.
    const r = Math.sqrt(partX * partX + partY * partY) + 1e-6;
    const acrossX = specimen.grain === 'around' ? partX / r : 0.3;
    const acrossY = specimen.grain === 'around' ? partY / r : 0.95;
    const nx = slope(heights, at, x > 0 ? -1 : 0, x < count - 1 ? 1 : 0) + mark * brush * (acrossX * cos - acrossY * sin);
    const ny = slope(heights, at, y > 0 ? -count : 0, y < count - 1 ? count : 0) + mark * brush * (acrossY * cos + acrossX * sin);
    const nz = 1 / Math.sqrt(nx * nx + ny * ny + 1);
    const scattered = 0.18 + 0.82 * Math.max(0, nz * (nx * lx + ny * ly + lz)) * (0.35 + 0.65 * lit);
    const mirrored = reflection(nx * nz, ny * nz, nz, px, py, scene, lit);
    const stain = specimen.stain(partX, partY);
    const dirt = 1 + 0.07 * octaves(noise, partX * 9 + 40, partY * 9);
    for (let c = 0; c < 3; c++) {
      const clean = surface[c] * (matte * scattered + (1 - matte) * mirrored) * dirt;
      const rusty = rust[c] * scattered * (1.1 + 0.5 * mark);
      sum[c] += (clean + (rusty - clean) * stain) * open;
    }
  }
}

/** Heights on the fine grid, in steps of that grid. */
function reliefOf(specimen: Specimen, scene: Scene, count: number): Float32Array {
  const heights = new Float32Array(count * count);
  const scale = count / 2 / scene.span;
  const [cos, sin] = [Math.cos(scene.angle), Math.sin(scene.angle)];
  for (let y = 0, at = 0; y < count; y++) {
    for (let x = 0; x < count; x++, at++) {
      const u = ((2 * x + 1) / count - 1 - scene.shift[0]) * scene.span;
      const v = ((2 * y + 1) / count - 1 - scene.shift[1]) * scene.span;
      if (u * u + v * v < 1.9) heights[at] = specimen.height(u * cos + v * sin, v * cos - u * sin) * scale;
    }
  }
  return heights;
}

/** Fall of the surface between two neighbours of a sample: part of a normal whose third part is 1. */
function slope(heights: Float32Array, at: number, before: number, after: number): number {
  return clamp((heights[at + before] - heights[at + after]) / 2, -2.5, 2.5);
}

/** How much of the lamp is seen from a point, 0 (in shadow) to 1; the edge of a shadow softens with distance. */
function openTo(heights: Float32Array, count: number, x: number, y: number, height: number, { light: [lx, ly, lz] }: Scene): number {
  const flat = Math.sqrt(lx * lx + ly * ly);
  let open = 1;
  for (let step = 2; step <= 45; step *= 1.4) {
    const sx = (x + (lx / flat) * step + 0.5) | 0;
    const sy = (y + (ly / flat) * step + 0.5) | 0;
    if (sx < 0 || sy < 0 || sx >= count || sy >= count) break;
    const over = heights[sy * count + sx] - height - (step * lz) / flat;
    const seen = 0.5 - over / (1 + 0.25 * step);
    if (seen < open) open = Math.max(seen, 0);
  }
  return open;
}

/** Darkness where higher ground is close by, 1 (open) downwards. */
function crevice(heights: Float32Array, count: number, x: number, y: number, height: number): number {
  let hidden = 0;
  for (const reach of [2, 5]) {
    for (let i = 0; i < 4; i++) {
      const sx = clamp(x + (i === 0 ? reach : i === 1 ? -reach : 0), 0, count - 1);
      const sy = clamp(y + (i === 2 ? reach : i === 3 ? -reach : 0), 0, count - 1);
      hidden += clamp((heights[sy * count + sx] - height) / reach, 0, 1);
    }
  }
  return 1 - 0.085 * hidden;
}

/** What a surface mirrors: a lamp, a bright panel with a soft edge, a pale ceiling and a dark horizon. */
function reflection(nx: number, ny: number, nz: number, px: number, py: number, scene: Scene, lit: number): number {
  // The camera is near as well, so that even a flat face mirrors a range of directions.
  const vx = px * 0.3;
  const vy = py * 0.3;
  const dot = nx * vx + ny * vy + nz;
  const rx = 2 * dot * nx - vx;
  const ry = 2 * dot * ny - vy;
  const rz = 2 * dot * nz - 1;
  const [lx, ly, lz] = scene.light;
  const lamp = Math.exp(scene.polish * (rx * lx + ry * ly + rz * lz - 1)) * lit;
  const panel = smoothstep(-0.32, 0.3, rx * scene.panel[0] + ry * scene.panel[1] + scene.panel[2]);
  const ceiling = clamp(rz * 0.8 + 0.2, 0.04, 1);
  return ceiling * (0.3 + 0.5 * panel) + 1.5 * lamp;
}

function brushMark(grain: Specimen['grain'], x: number, y: number, noise: Noise): number {
  if (grain === 'around') {
    const r = Math.sqrt(x * x + y * y) + 1e-6;
    return noise(r * 70, 60 + (2 * x + y) / r) + 0.5 * noise(r * 140, 90 + (2 * y - 3 * x) / r);
  }
  if (grain === 'along') return noise(x * 4 + 20, y * 75) + 0.5 * noise(x * 7, y * 140 + 30);
  return 0.9 * octaves(noise, x * 28, y * 28);
}
