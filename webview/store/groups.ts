/** Groups of near duplicates: kept as paths, so that they survive a new listing, and selected as one. */
import { type Duplicates } from '../../src/shared/trainerContract';
import { selectOnly, type Selection } from './selection';
import { type ImageTable } from './table';

/** Paths of each group. */
export type PathGroups = readonly (readonly string[])[];

/** The groups of a listing's images by the paths of that listing. */
export function groupsOf({ members, sizes }: Duplicates, paths: readonly string[]): PathGroups {
  let end = 0;
  return Array.from(sizes, size => Array.from(members.subarray(end, (end += size)), index => paths[index]));
}

/** Writes the groups into the table; of images that are gone, groups of one are none. */
export function applyGroups(table: ImageTable, groups: PathGroups): void {
  table.group.fill(-1);
  groups.forEach((paths, group) => {
    const present = paths.flatMap(path => table.indexOf.get(path) ?? []);
    if (present.length > 1) for (const index of present) table.group[index] = group;
  });
}

export interface GroupState {
  readonly size: number;
  /** Whether some have another label than others. */
  readonly differs: boolean;
}

/** Groups by their number. */
export function groupStates({ group, label }: ImageTable): ReadonlyMap<number, GroupState> {
  const states = new Map<number, { size: number; differs: boolean; label: number }>();
  group.forEach((number, index) => {
    if (number < 0) return;
    const state = states.get(number) ?? { size: 0, differs: false, label: -1 };
    state.size++;
    if (label[index] >= 0) {
      state.differs ||= state.label >= 0 && state.label !== label[index];
      state.label = label[index];
    }
    states.set(number, state);
  });
  return states;
}

/**
 * The selection when one image is chosen: its whole group, of the images shown. Chosen once more, it is the image
 * alone, and so are its neighbours in the group until one is chosen once more.
 */
export function withGroup(before: Selection, path: string, table: ImageTable, shown: readonly string[]): Selection {
  const groupOf = (of: string | null) => (of === null ? -1 : table.group[table.indexOf.get(of) ?? -1] ?? -1);
  const number = groupOf(path);
  const again = before.focus === path;
  const wasAlone = before.selected.size === 1 && groupOf(before.focus) === number;
  const wasWhole = again && before.selected.size > 1;
  if (number < 0 || (again ? wasWhole : wasAlone)) return selectOnly(path);
  return { selected: new Set(shown.filter(other => groupOf(other) === number)), focus: path, anchor: path };
}
