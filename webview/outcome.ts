/** What comes of a decision about images: those it changes, and what is said of it. Those that are so already are left out, so that no step of the history is empty. */
import { type HostCalls, type ShownSuggestion } from '../src/shared/pageContract';
import { type ImageClass } from '../src/shared/project';
import { plural, t } from './l10n';
import { type Change } from './store/pending';
import { type ImageTable, isSuggested } from './store/table';

/** A change and how the host is told of it, or why there is none; it is `refused` unless the images are as the person wants them. */
export type Outcome = { readonly said: string; readonly change: Change; tell(host: HostCalls): Promise<void> } | { readonly nothing: string; readonly refused: boolean };

/** The images and classes on screen. */
interface Shown {
  readonly table: ImageTable;
  readonly classes: readonly ImageClass[];
}

/** Gives images the label of a class; null takes their labels off. */
export function labelling({ table, classes }: Shown, paths: readonly string[], classId: string | null): Outcome {
  const place = classes.findIndex(({ id }) => id === classId);
  const name = classes[place]?.name ?? '';
  // A class that was just made may be on its way here.
  const other = classId !== null && place < 0 ? paths : where(table, paths, index => table.label[index] !== place);
  if (other.length === 0) return classId === null ? refusal(t('None of the selected images has a label')) : already(t('Already labelled {0}', name));
  return {
    said: classId === null
      ? plural(other.length, 'Took the label off {0} image', 'Took the label off {0} images')
      : plural(other.length, 'Labelled {0} image {1}', 'Labelled {0} images {1}', name),
    change: { paths: other, label: () => classId },
    tell: host => host.label(other, classId),
  };
}

/** Labels images with their suggestions; images without one are left out. */
export function accepting(shown: Shown, images: readonly string[]): Outcome {
  const { suggestions, paths, classOf } = suggestionsOf(shown, images);
  if (paths.length === 0) return refusal(t('Nothing is suggested for the selected images yet'));
  return { said: plural(paths.length, 'Accepted {0} suggestion', 'Accepted {0} suggestions'), change: { paths, label: classOf }, tell: host => host.accept(suggestions) };
}

/** Says that the suggestions of images are wrong, so that others follow; images without one are left out. */
export function rejecting(shown: Shown, images: readonly string[]): Outcome {
  const { suggestions, paths, classOf } = suggestionsOf(shown, images);
  if (paths.length === 0) return refusal(t('Nothing is suggested for the selected images yet'));
  return { said: plural(paths.length, 'Rejected {0} suggestion', 'Rejected {0} suggestions'), change: { paths, rejected: classOf }, tell: host => host.reject(suggestions) };
}

/** Says of images that their labels are right, whatever speaks against them; images without a label are left out. */
export function confirming({ table }: Shown, images: readonly string[]): Outcome {
  const labelled = where(table, images, index => table.label[index] >= 0);
  if (labelled.length === 0) return refusal(t('None of the selected images has a label'));
  const paths = where(table, labelled, index => table.sure[index] === 0);
  if (paths.length === 0) return already(t('Already confirmed to be right'));
  return { said: plural(paths.length, 'Kept the label of {0} image', 'Kept the labels of {0} images'), change: { paths, sure: true }, tell: host => host.confirmLabels(paths) };
}

/** Confirms (true) or dismisses (false) images as anomalies, or takes that back (null). */
export function reviewing({ table }: Shown, images: readonly string[], anomalous: boolean | null): Outcome {
  const state = anomalous === null ? -1 : Number(anomalous);
  const paths = where(table, images, index => table.review[index] !== state);
  if (paths.length === 0) return anomalous === null ? refusal(t('None of the selected images has been reviewed')) : already(anomalous ? t('Already confirmed') : t('Already dismissed'));
  return {
    said: anomalous === null
      ? plural(paths.length, 'Took the review off {0} image', 'Took the review off {0} images')
      : anomalous
        ? plural(paths.length, 'Confirmed {0} anomaly', 'Confirmed {0} anomalies')
        : plural(paths.length, 'Dismissed {0} flag', 'Dismissed {0} flags'),
    change: { paths, anomalous },
    tell: host => host.review(paths, anomalous),
  };
}

/** The suggestions of images as they stand on screen now. */
function suggestionsOf({ table, classes }: Shown, images: readonly string[]): { suggestions: ShownSuggestion[]; paths: string[]; classOf: (path: string) => string } {
  const suggestions = images.flatMap(path => {
    const index = table.indexOf.get(path) ?? -1;
    return isSuggested(table, index) ? [{ path, classId: classes[table.suggestion[index]].id }] : [];
  });
  const byPath = new Map(suggestions.map(({ path, classId }) => [path, classId]));
  return { suggestions, paths: [...byPath.keys()], classOf: path => byPath.get(path) ?? '' };
}

/** Of `paths`, those of whose images (index into the table) it holds. */
function where({ indexOf }: ImageTable, paths: readonly string[], holds: (index: number) => boolean): string[] {
  return paths.filter(path => holds(indexOf.get(path) ?? -1));
}

function refusal(nothing: string): Outcome {
  return { nothing, refused: true };
}

function already(nothing: string): Outcome {
  return { nothing, refused: false };
}
