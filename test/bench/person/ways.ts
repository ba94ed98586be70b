/** Two ways to label by hand: with the queues and the sure suggestions, and image by image in the order of the names. */
import { type Frame } from 'playwright-core';
import { poll } from '../../e2e/editor/poll';
import { type Gallery } from '../../e2e/pages';
import { glance, type Hand } from './hand';

/** A person who knows what every image is. */
export interface Person {
  readonly hand: Hand;
  readonly gallery: Gallery;
  /** Name of the class of each path. */
  readonly truth: ReadonlyMap<string, string>;
  /** Names of the classes, the first having the key 1. */
  readonly classes: readonly string[];
}

/** Images that get a label between two looks at what is sure. */
const round = 7;
/** Milliseconds in which the page follows a key. */
const moment = 150;
/** Labels before which nobody asks what is sure. */
const sensible = 3 * round;

/** Makes the classes by typing their names. */
export async function makeClasses({ hand, gallery, classes }: Person): Promise<void> {
  const field = gallery.frame.locator('[data-testid="new-class"] input');
  await hand.click(field);
  for (const name of classes) {
    await hand.type(name);
    await hand.press('Enter');
    await gallery.chip(name).waitFor();
  }
  await hand.press('Escape');
}

/** Labels at least `wanted` images: those that the queue puts first, until what is sure completes them; as long as it does not, also the surest suggestions that are right. */
export async function withQueues(person: Person, wanted: number): Promise<void> {
  const { hand, gallery } = person;
  for (;;) {
    await showByKey(person, 'n', 'next');
    await poll('images to label', async () => await gallery.tiles.count() > 0, { timeout: 120_000 });
    await gallery.frame.page().waitForTimeout(moment); // A queue that was shown before is made anew.
    await hand.click(gallery.tiles.first());
    await labelInTurn(person, round);
    const labelled = await gallery.count('labelled');
    if (labelled >= wanted) return;
    if (labelled < sensible) continue;
    await hand.press('p');
    await gallery.frame.getByTestId('preview-bar').waitFor();
    // More would all have to be looked through for one step.
    const [offered, missing] = [await sure(gallery.frame), wanted - labelled];
    const enough = offered >= missing && offered <= 2 * missing;
    if (enough) {
      await rejectWrong(person);
      await hand.press('Shift+A');
    } else {
      await hand.press('Escape');
    }
    await gallery.frame.getByTestId('preview-bar').waitFor({ state: 'detached' });
    if (!enough) await acceptSurest(person, missing);
    if (await gallery.count('labelled') >= wanted) return;
  }
}

/** Selects the `wanted` suggestions that are surest, as far as they are on screen, takes the wrong ones out, and accepts the rest. */
async function acceptSurest(person: Person, wanted: number): Promise<void> {
  const { hand, gallery, truth } = person;
  await showByKey(person, 's', 'suggested');
  await hand.press('Home');
  await gallery.frame.page().waitForTimeout(moment);
  const surest = (await onScreen(gallery)).slice(0, wanted);
  await hand.look(glance.inGrid, surest.length);
  const suggested = await gallery.suggestions();
  const wrong = surest.filter(path => nameIn(suggested.get(path)) !== truth.get(path));
  if (wrong.length === surest.length) return;
  const before = await gallery.count('labelled');
  await hand.click(gallery.tile(surest.at(-1)!), 'Shift');
  for (const path of wrong) await hand.click(gallery.tile(path), 'Control');
  await hand.press('a');
  await poll('the accepted labels', async () => await gallery.count('labelled') === before + surest.length - wrong.length);
}

async function showByKey({ hand, gallery: { frame } }: Person, key: string, filter: 'next' | 'suggested'): Promise<void> {
  await hand.press(key);
  await frame.locator(`[data-testid="filter-${filter}"][aria-pressed="true"]`).waitFor();
}

/** Paths of the tiles that can be seen whole, in their order. */
async function onScreen({ tiles }: Gallery): Promise<string[]> {
  return await tiles.evaluateAll(all => (all as unknown as { dataset: { path: string }; getBoundingClientRect(): { bottom: number }; ownerDocument: { documentElement: { clientHeight: number } } }[])
    .flatMap(tile => (tile.getBoundingClientRect().bottom <= tile.ownerDocument.documentElement.clientHeight ? [tile.dataset.path] : [])));
}

/** Labels `wanted` images as they come. */
export async function byName(person: Person, wanted: number): Promise<void> {
  await person.hand.click(person.gallery.tiles.first());
  await labelInTurn(person, wanted);
}

/** Gives the image with the focus its label, which moves the focus on, `count` times. */
async function labelInTurn({ hand, gallery, truth, classes }: Person, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    const path = await focused(gallery);
    await hand.look(glance.label);
    await hand.press(String(classes.indexOf(truth.get(path)!) + 1));
    await poll('the next image', async () => await focused(gallery) !== path, { timeout: 10_000, interval: 10 });
  }
}

async function focused({ frame }: Gallery): Promise<string> {
  return await frame.locator('[data-testid="tile"][aria-selected="true"]').first().getAttribute('data-path') ?? '';
}

/** How many suggestions the preview would accept. */
async function sure(frame: Frame): Promise<number> {
  return Number((await frame.getByTestId('accept-all').innerText()).replaceAll(/\D/g, ''));
}

/** The class in what a tile says of its suggestion. */
function nameIn(text = ''): string | undefined {
  return /^(.*) \d+\s?%$/.exec(text)?.[1];
}

/** Looks the preview over from its first image to its last and rejects the suggestions that are wrong. */
async function rejectWrong({ hand, gallery, truth }: Person): Promise<void> {
  const seen = new Set<string>();
  for (let fresh = await unseen(); fresh.length > 0; fresh = await unseen()) {
    await hand.look(glance.inGrid, fresh.length);
    const suggested = await gallery.suggestions();
    for (const path of fresh) {
      seen.add(path);
      const name = nameIn(suggested.get(path));
      if (name === undefined || name === truth.get(path)) continue;
      await hand.click(gallery.tile(path));
      await hand.press('x');
      await poll('the rejection', async () => (await gallery.suggestions()).get(path) !== suggested.get(path), { timeout: 10_000, interval: 10 });
    }
    await hand.press('PageDown');
    await gallery.frame.page().waitForTimeout(moment);
  }

  async function unseen(): Promise<string[]> {
    return (await gallery.shown()).filter(path => !seen.has(path));
  }
}
