/**
 * Colours for classes, the most distinct first: neighbours in the list have hues far apart, and
 * each has a contrast of at least 3:1 (WCAG, graphics) with a white and with a near-black page.
 */
export const palette: readonly string[] = [
  '#2f7ed8', '#d9730d', '#2e9e4f', '#c2378f', '#8a63d2', '#a8860b', '#12939a', '#d64541',
  '#6b8e23', '#5b6ee1', '#b5651d', '#0d9970', '#b454c9', '#8c7853', '#e0567a', '#3f8fb0',
  '#7a8b00', '#9c5fb5', '#c96a4a', '#4b8f6b', '#a3628a', '#7d86a8', '#808080', '#5c9e2f',
];

/** The first colour of the palette that is used least. */
export function nextColor(used: readonly string[]): string {
  const counts = new Map(palette.map(color => [color, 0]));
  for (const color of used) {
    const count = counts.get(color.toLowerCase());
    if (count !== undefined) counts.set(color.toLowerCase(), count + 1);
  }
  const least = Math.min(...counts.values());
  return palette.find(color => counts.get(color) === least) ?? palette[0];
}
