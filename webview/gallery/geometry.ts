/** Where tiles lie. Pixels, in the coordinates of the scrolled content. */

export const gap = 8;
/** Height of a tile beyond its width: caption, padding. */
const captionHeight = 26;
/** Space above the first row. */
export const paddingTop = 8;

export interface Geometry {
  readonly columns: number;
  /** Side of a tile, stretched so that the columns fill the width. */
  readonly side: number;
  readonly rowHeight: number;
}

/** As many columns as fit `width` at the wished side. */
export function geometryOf(width: number, wish: number): Geometry {
  const columns = Math.max(1, Math.floor((width + gap) / (wish + gap)));
  const side = Math.max(16, Math.floor((width - gap * (columns - 1)) / columns));
  return { columns, side, rowHeight: side + captionHeight + gap };
}

/** A rectangle; `start` and `end` are measured from where lines begin, on the right where they run from there. */
export interface Box {
  readonly start: number;
  readonly top: number;
  readonly end: number;
  readonly bottom: number;
}

/** Ranks of the tiles that a rectangle touches, of `count` in all. */
export function ranksIn(box: Box, { columns, side, rowHeight }: Geometry, count: number): number[] {
  const ranks: number[] = [];
  const firstRow = Math.max(0, Math.floor((box.top - paddingTop) / rowHeight));
  const lastRow = Math.min(Math.ceil(count / columns) - 1, Math.floor((box.bottom - paddingTop) / rowHeight));
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = 0; column < columns; column++) {
      const start = column * (side + gap);
      const rank = row * columns + column;
      if (rank < count && start <= box.end && start + side >= box.start) ranks.push(rank);
    }
  }
  return ranks;
}

/** Where a key moves the focus; undefined: not a key of the grid. Rows in view make a page. */
export function rankAfterKey(key: string, rank: number, count: number, columns: number, pageRows: number): number | undefined {
  const last = count - 1;
  const column = rank % columns;
  switch (key) {
    case 'ArrowRight': return Math.min(last, rank + 1);
    case 'ArrowLeft': return Math.max(0, rank - 1);
    case 'ArrowDown': return rank + columns <= last ? rank + columns : rank;
    case 'ArrowUp': return rank >= columns ? rank - columns : rank;
    case 'PageDown': return Math.min(last, rank + columns * pageRows);
    case 'PageUp': return rank - columns * pageRows >= 0 ? rank - columns * pageRows : column;
    case 'Home': return 0;
    case 'End': return last;
    default: return undefined;
  }
}
