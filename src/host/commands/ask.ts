import * as vscode from 'vscode';
import { checkedName } from '../../data/classes';
import { imagesOf } from '../../data/labels/changes';
import { palette } from '../../data/palette';
import { messageOf } from '../../shared/personError';
import { type ImageClass, type Knowledge } from '../../shared/project';
import { type Listing } from '../../shared/trainerContract';
import { t } from '../l10n';
import { missing } from '../missing';
import { swatch } from '../swatch';

/** Asks for the name of a new class, or a new name of `classId`; undefined: cancelled. */
export async function askClassName({ classes }: Knowledge, classId?: string): Promise<string | undefined> {
  const renamed = classes.find(({ id }) => id === classId);
  const name = await vscode.window.showInputBox({
    title: renamed ? t('Rename Class "{0}"', renamed.name) : t('New Class'),
    prompt: renamed ? t('The labels and what the model has learned stay.') : classes.length < 9 ? t('Images can then be labelled with the key {0}.', classes.length + 1) : t('Images can then be labelled by typing a part of its name, after the key C.'),
    value: renamed?.name,
    validateInput: value => value.trim() === '' ? undefined : nameError(value, classes, classId),
  });
  return name?.trim() === '' ? undefined : name?.trim();
}

/** Lets a person pick one class; undefined: cancelled. {@link Missing} when there is none to pick. */
export async function pickClass(knowledge: Knowledge, { without, title }: { without?: string; title?: string } = {}): Promise<string | undefined> {
  const { classes } = knowledge;
  const items = classes.map(({ id, name }, index) => ({ id, label: name, description: index < 9 ? t('key {0}', index + 1) : undefined }))
    .filter(({ id }) => id !== without);
  const merged = classes.find(({ id }) => id === without);
  if (items.length === 0) throw merged ? missing.otherClass(merged.name) : missing.class();
  const picked = await vscode.window.showQuickPick(items, {
    title: title ?? (merged ? t('Merge Class "{0}" Into', merged.name) : t('Pick a Class')),
    placeHolder: merged && whatMergeDoes(imagesOf(knowledge, merged.id)),
  });
  return picked?.id;
}

/** Lets a person pick one image by its name; undefined: cancelled. */
export async function pickImage(listing: Listing | null): Promise<string | undefined> {
  if (!listing || listing.paths.length === 0) throw missing.images();
  return vscode.window.showQuickPick([...listing.paths], { title: t('Choose an Image'), placeHolder: t('Type a part of its name') });
}

/** What becomes of the labels of a class that is merged into another. */
function whatMergeDoes(count: number): string {
  return count === 1 ? t('One image gets the other label. Undo brings the class back.') : t('{0} images get the other label. Undo brings the class back.', count);
}

/** Asks before a class goes that images carry; true: delete it. */
export async function confirmDelete(knowledge: Knowledge, classId: string): Promise<boolean> {
  const imageClass = knowledge.classes.find(({ id }) => id === classId);
  const count = imagesOf(knowledge, classId);
  if (!imageClass || count === 0) return true;
  return confirm(
    t('Delete the class "{0}"?', imageClass.name),
    count === 1 ? t('One image loses its label. Undo brings both back.') : t('{0} images lose their label. Undo brings all back.', count),
    t('Delete Class'));
}

/** Asks with a modal dialog whether to go on. */
export async function confirm(message: string, detail: string, action: string): Promise<boolean> {
  return await vscode.window.showWarningMessage(message, { modal: true, detail }, action) === action;
}

/** Lets a person pick a colour of the palette or type one; undefined: cancelled. */
export async function askColor({ color, name }: ImageClass): Promise<string | undefined> {
  const other = t('Another colour…');
  const picked = await vscode.window.showQuickPick([
    ...palette.map(each => ({ label: each, description: each === color ? t('now') : undefined, iconPath: swatch(each) })),
    { label: other },
  ], { title: t('Colour of "{0}"', name) });
  if (picked?.label !== other) return picked?.label;
  return vscode.window.showInputBox({
    title: t('Colour of "{0}"', name),
    value: color,
    validateInput: value => /^#[0-9a-f]{6}$/i.test(value) ? undefined : t('Six hexadecimal digits after #, such as #0072b2.'),
  });
}

function nameError(name: string, classes: readonly ImageClass[], classId?: string): string | undefined {
  try {
    checkedName(name, classes, classId);
    return undefined;
  } catch (error) {
    return messageOf(error, t);
  }
}
