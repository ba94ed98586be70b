import { describe, expect, test } from 'vitest';
import { doubted } from '../../../src/model/doubt';
import { neighbourGraph, reachOf, spreadLabels } from '../../../src/model/spreading';
import { Random } from '../../../src/shared/random';
import { native } from './native';

const go = () => Promise.resolve();

/** Two half moons: of points on one, many are nearer to the label of the other. */
function moons(count: number): { points: Float32Array; side: number[] } {
  const random = new Random(4);
  const side = Array.from({ length: count }, (_, i) => i % 2);
  const points = Float32Array.from(side.flatMap(k => {
    const angle = random.between(0, Math.PI);
    const [x, y] = k === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    return [x + 0.04 * random.normal(), y + 0.04 * random.normal()];
  }));
  return { points, side };
}

test('a label reaches along the images between, not straight across', async () => {
  const { points, side } = moons(400);
  const label = new Int16Array(400).fill(-1);
  [label[0], label[1]] = [0, 1];
  const said = await spreadLabels(await neighbourGraph(points, 2, native), label, 2, go);
  const right = side.filter((k, i) => said[2 * i + k] > 0.5).length;
  const nearest = side.filter((k, i) => {
    const distance = (j: number) => Math.hypot(points[2 * i] - points[2 * j], points[2 * i + 1] - points[2 * j + 1]);
    return (distance(0) < distance(1) ? 0 : 1) === k;
  }).length;
  expect(right).toBeGreaterThan(0.95 * side.length);
  expect(right).toBeGreaterThan(nearest);
});

test('shares add up to one, and a group without a label stays without an opinion', async () => {
  const random = new Random(5);
  const points = Float32Array.from({ length: 2 * 60 }, (_, at) => random.normal() * 0.1 + (at < 60 ? 0 : 100));
  const label = new Int16Array(60).fill(-1);
  [label[0], label[1], label[2]] = [0, 1, 1];
  const said = await spreadLabels(await neighbourGraph(points, 2, native), label, 2, go);
  for (let i = 0; i < 60; i++) expect(said[2 * i] + said[2 * i + 1]).toBeCloseTo(i < 30 ? 1 : 0, 5);
});

test('many labels of one kind take nothing from the one that speaks for its surroundings', async () => {
  // On a line: class 0 left of the middle, of which the far left is labelled whole, and one image beside the other class.
  const count = 200;
  const points = Float32Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? at / 2 : 0));
  const label = Int16Array.from({ length: count }, (_, i) => (i < 60 || i === 90 ? 0 : i === 110 ? 1 : -1));
  const reach = await reachOf(points, 2, label, native);
  expect(reach.reduce((a, b) => a + b, 0)).toBe(count);
  expect(reach[10]).toBe(1);
  expect(reach[90]).toBeGreaterThan(20);
  const graph = await neighbourGraph(points, 2, native);
  const [even, said] = [await spreadLabels(graph, label, 2, go), await spreadLabels(graph, label, 2, go, reach)];
  expect(even[2 * 90]).toBeLessThan(0.5);
  expect(said[2 * 90]).toBeGreaterThan(0.5);
  expect(said[2 * 115 + 1]).toBeGreaterThan(0.5);
});

describe('doubted labels', () => {
  const { points, side } = moons(400);
  const wrong = [10, 51, 132];
  const label = (most: number) => Int16Array.from(side, (k, i) => (i >= most ? -1 : wrong.includes(i) ? 1 - k : k));

  test('wrong ones among many are found, and only they', async () => {
    const found = await doubted(await neighbourGraph(points, 2, native), label(200), 2, new Random(1), go);
    expect(found.sort((a, b) => a - b)).toEqual(wrong);
  });

  test('few labels are never doubted, nor most of a class', async () => {
    const graph = await neighbourGraph(points, 2, native);
    expect(await doubted(graph, label(30), 2, new Random(1), go)).toEqual([]);
    const mixed = Int16Array.from(side, (k, i) => (i % 4 === 0 ? 2 : k)); // A third class that lies all over the first.
    const found = await doubted(graph, mixed, 3, new Random(1), go);
    expect(found.filter(place => mixed[place] === 2)).toEqual([]);
  });
});
