/** What a bench measures: one figure of Winnow, beside that of a peer where there is one. */

export interface Figure {
  /** Name of the group that measures it, see groups.ts. */
  readonly group: string;
  /** What was measured, with whatever it depends on (size, images, threads); stands for the figure within its group. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Who else did the same in turn with Winnow, with version and threads. */
  readonly peer: string | null;
  /** `value` divided by the peer's, in the same unit: above 1 is better for images a second, below 1 for milliseconds. */
  readonly ratio: number | null;
  /** What the figure should be, in words: `<= 50 ms`. */
  readonly aim?: string;
}

export interface FigureOptions {
  readonly aim?: string;
  readonly peer?: { readonly name: string; readonly value: number };
}

/** A figure; the ratio is computed. */
export function figure(group: string, name: string, value: number, unit: string, { aim, peer }: FigureOptions = {}): Figure {
  return { group, name, value, unit, peer: peer?.name ?? null, ratio: peer ? value / peer.value : null, ...(aim !== undefined && { aim }) };
}

/** The fields of a figure that `--json` writes. */
export function published({ group, name, value, unit, peer, ratio }: Figure): Omit<Figure, 'aim'> {
  return { group, name, value, unit, peer, ratio };
}
