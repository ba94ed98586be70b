/** What a person does who knows what every image is. */
import { type Decisions } from '../../../src/model/scores';
import { type Judge } from '../../../src/trainer/judge';
import { type Course } from './course';

/** Gives the images `asked` their labels in `decisions`, one after the other, with new suggestions after each; the model takes the classes over with the first. */
export async function answer(course: Course, judge: Judge, decisions: Decisions, asked: Iterable<number>): Promise<void> {
  const { set: { classes, label }, learner } = course;
  for (const i of asked) {
    decisions.label[i] = label[i];
    await judge.suggest(decisions, classes, {});
  }
  if (learner.classes.length === 0) await course.adopt(classes, judge.headFor(classes));
}
