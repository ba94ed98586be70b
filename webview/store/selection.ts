/** Which images are selected, where the focus is, and where a range starts. Paths, so that it survives a new order. */

export interface Selection {
  readonly selected: ReadonlySet<string>;
  /** The image with the keyboard focus; null: the first one shown. */
  readonly focus: string | null;
  /** Where shift extends from. */
  readonly anchor: string | null;
}

export const emptySelection: Selection = { selected: new Set(), focus: null, anchor: null };

/** Selects one image alone. */
export function selectOnly(path: string): Selection {
  return { selected: new Set([path]), focus: path, anchor: path };
}

/** Adds or takes away one image (ctrl). */
export function toggle(selection: Selection, path: string): Selection {
  const selected = new Set(selection.selected);
  if (!selected.delete(path)) selected.add(path);
  return { selected, focus: path, anchor: path };
}

/** Selects everything from the anchor to a path (shift); `keep` keeps what was selected before (ctrl+shift). */
export function extendTo(selection: Selection, path: string, order: readonly string[], keep = false): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(path);
  if (from < 0 || to < 0) return selectOnly(path);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { selected: new Set(keep ? [...selection.selected, ...range] : range), focus: path, anchor: selection.anchor };
}

/** Selects all that is shown; the focus stays. */
export function selectAll(selection: Selection, order: readonly string[]): Selection {
  return { selected: new Set(order), focus: selection.focus ?? order[0] ?? null, anchor: order[0] ?? null };
}

/** Drops what is no longer in the folder. */
export function retain(selection: Selection, exists: (path: string) => boolean): Selection {
  const keep = (path: string | null) => (path !== null && exists(path) ? path : null);
  return { selected: new Set([...selection.selected].filter(exists)), focus: keep(selection.focus), anchor: keep(selection.anchor) };
}

/** The image after the last selected one, or null at the end; what labelling advances to. */
export function following(selected: ReadonlySet<string>, order: readonly string[]): string | null {
  for (let rank = order.length - 1; rank >= 0; rank--) if (selected.has(order[rank])) return order[rank + 1] ?? null;
  return null;
}
