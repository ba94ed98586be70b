/** The smallest of `values` that `share` (0-1) of them do not exceed; NaN of none. `median` is in src/model/scoring/robust.ts. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
