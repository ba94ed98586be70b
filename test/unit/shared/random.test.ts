import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/shared/random';

const draw = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.next());

describe('random numbers', () => {
  it('repeat with the seed and go on from a position', () => {
    expect(draw(new Random(3), 10)).toEqual(draw(new Random(3), 10));
    expect(draw(new Random(3), 10)).not.toEqual(draw(new Random(4), 10));
    const random = new Random(3);
    draw(random, 5);
    expect(draw(new Random(random.position), 5)).toEqual(draw(random, 5));
  });

  it('are uniform, normal and below their bound as they should be', () => {
    const random = new Random(1);
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const uniform = draw(random, 20_000);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    const normal = Array.from({ length: 20_000 }, () => random.normal());
    expect(Math.abs(mean(normal))).toBeLessThan(0.03);
    expect(mean(normal.map(value => value * value))).toBeCloseTo(1, 1);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 6000; i++) counts[random.below(6)]++;
    for (const count of counts) expect(count).toBeGreaterThan(850);
    for (let i = 0; i < 100; i++) expect(Math.abs(random.between(-2, -1) + 1.5)).toBeLessThanOrEqual(0.5);
  });

  it('shuffle without losing anything, every order as likely', () => {
    const random = new Random(2);
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle([1, 2, 3]).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(count).toBeGreaterThan(850);
    expect([...random.shuffle(new Int32Array([5, 6, 7]))].sort()).toEqual([5, 6, 7]);
  });
});
