import { describe, expect, it } from 'vitest';
import { nextColor, palette } from '../../../src/data/palette';
import { contrast } from '../contrast';

describe('the palette', () => {
  it('has at least 20 colours, all different, seen on a light and on a dark page', () => {
    expect(new Set(palette).size).toBe(palette.length);
    expect(palette.length).toBeGreaterThanOrEqual(20);
    for (const color of palette) {
      expect(color).toMatch(/^#[0-9a-f]{6}$/);
      expect(contrast(color, '#ffffff'), color).toBeGreaterThanOrEqual(3);
      expect(contrast(color, '#1e1e1e'), color).toBeGreaterThanOrEqual(3);
    }
  });

  it('gives the least used colour, the first of them', () => {
    expect(nextColor([])).toBe(palette[0]);
    expect(nextColor([palette[0], '#000000'])).toBe(palette[1]);
    expect(nextColor([palette[1].toUpperCase()])).toBe(palette[0]);
    expect(nextColor([...palette, palette[0]])).toBe(palette[1]);
  });
});
