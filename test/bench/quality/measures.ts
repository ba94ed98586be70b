/** The arithmetic of the quality benches. */

/** Chance that an anomaly (1 in `truth`) has a higher score than a normal image (0); ties count half. By rank sums, O(N log N). NaN when a side is empty. */
export function auroc(scores: ArrayLike<number>, truth: ArrayLike<number>): number {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let [positive, rankSum] = [0, 0];
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && scores[order[end]] === scores[order[start]]) end++;
    const rank = (start + 1 + end) / 2; // Ranks count from 1; equal scores share their mean rank.
    for (let at = start; at < end; at++) {
      if (truth[order[at]] !== 1) continue;
      positive++;
      rankSum += rank;
    }
  }
  return (rankSum - (positive * (positive + 1)) / 2) / (positive * (order.length - positive));
}

/** Share of anomalies (1 in `truth`) among the `k` highest scores; `k`: as many as there are anomalies, when left out. */
export function precisionAt(scores: ArrayLike<number>, truth: ArrayLike<number>, k = sum(truth)): number {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  return mean(order.slice(0, k).map(i => truth[i]));
}

/** Expected calibration error, 0-1: mean distance of confidence and accuracy over `bins` bins of equal width, weighed by their size (Guo et al. 2017). */
export function calibrationError(confidence: ArrayLike<number>, right: ArrayLike<number>, bins = 15): number {
  const gaps = new Float64Array(bins);
  for (let i = 0; i < confidence.length; i++) gaps[Math.min(bins - 1, Math.floor(confidence[i] * bins))] += right[i] - confidence[i];
  return gaps.reduce((total, gap) => total + Math.abs(gap), 0) / confidence.length;
}

/** What accepting every suggestion with at least that confidence gives: the share of the images, and how many of them are right (NaN of none). */
export function acceptance(confidence: ArrayLike<number>, right: ArrayLike<number>, least: number): { share: number; precision: number } {
  const accepted = Array.from(right).filter((_, i) => confidence[i] >= least);
  return { share: accepted.length / confidence.length, precision: mean(accepted) };
}

export function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((a, b) => a + b, 0);
}

/** NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/** Of a sample (n - 1); 0 of a single value. */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  return Math.sqrt(sum(Array.from(values, value => (value - middle) ** 2)) / (values.length - 1));
}
