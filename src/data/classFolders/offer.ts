import { type Knowledge } from '../../shared/project';
import { classFoldersOf } from './classFolders';
import { classNamesOf } from './classNames';

/** What a person is told of class folders whose names could be the classes. */
export interface FolderOffer {
  readonly folders: number;
  /** Fewer than folders where some have one name, such as `train/bolt` and `test/bolt`. */
  readonly names: number;
}

/** Share of the images that lie in class folders, from which on the folders are no accident. */
const nearlyAll = 0.9;
const mostNames = 200;
/** Folders of these names tell what images are used for, not what they show. */
const purposes = /^(train(ing)?|test(ing)?|val(id(ation)?)?|dev|images?|masks?|labels?)$/i;

/**
 * Whether class folders look like the classes of images that nobody has labelled yet; null: they do not.
 * @param paths of the images, relative to their folder
 */
export function folderOffer(paths: readonly string[], { decisions }: Knowledge): FolderOffer | null {
  if (decisions.some(({ label }) => label !== null)) return null;
  const { folderOf, share } = classFoldersOf(paths);
  const byFolder = classNamesOf(folderOf.values(), []);
  const names = [...new Set(byFolder.values())];
  const fits = share >= nearlyAll && names.length >= 2 && names.length <= mostNames && !names.every(name => purposes.test(name));
  return fits ? { folders: byFolder.size, names: names.length } : null;
}
