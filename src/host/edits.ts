/** What a person can do, as a change of the newest knowledge and words for the history. */
import { userInfo } from 'node:os';
import { rowsByFolder } from '../data/classFolders/rowsByFolder';
import { type Change } from '../data/labels/change';
import * as changes from '../data/labels/changes';
import { importRows } from '../data/labels/importRows';
import { type LabelRow } from '../data/labelsFile';
import { type ShownSuggestion } from '../shared/pageContract';
import { type ImageClass, type Knowledge } from '../shared/project';
import { rounded } from '../shared/threshold';
import { t } from './l10n';

export interface Edit {
  /** For the history, such as `Label 3 images "Crack"`. */
  readonly description: string;
  /** Edits of the same name that follow one another closely are one step of the history. */
  readonly joins?: string;
  /** The change, made from what is known when its turn comes. @throws PersonError when it makes no sense (any more) */
  change(knowledge: Knowledge): Change;
  /** What became of labels, for screen readers: where a person has not said it image by image, the page cannot tell. `before` is what the change was made from. */
  done?(before: Knowledge, change: Change): string;
}

/** Labels images; null takes the label away. */
export function label(knowledge: Knowledge, paths: readonly string[], classId: string | null): Edit {
  return {
    description: classId === null ? t('Clear Label of {0}', images(paths.length)) : t('Label {0} "{1}"', images(paths.length), nameOf(knowledge, classId)),
    change: now => changes.labelImages(now, new Map(paths.map(path => [path, classId])), author()),
  };
}

/** Confirms (true), dismisses (false) or clears (null) anomalies. */
export function review(paths: readonly string[], anomalous: boolean | null): Edit {
  const words = images(paths.length);
  return {
    description: anomalous === null ? t('Clear Review of {0}', words) : anomalous ? t('Confirm {0} as Anomalous', words) : t('Dismiss {0}', words),
    change: now => changes.reviewImages(now, paths, anomalous, author()),
  };
}

/** Puts the threshold of anomalies at a place; null: it follows the decisions again. */
export function setThreshold(threshold: number | null): Edit {
  return threshold === null
    ? { description: t('Reset Anomaly Threshold'), change: () => changes.setThreshold(null) }
    : { description: t('Move Anomaly Threshold'), joins: 'threshold', change: () => changes.setThreshold(rounded(threshold)) };
}

/** Makes a class for anomalies, confirms them and labels them with it. */
export function makeClassOf(paths: readonly string[], name: string): Edit {
  return {
    description: t('Make Class "{0}" of {1}', name.trim(), images(paths.length)),
    change: now => changes.makeClassOf(now, paths, name, author()),
  };
}

/** Labels images with what was suggested on screen, whatever the trainer says by now; images that have a label by now keep it. */
export function acceptSuggestions(suggestions: readonly ShownSuggestion[]): Edit {
  return {
    description: t('Accept Suggestions for {0}', images(suggestions.length)),
    change: now => changes.acceptSuggestions(now, byPath(suggestions), author()),
  };
}

/** Remembers that these suggestions are wrong, so that they are not made again. */
export function rejectSuggestions(suggestions: readonly ShownSuggestion[]): Edit {
  return {
    description: t('Reject Suggestions for {0}', images(suggestions.length)),
    change: now => changes.rejectSuggestions(now, byPath(suggestions), author()),
  };
}

/** Says of labels that they are right, whatever speaks against them. */
export function confirmLabels(paths: readonly string[]): Edit {
  return { description: t('Keep Label of {0}', images(paths.length)), change: now => changes.confirmLabels(now, paths, author()) };
}

/** Takes labels in; what they say wins over what is known. */
export function importLabels(rows: readonly LabelRow[], classes: readonly ImageClass[]): Edit {
  return { description: t('Import Labels of {0}', images(rows.length)), change: now => importRows(now, rows, classes) };
}

/** Labels the images at `paths` that have no label by the folders they lie in; `count` of them, for the history. */
export function labelByFolder(paths: readonly string[], count: number): Edit {
  return {
    description: t('Label {0} by Folder', images(count)),
    change: now => {
      const decided = author();
      return importRows(now, rowsByFolder(paths, now).map(row => ({ ...row, ...decided })));
    },
    done: (_, { decisions = [] }) => {
      const labelled = decisions.filter(({ after }) => after?.label).length;
      return labelledByFolder(labelled, decisions.length - labelled);
    },
  };
}

/** How many images got a label by their folders, and how many were confirmed as anomalous. */
export function labelledByFolder(labelled: number, confirmed: number): string {
  if (confirmed > 0) return t('Images labelled by their folders: {0}, confirmed as anomalous: {1}', labelled, confirmed);
  return labelled === 1 ? t('Labelled 1 image by its folder') : t('Labelled {0} images by their folders', labelled);
}

/** Makes a class with the next free colour. */
export function createClass(name: string): Edit {
  return { description: t('New Class "{0}"', name.trim()), change: now => changes.createClass(now, name) };
}

export function renameClass(knowledge: Knowledge, classId: string, name: string): Edit {
  return {
    description: t('Rename Class "{0}" to "{1}"', nameOf(knowledge, classId), name.trim()),
    change: now => changes.renameClass(now, classId, name),
  };
}

/** `color` is `#rrggbb`. */
export function recolourClass(knowledge: Knowledge, classId: string, color: string): Edit {
  return { description: t('Change Colour of Class "{0}"', nameOf(knowledge, classId)), change: now => changes.recolourClass(now, classId, color) };
}

/** Deletes a class and takes its label off its images. */
export function deleteClass(knowledge: Knowledge, classId: string): Edit {
  return {
    description: t('Delete Class "{0}"', nameOf(knowledge, classId)),
    change: now => changes.deleteClass(now, classId),
    done: before => {
      const [name, count] = [nameOf(before, classId), changes.imagesOf(before, classId)];
      if (count === 0) return t('Deleted the class "{0}". No image had its label.', name);
      return count === 1 ? t('Deleted the class "{0}". One image lost its label.', name) : t('Deleted the class "{0}". {1} images lost their label.', name, count);
    },
  };
}

/** Gives the images of one class the label of another and deletes the first. */
export function mergeClass(knowledge: Knowledge, classId: string, into: string): Edit {
  return {
    description: t('Merge Class "{0}" Into "{1}"', nameOf(knowledge, classId), nameOf(knowledge, into)),
    change: now => changes.mergeClass(now, classId, into),
    done: before => {
      const [name, other, count] = [nameOf(before, classId), nameOf(before, into), changes.imagesOf(before, classId)];
      if (count === 0) return t('Merged the class "{0}" into "{1}". No image had its label.', name, other);
      return count === 1 ? t('Merged the class "{0}" into "{1}". One image has the other label now.', name, other) : t('Merged the class "{0}" into "{1}". {2} images have the other label now.', name, other, count);
    },
  };
}

/** Puts the classes into another order, which their keys follow. */
export function orderClasses(classIds: readonly string[]): Edit {
  return { description: t('Reorder Classes'), change: () => changes.orderClasses(classIds) };
}

function nameOf({ classes }: Knowledge, classId: string): string {
  return classes.find(({ id }) => id === classId)?.name ?? classId;
}

function byPath(suggestions: readonly ShownSuggestion[]): Map<string, string> {
  return new Map(suggestions.map(({ path, classId }) => [path, classId]));
}

function images(count: number): string {
  return count === 1 ? t('1 Image') : t('{0} Images', count);
}

function author(): changes.Author {
  return { by: userName(), at: new Date().toISOString() };
}

/** The account's name; empty where the system knows none, as in some containers. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
