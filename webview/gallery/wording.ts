/** One image in words: what a screen reader says and what its tooltip shows. */
import { said } from '../../src/shared/phrase';
import { type ImageClass } from '../../src/shared/project';
import { decimal, moment, percent, t } from '../l10n';
import { type NextReason, nextReasons } from '../../src/shared/trainerContract';
import { type ImageTable, isFlagged, isNext, isSuggested, isSuspect, noReason, rivalOf } from '../store/table';

const reasonNames: Record<NextReason, () => string> = {
  typical: () => t('typical of many'),
  uncertain: () => t('uncertain'),
  anomalous: () => t('unusual'),
  random: () => t('drawn at random'),
};

/** Why an image was put in the order in which to label; null: it was not. */
export function nextReasonOf(table: ImageTable, index: number): string | null {
  return table.nextReason[index] === noReason ? null : reasonNames[nextReasons[table.nextReason[index]]]();
}

/** Why an image is next to be labelled, or why its label is doubted; null: no queue has it. */
export function reasonOf(table: ImageTable, index: number): string | null {
  if (isNext(table, index)) return nextReasonOf(table, index);
  return isSuspect(table, index) ? t('likely mislabelled') : null;
}

/** What an image whose label is doubted may be instead, for example "rather washer"; null: its label is not doubted, or nothing is known of that. */
export function insteadOf(table: ImageTable, index: number, classes: readonly ImageClass[]): string | null {
  const rival = rivalOf(table, index);
  return rival >= 0 ? t('rather {0}', classes[rival].name) : null;
}

/** Who gave the label or decided last, and when, for example "labelled by ann, Jan 2, 2026, 3:04 AM"; null: not known. */
export function authorOf(table: ImageTable, index: number): string | null {
  const [by, at] = [table.by[index], moment(table.at[index])];
  const who = by !== '' && at !== '' ? t('by {0}, {1}', by, at) : by !== '' ? t('by {0}', by) : at;
  if (who === '') return null;
  // One name is kept for an image: after a review it may be another than that of who labelled it.
  return table.label[index] >= 0 && table.review[index] === -1 ? t('labelled {0}', who) : t('last decided {0}', who);
}

/** How the label of an image that has one stands, for example "labelled by ann, Jan 2, 2026, 3:04 AM, confirmed to be right". */
export function standingOf(table: ImageTable, index: number): string {
  const author = authorOf(table, index);
  const parts = author === null || table.review[index] !== -1 ? [t('labelled'), author] : [author];
  if (table.sure[index] === 1) parts.push(t('confirmed to be right'));
  return parts.filter(part => part !== null).join(', ');
}

/** Which classes were rejected for an image, for example "not bolt, nut"; null: none. */
export function rejectionsOf(table: ImageTable, index: number, classes: readonly ImageClass[]): string | null {
  const names = table.rejected.get(index)?.map(k => classes[k].name) ?? [];
  return names.length === 0 ? null : t('not {0}', names.join(', '));
}

/** For example "bolt, suggested, 97 %, IMG_12.png". */
export function nameOfImage(table: ImageTable, index: number, classes: readonly ImageClass[]): string {
  const path = table.paths[index];
  const parts: string[] = [];
  const unreadable = table.unreadable.get(index);
  if (unreadable) parts.push(t('unreadable'), said(unreadable, t));
  else if (table.label[index] >= 0) parts.push(classes[table.label[index]].name, standingOf(table, index));
  else if (isSuggested(table, index)) parts.push(classes[table.suggestion[index]].name, t('suggested'), percent(table.confidence[index]));
  else parts.push(t('no label'));
  const rejections = rejectionsOf(table, index, classes);
  if (rejections !== null) parts.push(rejections);
  if (table.group[index] >= 0) parts.push(t('near duplicate'));
  const reason = reasonOf(table, index);
  if (reason !== null) parts.push(reason);
  const instead = insteadOf(table, index, classes);
  if (instead !== null) parts.push(instead);
  if (isFlagged(table, index)) parts.push(t('flagged as anomaly'));
  if (table.review[index] === 1) parts.push(t('confirmed anomaly'));
  if (table.review[index] === 0) parts.push(t('flag dismissed'));
  if (table.anomaly[index] >= 0) parts.push(t('anomaly score {0}', decimal(table.anomaly[index])));
  const author = table.label[index] >= 0 && unreadable === undefined ? null : authorOf(table, index);
  if (author !== null) parts.push(author);
  parts.push(path);
  return parts.join(', ');
}
