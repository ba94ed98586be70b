/** Finding points of the map by where they are. */
import KDBush from 'kdbush';
import { type Point } from './camera';

export type Direction = 'left' | 'right' | 'up' | 'down';

const axes: Record<Direction, Point> = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, up: { x: 0, y: 1 }, down: { x: 0, y: -1 } };

export class Places {
  /** Indices of the points that have a place. */
  private readonly placed: Int32Array;
  private readonly tree: KDBush;

  /** `points` [2 N], NaN: no place. */
  constructor(readonly points: Float32Array) {
    this.placed = Int32Array.from({ length: points.length / 2 }, (_, index) => index).filter(index => !Number.isNaN(points[2 * index]));
    this.tree = new KDBush(Math.max(1, this.placed.length), 64, Float32Array);
    for (const index of this.placed) this.tree.add(points[2 * index], points[2 * index + 1]);
    if (this.placed.length === 0) this.tree.add(Infinity, Infinity);
    this.tree.finish();
  }

  /** How many points have a place. */
  get count(): number {
    return this.placed.length;
  }

  at(index: number): Point {
    return { x: this.points[2 * index], y: this.points[2 * index + 1] };
  }

  has(index: number): boolean {
    return !Number.isNaN(this.points[2 * index] ?? NaN);
  }

  /** The nearest point within a radius; -1: none. */
  nearest(to: Point, radius: number): number {
    let [best, least] = [-1, Infinity];
    for (const index of this.within(to, radius)) {
      const distance = this.distance(index, to);
      if (distance < least) [best, least] = [index, distance];
    }
    return best;
  }

  /** The `count` points nearest to a place, nearest first. */
  around(to: Point, count: number, extent: number): number[] {
    for (let radius = extent / 256; ; radius *= 2) {
      const found = this.within(to, radius);
      if (found.length < count && radius < 4 * extent) continue;
      return found.sort((a, b) => this.distance(a, to) - this.distance(b, to)).slice(0, count);
    }
  }

  /**
   * The point that an arrow key goes to from `from`: the nearest in that quarter of the plane that is at
   * least `step` away, so that one press is a step that can be seen; -1: none. `extent` is the size of the map.
   */
  towards(from: Point, direction: Direction, step: number, extent: number): number {
    const { x, y } = axes[direction];
    for (let radius = 4 * step; ; radius *= 2) {
      let [best, least] = [-1, Infinity];
      for (const index of this.within(from, radius)) {
        const at = this.at(index);
        const along = (at.x - from.x) * x + (at.y - from.y) * y;
        const aside = Math.abs((at.x - from.x) * y) + Math.abs((at.y - from.y) * x);
        if (along < step || aside > along || along + aside >= least) continue;
        [best, least] = [index, along + aside];
      }
      // A nearer one may lie outside of the circle that was looked at.
      if ((best >= 0 && least <= radius) || radius > 2 * extent) return best;
    }
  }

  /** Points inside a polygon (even-odd rule), ascending. */
  inside(polygon: readonly Point[]): number[] {
    if (polygon.length < 3) return [];
    const [xs, ys] = [polygon.map(({ x }) => x), polygon.map(({ y }) => y)];
    return this.tree.range(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
      .map(id => this.placed[id]).filter(index => index !== undefined && isInside(this.at(index), polygon)).sort((a, b) => a - b);
  }

  private within({ x, y }: Point, radius: number): number[] {
    return this.tree.within(x, y, radius).map(id => this.placed[id]).filter(index => index !== undefined);
  }

  private distance(index: number, to: Point): number {
    return Math.hypot(this.points[2 * index] - to.x, this.points[2 * index + 1] - to.y);
  }
}

function isInside({ x, y }: Point, polygon: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [a, b] = [polygon[i], polygon[j]];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
