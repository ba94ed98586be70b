/** How often scores contradict a reviewer. */

/**
 * Share of the pairs of a confirmed (1) and a dismissed (0) image in `anomalous` [N] of which the
 * dismissed one has the larger of the `values` [N], 0-1, equal ones counting half: one minus the area
 * under the ROC curve. NaN where one side is empty.
 */
export function misranked(values: Float32Array, anomalous: Int8Array): number {
  const of = (side: number) => values.filter((_, i) => anomalous[i] === side).sort();
  const [dismissed, confirmed] = [of(0), of(1)];
  let [below, upTo, wrong] = [0, 0, 0];
  for (const value of confirmed) {
    while (below < dismissed.length && dismissed[below] < value) below++;
    while (upTo < dismissed.length && dismissed[upTo] <= value) upTo++;
    wrong += dismissed.length - (below + upTo) / 2;
  }
  return wrong / (confirmed.length * dismissed.length);
}
