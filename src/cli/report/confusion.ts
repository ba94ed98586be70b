/** What the suggestions take for what, and on which labels that is known. */
import { type Confusion, confusionOf, standing } from '../../shared/confusion';
import { type Knowledge } from '../../shared/project';
import { type Listing, type Predictions } from '../../shared/trainerContract';

export interface ReportedConfusion extends Confusion {
  /** `tested`: on labels that the model did not know when it was asked; `learned`: on those that it has been trained with, which flatter it. */
  readonly basis: 'tested' | 'learned';
}

/** The confusion matrix of the tests or, where there are none, of the labels; null where there is neither. */
export function reportedConfusion({ decisions, classes: named }: Knowledge, { paths }: Listing, { tests, classes, suggestion }: Predictions): ReportedConfusion | null {
  const place = new Map(paths.map((path, i) => [path, i]));
  const learned = decisions.flatMap(({ path, label }) => {
    const image = place.get(path) ?? -1;
    const k = suggestion[image] ?? -1;
    return label !== null && k >= 0 ? [{ image, label, suggestion: classes[k] }] : [];
  });
  const labels = new Map(decisions.map(({ path, label }) => [path, label]));
  const tested = confusionOf(standing(tests, image => labels.get(paths[image])), named);
  const confusion = tested.total > 0 ? tested : confusionOf(learned, named);
  return confusion.total === 0 ? null : { ...confusion, basis: tested.total > 0 ? 'tested' : 'learned' };
}
