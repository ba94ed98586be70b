/** Curves of accuracy over the number of labels. */

export interface Point {
  readonly labels: number;
  readonly accuracy: number;
}

/** Labels with which a curve (ascending labels) first has the accuracy `level`, interpolated between its points; null when it never has. */
export function labelsFor(curve: readonly Point[], level: number): number | null {
  const after = curve.findIndex(({ accuracy }) => accuracy >= level);
  if (after < 0) return null;
  if (after === 0) return curve[0].labels;
  const [a, b] = [curve[after - 1], curve[after]];
  return a.labels + ((level - a.accuracy) / (b.accuracy - a.accuracy)) * (b.labels - a.labels);
}

/** Accuracy at `labels`, interpolated between the points of a curve (ascending labels); NaN outside of it. */
export function accuracyAt(curve: readonly Point[], labels: number): number {
  const after = curve.findIndex(point => point.labels >= labels);
  if (after < 0) return NaN;
  const b = curve[after];
  if (b.labels === labels) return b.accuracy;
  if (after === 0) return NaN;
  const a = curve[after - 1];
  return a.accuracy + ((labels - a.labels) / (b.labels - a.labels)) * (b.accuracy - a.accuracy);
}
