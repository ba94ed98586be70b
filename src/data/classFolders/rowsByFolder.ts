import { type Knowledge } from '../../shared/project';
import { type LabelRow } from '../labelsFile';
import { naturally } from '../order';
import { classFoldersOf } from './classFolders';
import { classNamesOf, isAnomaliesFolder } from './classNames';

/**
 * What the class folders say of the images that nobody has labelled: their class, or that they are confirmed
 * anomalies, unless they are reviewed. Sorted by class, as a person counts: `part 2` before `part 10`.
 * @param paths of the images, relative to their folder
 */
export function rowsByFolder(paths: readonly string[], { classes, decisions }: Knowledge): LabelRow[] {
  const decided = new Map(decisions.map(decision => [decision.path, decision]));
  const { folderOf } = classFoldersOf(paths);
  const names = classNamesOf(folderOf.values(), classes.map(({ name }) => name));
  const rows: LabelRow[] = [];
  for (const [path, folder] of folderOf) {
    const { label = null, anomalous = null } = decided.get(path) ?? {};
    if (label !== null) continue;
    const name = names.get(folder);
    // As for class folders that are imported, nobody is named: it is the folder that says so.
    if (name !== undefined) rows.push({ path, label: name, anomalous: null, by: '', at: '' });
    else if (isAnomaliesFolder(folder) && anomalous === null) rows.push({ path, label: null, anomalous: true, by: '', at: '' });
  }
  return rows.sort((a, b) => naturally(a.label ?? '', b.label ?? ''));
}
