/**
 * A training that begins with labels keeps some back at first, is tested on them, and then learns
 * them too: the only way to know how sure to be when no label came one by one.
 */
import { type Decisions, labelledCount } from '../model/scores';
import { type Random } from '../shared/random';
import { scoreImages } from './evidence';
import { type ImageSource, partOf } from './imageSource';
import { type Learner } from './learner';

/** Share of a training after which the test takes place. */
export const testAfter = 0.5;
/** Share of the labels of a class that is kept back: with half of them, the model that is tested was much worse than the one that is used. */
const keptShare = 0.3;
/** Labels of a class that must be there to keep some back. */
const leastOfClass = 4;
/** Labels kept back, at most and at least. */
const most = 100;
const least = 8;

/** Which labelled images of `readable` to keep back; none when there are few. */
export function withhold(readable: readonly number[], { label }: Decisions, classes: number, random: Random): number[] {
  const byClass = Array.from({ length: classes }, (): number[] => []);
  for (const i of readable) byClass[label[i]]?.push(i);
  const perClass = Math.max(1, Math.floor(most / Math.max(1, classes)));
  const chosen = byClass.flatMap(members => (members.length < leastOfClass ? [] : random.shuffle([...members]).slice(0, Math.min(perClass, Math.floor(keptShare * members.length)))));
  if (chosen.length < least) return [];
  // Of more classes than images may be kept back, the first must not be those that are tested every time.
  return chosen.length > most ? random.shuffle(chosen).slice(0, most) : chosen;
}

/** The decisions without the labels of the images `withheld`. */
export function without(decisions: Decisions, withheld: readonly number[]): Decisions {
  const label = decisions.label.slice();
  for (const i of withheld) label[i] = -1;
  return { ...decisions, label };
}

/** Tests `learner`, which knows all labels of `decisions` but those of the images `withheld`, on these. */
export async function testOn(learner: Learner, images: ImageSource, decisions: Decisions, withheld: readonly number[]): Promise<void> {
  const { engine, classes, config, step, tested } = learner;
  const scored = await scoreImages(engine, { weights: await learner.weights(), config, classes, step }, partOf(images, withheld), null, () => Promise.resolve('go'));
  if (!scored) return;
  const known = labelledCount(decisions) - withheld.length;
  scored.rows.forEach((i, row) => {
    tested.add(images.identity(i), classes, scored.evidence.probabilities.subarray(row * classes.length, (row + 1) * classes.length), classes[decisions.label[i]], known);
  });
}
