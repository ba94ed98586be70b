/** Loss points as the columns of a plot. */
import { type LossPoint } from '../../src/shared/trainerContract';

/** The curves in their order; each has a theme colour and a dash of its own, so that colour alone need not tell them apart. */
export const series = [
  { key: 'total', color: 'charts-foreground', dash: [] },
  { key: 'reconstruction', color: 'charts-blue', dash: [] },
  { key: 'divergence', color: 'charts-yellow', dash: [6, 3] },
  { key: 'classification', color: 'charts-green', dash: [2, 3] },
  { key: 'consistency', color: 'charts-purple', dash: [8, 3, 2, 3] },
] as const satisfies readonly { readonly key: keyof LossPoint; readonly color: string; readonly dash: readonly number[] }[];

/** Below this, nats, a loss is as good as none, and a logarithmic scale down to it would hide the others. */
const leastShown = 1e-3;

/** Steps, then the values of each curve; what is not known, or next to nothing on a logarithmic scale, is a gap. */
export function curvesOf(losses: readonly LossPoint[], logScale: boolean): [number[], ...(number | null)[][]] {
  const shown = (value: number) => (Number.isFinite(value) && (!logScale || value >= leastShown) ? value : null);
  return [losses.map(({ step }) => step), ...series.map(({ key }) => losses.map(point => shown(point[key])))];
}
