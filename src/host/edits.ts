/** What a person can do, as a change of the newest knowledge and words for the history. */
import { userInfo } from 'node:os';
import { type Change } from '../data/labels/change';
import * as changes from '../data/labels/changes';
import { importRows } from '../data/labels/importRows';
import { type LabelRow } from '../data/labelsFile';
import { PersonError } from '../shared/personError';
import { type Knowledge } from '../shared/project';
import { t } from './l10n';
import { type Project } from './project';

export interface Edit {
  /** For the history, such as `Label 3 images "Crack"`. */
  readonly description: string;
  /** The change, made from what is known when its turn comes. @throws PersonError when it makes no sense (any more) */
  change(knowledge: Knowledge): Change;
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

/**
 * Labels images with their present suggestions; images without one are left out.
 * @throws PersonError when none of them has a suggestion
 */
export function acceptSuggestions(project: Suggestions, paths: readonly string[]): Edit {
  const { listing, predictions } = project;
  const labels = new Map<string, string>();
  if (predictions && predictions.listing === listing?.version) {
    for (const path of paths) {
      const index = project.indexOf(path);
      const classId = index === undefined ? undefined : predictions.classes[predictions.suggestion[index]];
      if (classId !== undefined) labels.set(path, classId);
    }
  }
  if (labels.size === 0) throw new PersonError(t('Nothing is suggested for these images yet. Label a few images of each class first.'));
  return {
    description: t('Accept Suggestions for {0}', images(labels.size)),
    // A class that went while its suggestions were on screen takes them along.
    change: now => changes.labelImages(now, new Map([...labels].filter(([, id]) => now.classes.some(each => each.id === id))), author()),
  };
}

type Suggestions = Pick<Project, 'listing' | 'predictions' | 'indexOf'>;

/** Takes labels in; what they say wins over what is known. */
export function importLabels(rows: readonly LabelRow[]): Edit {
  return { description: t('Import Labels of {0}', images(rows.length)), change: now => importRows(now, rows) };
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
  return { description: t('Delete Class "{0}"', nameOf(knowledge, classId)), change: now => changes.deleteClass(now, classId) };
}

/** Gives the images of one class the label of another and deletes the first. */
export function mergeClass(knowledge: Knowledge, classId: string, into: string): Edit {
  return {
    description: t('Merge Class "{0}" Into "{1}"', nameOf(knowledge, classId), nameOf(knowledge, into)),
    change: now => changes.mergeClass(now, classId, into),
  };
}

/** Puts the classes into another order, which their keys follow. */
export function orderClasses(classIds: readonly string[]): Edit {
  return { description: t('Reorder Classes'), change: () => changes.orderClasses(classIds) };
}

function nameOf({ classes }: Knowledge, classId: string): string {
  return classes.find(({ id }) => id === classId)?.name ?? classId;
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
