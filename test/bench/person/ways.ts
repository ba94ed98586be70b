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
/** Confidences that are tried one after the other, until as many images as are missing reach it. */
const confidences = [0.95, 0.9, 0.85, 0.8, 0.75, 0.7];

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

/** Labels at least `wanted` images: those that the queue puts first, until what is sure completes them. */
export async function withQueues(person: Person, wanted: number): Promise<void> {
  const { hand, gallery } = person;
  for (;;) {
    await hand.press('n');
    await gallery.frame.locator('[data-testid="filter-next"][aria-pressed="true"]').waitFor();
    await poll('images to label', async () => await gallery.tiles.count() > 0, { timeout: 120_000 });
    await gallery.frame.page().waitForTimeout(moment); // A queue that was shown before is made anew.
    await hand.click(gallery.tiles.first());
    await labelInTurn(person, round);
    const labelled = await gallery.count('labelled');
    if (labelled >= wanted) return;
    if (labelled < sensible) continue;
    await hand.press('p');
    await gallery.frame.getByTestId('preview-bar').waitFor();
    if (!await offered(person, wanted - labelled)) {
      await hand.press('Escape');
      await gallery.frame.getByTestId('preview-bar').waitFor({ state: 'detached' });
      continue;
    }
    await rejectWrong(person);
    await hand.press('Shift+A');
    await gallery.frame.getByTestId('preview-bar').waitFor({ state: 'detached' });
    if (await gallery.count('labelled') >= wanted) return;
  }
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

/** Lowers the confidence that the preview asks for until it offers `missing` images; whether it does. */
async function offered({ hand, gallery: { frame } }: Person, missing: number): Promise<boolean> {
  const slider = frame.getByTestId('accept-threshold');
  for (const confidence of confidences) {
    if (confidence < Number(await slider.inputValue())) await hand.clickAt(slider, confidence);
    if (await sure(frame) >= missing) return true;
  }
  return false;
}

/** How many suggestions the preview would accept. */
async function sure(frame: Frame): Promise<number> {
  return Number((await frame.getByTestId('accept-all').innerText()).replaceAll(/\D/g, ''));
}

/** Looks the preview over from its first image to its last and rejects the suggestions that are wrong. */
async function rejectWrong({ hand, gallery, truth }: Person): Promise<void> {
  const seen = new Set<string>();
  for (let fresh = await unseen(); fresh.length > 0; fresh = await unseen()) {
    await hand.look(glance.inGrid, fresh.length);
    const suggested = await gallery.suggestions();
    for (const path of fresh) {
      seen.add(path);
      const name = /^(.*) \d+\s?%$/.exec(suggested.get(path) ?? '')?.[1];
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
