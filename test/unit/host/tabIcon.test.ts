import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { tabIcon } from '../../../src/host/panels/tabIcon';
import { contrast } from '../contrast';

const read = (file: string): string => readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
const drawing = (name: string): string => read(`../../../media/${name}`);
const themes = Object.entries(JSON.parse(read('../webview/preview/themes.json')) as Record<string, { class: string; 'editor-background': string }>);
/** What an image draws with; an icon of a tab is one of its own, and inherits no colour. */
const colours = (svg: string): string[] => [...svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour).filter(colour => colour !== 'none');

test.each(themes)('the icon of a tab is seen in the theme %s', (_, theme) => {
  // High contrast has no icons of its own: a dark one takes that of dark themes, a light one that of light ones.
  const isLight = /light/.test(theme.class);
  const drawn = colours(drawing(isLight ? tabIcon.light : tabIcon.dark));
  expect(drawn).not.toEqual([]);
  for (const colour of drawn) expect(contrast(colour, theme['editor-background'])).toBeGreaterThanOrEqual(4.5);
});

test('it is the same drawing everywhere', () => {
  const bare = (svg: string) => colours(svg).reduce((text, colour) => text.replaceAll(colour, 'currentColor'), svg);
  for (const name of Object.values(tabIcon)) expect(bare(drawing(name))).toBe(drawing('winnow.svg'));
});
