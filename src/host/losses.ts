import { type LossPoint } from '../shared/trainerContract';

/**
 * A loss curve with new points at its end. Points at or after the first new step are replaced (training went on from
 * an older checkpoint, or from scratch), and the older half is thinned once there are more than `limit`.
 */
export function appendLosses(curve: readonly LossPoint[], points: readonly LossPoint[], limit = 4000): readonly LossPoint[] {
  if (points.length === 0) return curve;
  const kept = (curve.at(-1)?.step ?? -1) < points[0].step ? curve : curve.filter(({ step }) => step < points[0].step);
  const all = [...kept, ...points];
  if (all.length <= limit) return all;
  const half = Math.floor(all.length / 2);
  return all.filter((_, index) => index >= half || index % 2 === 0);
}
