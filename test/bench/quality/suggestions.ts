/** How right suggestions are, and whether their confidence is true. */
import { type Predictions } from '../../../src/shared/trainerContract';
import { acceptance, calibrationError, mean } from './measures';
import { type ImageSet } from './sets';
import { type Bench, type Row } from './task';

/** Confidence from which suggestions are accepted in one step. */
const accepted = 0.95;

/** 1 where the suggestion for an image of `judged` is its class, in the order of `judged`. */
export function rightness({ suggestion, classes }: Predictions, set: ImageSet, judged: readonly number[]): number[] {
  return judged.map(i => Number(classes[suggestion[i]] === set.classes[set.label[i]]));
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
