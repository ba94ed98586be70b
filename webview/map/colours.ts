/** What the colours of the map say: groups of images, each with a name, a colour and its members. */
import { type ImageClass } from '../../src/shared/project';
import { t } from '../l10n';
import { type ImageTable, isFlagged, isSuggested } from '../store/table';
import { rgbOf, themeColor } from '../theme';

export const colourings = ['label', 'suggestion', 'anomaly'] as const;
export type Colouring = (typeof colourings)[number];

export type Rgb = readonly [number, number, number];

/** An entry of the legend; the first ones are drawn below the others. */
export interface Group {
  readonly name: string;
  readonly colour: Rgb;
  /** Faint groups are what the others stand out from. */
  readonly faint: boolean;
}

export interface Grouping {
  readonly groups: readonly Group[];
  /** Place in `groups` of each image [N]. */
  readonly groupOf: Uint16Array;
}

/** Scores that part the groups of the anomaly colouring; 0.5 is the threshold. */
const steps = [0.25, 0.4, 0.5] as const;

export function grouping(table: ImageTable, classes: readonly ImageClass[], by: Colouring): Grouping {
  return by === 'anomaly' ? byAnomaly(table) : byClass(table, classes, by);
}

function byClass(table: ImageTable, classes: readonly ImageClass[], by: 'label' | 'suggestion'): Grouping {
  const none = { name: by === 'label' ? t('No label') : t('No suggestion'), colour: rgbOf(themeColor('descriptionForeground')), faint: true };
  const groups = [none, ...classes.map(({ name, color }) => ({ name, colour: rgbOf(color), faint: false }))];
  const groupOf = new Uint16Array(table.paths.length);
  for (let index = 0; index < groupOf.length; index++) {
    const label = table.label[index];
    if (label >= 0) groupOf[index] = label + 1;
    else if (by === 'suggestion' && isSuggested(table, index)) groupOf[index] = table.suggestion[index] + 1;
  }
  return { groups, groupOf };
}

function byAnomaly(table: ImageTable): Grouping {
  const colour = (name: string, fallback: string) => rgbOf(themeColor(name, fallback));
  const groups: Group[] = [
    { name: t('Usual'), colour: rgbOf(themeColor('descriptionForeground')), faint: true },
    { name: t('A little unusual'), colour: colour('charts-blue', 'textLink-foreground'), faint: false },
    { name: t('Near the threshold'), colour: colour('charts-yellow', 'editorWarning-foreground'), faint: false },
    { name: t('Flagged'), colour: colour('charts-orange', 'editorWarning-foreground'), faint: false },
    { name: t('Confirmed'), colour: colour('charts-red', 'editorError-foreground'), faint: false },
  ];
  const groupOf = Uint16Array.from(table.anomaly, (score, index) => {
    if (table.review[index] === 1) return 4;
    if (isFlagged(table, index)) return 3;
    // Dismissed images are usual whatever their score.
    if (Number.isNaN(score) || table.review[index] === 0) return 0;
    return Math.min(2, steps.filter(step => score >= step).length);
  });
  return { groups, groupOf };
}

/** Opacities of points of faint groups and the others, and of those beside a selection. */
const opacity = { faint: 110, normal: 220, beside: 70 } as const;

export interface Drawing {
  /** RGBA [4 N]. */
  readonly colours: Uint8Array;
  /** Points in the order of their drawing. */
  readonly order: Uint32Array;
}

/** Colours and order of the points that have a place: faint ones below, selected ones on top. */
export function drawing({ groups, groupOf }: Grouping, isPlaced: (index: number) => boolean, selected: ReadonlySet<number>, full: number): Drawing {
  const colours = new Uint8Array(4 * groupOf.length);
  const layers: number[][] = [[], [], []];
  for (let index = 0; index < groupOf.length; index++) {
    if (!isPlaced(index)) continue;
    const { colour, faint } = groups[groupOf[index]];
    const marked = selected.has(index);
    colours.set(colour, 4 * index);
    colours[4 * index + 3] = marked ? full : selected.size > 0 ? opacity.beside : faint ? opacity.faint : opacity.normal;
    layers[marked ? 2 : faint ? 0 : 1].push(index);
  }
  return { colours, order: Uint32Array.from(layers.flat()) };
}

/** Images of each group that have a place. */
export function sizes({ groups, groupOf }: Grouping, isPlaced: (index: number) => boolean): number[] {
  const counts = new Array<number>(groups.length).fill(0);
  groupOf.forEach((group, index) => {
    if (isPlaced(index)) counts[group]++;
  });
  return counts;
}
