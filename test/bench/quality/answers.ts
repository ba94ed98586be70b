/** What a person answers who knows what every image is. */
import { type Decisions } from '../../../src/model/scores';
import { type Predictions } from '../../../src/shared/trainerContract';
import { type TrainingLimits } from '../../../src/trainer/schedule';
import { type Course } from './course';
import { undecided } from './draws';

/** Labels that come from the queue at a time. */
export const round = 7;
/** Shares of the budget: before the first label, and while a round of labels is given. */
export const before = 0.15;
export const meanwhile = 0.06;

/** Rounds of labels from the queue "next to label", each with the training that goes on meanwhile, for as long as `budget` says of a share; before each, `look` at what is known so far. The decisions after the last. */
export async function labelFromQueue(
  course: Course, rounds: number, budget: (share: number) => TrainingLimits,
  look: (predictions: Predictions, decisions: Decisions) => void = () => undefined,
): Promise<Decisions> {
  const { set: { classes, label } } = course;
  const images = [...label.keys()];
  const decisions = undecided(label.length);
  await course.train(images, decisions, 'fresh', budget(before));
  for (let at = 0; at < rounds; at++) {
    const judge = course.judgeOf(await course.score(images));
    const predictions = await course.ask(judge, decisions, classes);
    look(predictions, decisions);
    // One by one, because each label tests what was suggested after the one before.
    for (const i of predictions.next.subarray(0, round)) {
      decisions.label[i] = label[i];
      await judge.suggest(decisions, classes, {});
    }
    if (course.learner.classes.length === 0) await course.adopt(classes, judge.headFor(classes));
    await judge.dispose();
    await course.train(images, decisions, 'labels', budget(meanwhile));
  }
  return decisions;
}
