import { type Knowledge } from '../../shared/project';
import { type LabelRow } from '../labelsFile';
import { naturally } from '../order';
import { classFoldersOf } from './classFolders';
import { classNamesOf, isAnomaliesFolder } from './classNames';

/** What a folder says of an image. It speaks for nobody: who takes it over has decided it. */
export type FolderRow = Pick<LabelRow, 'path' | 'label' | 'anomalous'>;

/**
 * What the class folders say of the images that nobody has labelled: their class, or that they are confirmed
 * anomalies, unless they are reviewed. Sorted by class, as a person counts: `part 2` before `part 10`.
 * @param paths of the images, relative to their folder
 */
export function rowsByFolder(paths: readonly string[], { classes, decisions }: Knowledge): FolderRow[] {
  const decided = new Map(decisions.map(decision => [decision.path, decision]));
  const { folderOf } = classFoldersOf(paths);
  const names = classNamesOf(folderOf.values(), classes.map(({ name }) => name));
  const rows: FolderRow[] = [];
  for (const [path, folder] of folderOf) {
    const { label = null, anomalous = null } = decided.get(path) ?? {};
    if (label !== null) continue;
    const name = names.get(folder);
    if (name !== undefined) rows.push({ path, label: name, anomalous: null });
    else if (isAnomaliesFolder(folder) && anomalous === null) rows.push({ path, label: null, anomalous: true });
  }
  return rows.sort((a, b) => naturally(a.label ?? '', b.label ?? ''));
}
