/**
 * What the learning loop saves: a scripted person who knows the truth labels 100 images of X-SDD
 * (1,360 photographs of steel, 7 classes; else the drawn sample) from nothing in a real VS Code, with the
 * queues, "accept at 95 %" and the surest suggestions, and in the order of the names. The files have names that say nothing about
 * their class, so that the second way sees all classes.
 */
import { cpSync, mkdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Random } from '../../../src/shared/random';
import { imageFolder, type LabelledFolder, labelsIn, temporaryFolder } from '../../e2e/folders';
import { Gallery } from '../../e2e/pages';
import { openScene } from '../../e2e/scene';
import { type Figure, figure } from '../figure';
import { findInPage } from '../findInPage';
import { Hand } from '../person/hand';
import { byName, makeClasses, type Person, withQueues } from '../person/ways';

const wanted = 100;

interface Outcome {
  seconds: number;
  keys: number;
  clicks: number;
  /** Labels on disk, and the share of them that is right, %. */
  labels: number;
  right: number;
  /** Share of all images whose label, or suggestion once training has come to rest, is right, %. */
  accuracy: number;
}

/** The figures of the first way beside those of the second. */
export async function main(): Promise<Figure[]> {
  const { folder, truth } = nameless(imageFolder());
  const [queues, names] = [await live(folder, truth, withQueues), await live(folder, truth, byName)];
  const beside = (name: string, unit: string, of: (outcome: Outcome) => number): Figure => figure('person', name, of(queues), unit, { peer: { name: 'in name order', value: of(names) } });
  return [
    beside(`${wanted} labels, time`, 's', ({ seconds }) => seconds),
    beside(`${wanted} labels, keys pressed`, 'keys', ({ keys }) => keys),
    beside(`${wanted} labels, clicks`, 'clicks', ({ clicks }) => clicks),
    beside('labels given', 'labels', ({ labels }) => labels),
    beside('labels that are right', '%', ({ right }) => right),
    beside('images of the folder whose label or suggestion is right, training at rest', '%', ({ accuracy }) => accuracy),
  ];
}

/** What comes of labelling a copy of `images`, whose classes are `truth`, in one way. */
async function live(images: string, truth: ReadonlyMap<string, string>, way: (person: Person, wanted: number) => Promise<unknown>): Promise<Outcome> {
  const folder = temporaryFolder();
  cpSync(images, folder, { recursive: true });
  const scene = await openScene();
  try {
    const workbench = await scene.window(folder);
    const gallery = await Gallery.open(workbench);
    await gallery.tiles.first().waitFor();
    const hand = new Hand(workbench);
    const person = { hand, gallery, truth, classes: [...new Set(truth.values())].sort() };
    await makeClasses(person);
    await way(person, wanted);
    const { seconds, keys, clicks } = hand;
    await workbench.page.waitForTimeout(3000); // The trainer takes a moment to hear of the last label.
    await gallery.trained(600_000);
    const labels = [...labelsIn(folder)].filter(([, { label }]) => label !== '');
    const known = new Map([...await suggestionsOf(gallery), ...labels.map(([path, { label }]) => [path, label] as const)]);
    return {
      seconds, keys, clicks,
      labels: labels.length,
      right: share(labels.map(([path, { label }]) => label === truth.get(path))),
      accuracy: share([...truth].map(([path, name]) => known.get(path) === name)),
    };
  } finally {
    await scene.close();
  }
}

/** The same images in one folder, in an order drawn by seed, under names that tell nothing. */
function nameless({ folder, truth }: LabelledFolder): { folder: string; truth: Map<string, string> } {
  const flat = temporaryFolder('flat');
  const named = new Map<string, string>();
  const pairs = [...truth].flatMap(([name, paths]) => paths.map(path => ({ name, path })));
  mkdirSync(flat, { recursive: true });
  for (const [at, { name, path }] of new Random(1).shuffle(pairs).entries()) {
    const neutral = `IMG_${String(at + 1).padStart(5, '0')}${extname(path)}`;
    cpSync(join(folder, path), join(flat, neutral));
    named.set(neutral, name);
  }
  return { folder: flat, truth: named };
}

/** Names of the classes that are suggested, by path, for all images without a label: what the page holds, on screen or not. */
async function suggestionsOf({ frame }: Gallery): Promise<Map<string, string>> {
  const pairs = await frame.evaluate<[string, string][]>(`(() => {
    ${findInPage}
    const { table, classes } = findInPage(element => element.localName === 'winnow-gallery').session;
    return table.paths.flatMap((path, i) => table.label[i] < 0 && table.suggestion[i] >= 0 ? [[path, classes[table.suggestion[i]].name]] : []);
  })()`);
  return new Map(pairs);
}

/** Share of `tests` that holds, %. */
function share(tests: readonly boolean[]): number {
  return 100 * tests.filter(Boolean).length / tests.length;
}
