/** Where a raw anomaly score becomes a flag. */
import { type AutomaticRule } from '../shared/trainerContract';

export interface Threshold {
  readonly value: number;
  readonly rule: AutomaticRule;
}

/**
 * The threshold for `raw` scores [N] (NaN: not known). Until at least one image is confirmed (1 in
 * `anomalous` [N]) and one dismissed (0), `share` (0-1) of the images is above it; then it is one
 * with the best F1 on the reviewed images. Few reviews leave a wide range of equally good ones: the
 * nearest to the threshold by share is taken, so that the first review does not empty the list.
 */
export function chooseThreshold(raw: Float32Array, anomalous: Int8Array, share: number): Threshold {
  const reviewed = Array.from(raw.keys()).filter(i => anomalous[i] >= 0 && !Number.isNaN(raw[i])).sort((a, b) => raw[b] - raw[a]);
  const confirmed = reviewed.filter(i => anomalous[i] === 1).length;
  const dismissed = reviewed.length - confirmed;
  if (confirmed === 0 || dismissed === 0) return { value: shareThreshold(raw, share), rule: { kind: 'share', share } };

  const usual = shareThreshold(raw, share);
  let best = { f1: -1, value: usual };
  let hits = 0;
  reviewed.forEach((i, above) => {
    hits += anomalous[i];
    const next = reviewed[above + 1];
    if (next !== undefined && raw[next] === raw[i]) return;
    const f1 = (2 * hits) / (above + 1 + confirmed);
    const value = within(usual, next === undefined ? -Infinity : raw[next], raw[i]);
    if (f1 > best.f1 || (f1 === best.f1 && Math.abs(value - usual) < Math.abs(best.value - usual))) best = { f1, value };
  });
  return { value: best.value, rule: { kind: 'bestF1', confirmed, dismissed, f1: best.f1 } };
}

/** The value nearest to `wanted` that is above `low` and not above `high`, kept away from both where there is room. */
function within(wanted: number, low: number, high: number): number {
  const margin = low === -Infinity ? 1e-3 : (high - low) / 10;
  return Math.min(high - margin, Math.max(low + margin, wanted));
}

function shareThreshold(raw: Float32Array, share: number): number {
  const sorted = raw.filter(score => !Number.isNaN(score)).sort().reverse();
  if (sorted.length === 0) return 0;
  const above = Math.min(sorted.length, Math.max(0, Math.round(share * sorted.length)));
  if (above === 0) return sorted[0] + 1e-3;
  if (above === sorted.length) return sorted[above - 1] - 1e-3;
  return (sorted[above - 1] + sorted[above]) / 2;
}
