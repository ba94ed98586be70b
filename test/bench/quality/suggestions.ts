/** How right suggestions are, and whether their confidence is true. */
import { type Decisions } from '../../../src/model/scores';
import { thinned } from '../../../src/model/scoring/tables';
import { type Predictions } from '../../../src/shared/trainerContract';
import { type Course } from './course';
import { acceptance, calibrationError, mean } from './measures';
import { type ImageSet } from './sets';
import { type Bench, type Row } from './task';

/** Confidence from which suggestions are accepted in one step. */
const accepted = 0.95;

/** Labelled images that are scored beside the judged ones, for the suggestions to be fitted to. */
const mostLabelled = 4096;

/** What the extension suggests for the images `judged`, the labels of `decisions` being known; they point into `classes`, which may be more than the model was trained with. */
export function suggestionsFor(course: Course, decisions: Decisions, judged: readonly number[], classes = course.learner.classes): Promise<Predictions> {
  const labelled = Array.from(decisions.label.keys()).filter(i => decisions.label[i] >= 0);
  const shown = thinned(labelled, mostLabelled);
  const unknown = new Set(labelled);
  for (const i of shown) unknown.delete(i);
  const known = unknown.size === 0 ? decisions : { ...decisions, label: decisions.label.map((k, i) => (unknown.has(i) ? -1 : k)) };
  return course.predict([...new Set([...shown, ...judged])], known, classes);
}

/** Accuracy of the suggestions for the images `judged`, %. */
export async function accuracyOf(course: Course, decisions: Decisions, judged: readonly number[]): Promise<number> {
  return 100 * mean(rightness(await suggestionsFor(course, decisions, judged), course.set, judged));
}

/** 1 where the suggestion for an image of `judged` is its class, in the order of `judged`. */
export function rightness({ suggestion, classes }: Predictions, set: ImageSet, judged: readonly number[]): number[] {
  return judged.map(i => Number(classes[suggestion[i]] === set.classes[set.label[i]]));
}

/** Share of the images `judged` of each class of the set that have it as their suggestion, 0-1; NaN for a class without images. */
export function recalls(predictions: Predictions, set: ImageSet, judged: readonly number[]): number[] {
  const right = rightness(predictions, set, judged);
  return set.classes.map((_, k) => mean(right.filter((_, j) => set.label[judged[j]] === k)));
}

/** Notes the accuracy, and under the task `calibration` what the confidence is worth. */
export function noteSuggestions(
  bench: Bench, row: Pick<Row, 'task' | 'set' | 'seed' | 'labels' | 'seconds'> & { variant?: string }, predictions: Predictions, set: ImageSet, judged: readonly number[],
): void {
  const right = rightness(predictions, set, judged);
  const confidence = judged.map(i => predictions.confidence[i]);
  bench.note({ ...row, metric: 'accuracy', value: 100 * mean(right) });
  const calibration = { ...row, task: 'calibration', set: row.task };
  bench.note({ ...calibration, metric: 'ECE, points', value: 100 * calibrationError(confidence, right) });
  const { share, precision } = acceptance(confidence, right, accepted);
  bench.note({ ...calibration, metric: 'share accepted at 95 %', value: 100 * share });
  bench.note({ ...calibration, metric: 'precision at 95 %', value: 100 * precision });
}
