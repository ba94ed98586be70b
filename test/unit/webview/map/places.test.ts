import { describe, expect, test } from 'vitest';
import { Random } from '../../../../src/shared/random';
import { type Direction, Places } from '../../../../webview/map/places';

const random = new Random(5);
const count = 2000;
const points = Float32Array.from({ length: 2 * count }, () => 10 * random.normal());
points.fill(NaN, 20, 22);
const places = new Places(points);
const all = Array.from({ length: count }, (_, index) => index).filter(index => index !== 10);

describe('finding points', () => {
  test('those without a place are never found', () => {
    expect(places.count).toBe(count - 1);
    expect(places.has(10)).toBe(false);
    expect(places.around({ x: 0, y: 0 }, count, 100)).not.toContain(10);
    const none = new Places(new Float32Array(6).fill(NaN));
    expect([none.count, none.nearest({ x: 0, y: 0 }, 5), none.around({ x: 0, y: 0 }, 1, 10), none.towards({ x: 0, y: 0 }, 'up', 1, 10)]).toEqual([0, -1, [], -1]);
  });

  test('the nearest, and the nearest many, as by looking at all', () => {
    const to = { x: 3, y: -4 };
    const sorted = all.toSorted((a, b) => Math.hypot(points[2 * a] - 3, points[2 * a + 1] + 4) - Math.hypot(points[2 * b] - 3, points[2 * b + 1] + 4));
    expect(places.nearest(to, 50)).toBe(sorted[0]);
    expect(places.nearest({ x: 900, y: 900 }, 1)).toBe(-1);
    expect(places.around(to, 40, 80)).toEqual(sorted.slice(0, 40));
  });

  test('a lasso takes what is inside, also where it crosses itself', () => {
    const square = [{ x: -5, y: -5 }, { x: 5, y: -5 }, { x: 5, y: 5 }, { x: -5, y: 5 }];
    expect(places.inside(square)).toEqual(all.filter(index => Math.abs(points[2 * index]) < 5 && Math.abs(points[2 * index + 1]) < 5));
    const bow = [{ x: -5, y: -5 }, { x: 5, y: 5 }, { x: 5, y: -5 }, { x: -5, y: 5 }];
    expect(places.inside(bow)).toEqual(all.filter(index => Math.abs(points[2 * index]) < 5 && Math.abs(points[2 * index + 1]) < Math.abs(points[2 * index])));
    expect(places.inside(square.slice(0, 2))).toEqual([]);
  });

  test.each<[Direction, (x: number, y: number) => [number, number]]>([
    ['right', (x, y) => [x, y]], ['left', (x, y) => [-x, y]], ['up', (x, y) => [y, x]], ['down', (x, y) => [-y, x]],
  ])('an arrow key goes %s, a step that can be seen, to the nearest there', (direction, turned) => {
    const from = places.nearest({ x: 0, y: 0 }, 5);
    const [x0, y0] = [points[2 * from], points[2 * from + 1]];
    const wanted = all.map(index => ({ index, way: turned(points[2 * index] - x0, points[2 * index + 1] - y0) }))
      .filter(({ way: [along, aside] }) => along >= 0.5 && Math.abs(aside) <= along).sort((a, b) => a.way[0] + Math.abs(a.way[1]) - b.way[0] - Math.abs(b.way[1]));
    expect(places.towards(places.at(from), direction, 0.5, 100)).toBe(wanted[0].index);
  });

  test('every point can be left in some direction, and the walk ends at the edge', () => {
    let [at, steps] = [places.nearest({ x: 0, y: 0 }, 5), 0];
    for (let next = at; next >= 0 && steps < 500; steps++) {
      at = next;
      next = places.towards(places.at(at), 'right', 0.5, 100);
    }
    expect(steps).toBeGreaterThan(5);
    expect(steps).toBeLessThan(500);
    expect(points[2 * at]).toBeGreaterThan(15);
  });
});
