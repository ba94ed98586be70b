/** What suggestions take for what. On labels that were not known yet it is the only honest measure of them. */
import { type ImageClass } from './project';
import { type TestedImage } from './trainerContract';

export interface Confusion {
  /** Places of the classes that were tested or suggested, in the person's order. */
  readonly classes: readonly number[];
  /** Listing indices by label, then by suggestion, both as places in {@link classes}. */
  readonly images: readonly (readonly (readonly number[])[])[];
  readonly right: number;
  readonly total: number;
}

/**
 * The tests whose labels stand, one for each image. `labelOf` is the label (id of a class) that an image has now. Of a
 * label that was taken back and given again the first test counts: before the second one it may have been learned.
 */
export function standing(tests: readonly TestedImage[], labelOf: (image: number) => string | null | undefined): TestedImage[] {
  const seen = new Set<number>();
  return tests.filter(({ image, label }) => {
    if (seen.has(image) || labelOf(image) !== label) return false;
    seen.add(image);
    return true;
  });
}

/** Sorts tests by what was said and what was true; those of classes that are gone are left out. */
export function confusionOf(tests: readonly TestedImage[], classes: readonly ImageClass[]): Confusion {
  const place = new Map(classes.map(({ id }, k) => [id, k]));
  const known = tests.flatMap(({ image, label, suggestion }) => {
    const [row, column] = [place.get(label), place.get(suggestion)];
    return row === undefined || column === undefined ? [] : [{ image, row, column }];
  });
  const present = [...new Set(known.flatMap(({ row, column }) => [row, column]))].sort((a, b) => a - b);
  const at = new Map(present.map((k, i) => [k, i]));
  const images = present.map(() => present.map((): number[] => []));
  for (const { image, row, column } of known) images[at.get(row) ?? 0][at.get(column) ?? 0].push(image);
  return { classes: present, images, right: known.filter(({ row, column }) => row === column).length, total: known.length };
}

export interface Mistake {
  readonly label: number;
  readonly suggestion: number;
  readonly images: readonly number[];
}

/** What is taken for something else, the most frequent first; `label` and `suggestion` are places of classes. */
export function mistakesOf({ classes, images }: Confusion): Mistake[] {
  return images.flatMap((row, i) => row.map((found, j) => ({ label: classes[i], suggestion: classes[j], images: found })))
    .filter(({ label, suggestion, images: found }) => label !== suggestion && found.length > 0)
    .sort((a, b) => b.images.length - a.images.length);
}

/** 95 % interval of a share of which `right` of `total` are known (Wilson 1927), 0-1 each. */
export function shareInterval(right: number, total: number): [number, number] {
  if (total === 0) return [0, 1];
  const z = 1.96;
  const share = right / total;
  const width = 1 + z ** 2 / total;
  const centre = (share + z ** 2 / (2 * total)) / width;
  const reach = (z / width) * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2));
  return [Math.max(0, centre - reach), Math.min(1, centre + reach)];
}
