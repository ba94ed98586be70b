/** Drawings of the report: SVG without a script. */
import { type LossPoint } from '../../shared/trainerContract';
import { html, type Markup } from './markup';

const [width, height] = [320, 120];

/** One curve over the steps; a value that is not finite leaves a gap. */
export function curve(points: readonly LossPoint[], name: Exclude<keyof LossPoint, 'step' | 'epoch'>): Markup {
  const known = points.filter(point => Number.isFinite(point[name]));
  if (known.length < 2) return html``;
  const steps = known.map(({ step }) => step);
  const values = known.map(point => point[name]);
  const [first, last, low, high] = [steps[0], steps[steps.length - 1], Math.min(...values), Math.max(...values)];
  const place = (at: number, from: number, to: number, length: number) => Math.round((10 * length * (at - from)) / (to - from || 1)) / 10;
  const path = known.map(point => `${place(point.step, first, last, width)},${height - place(point[name], low, high, height)}`).join(' ');
  return html`<figure><figcaption>${name}: ${nats(values[0])} to ${nats(values[values.length - 1])} nats</figcaption>
<svg viewBox="-2 -4 ${width + 4} ${height + 8}" role="img" aria-label="${name} from step ${first} to ${last}"><polyline points="${path}"/></svg>
<small>step ${first} to ${last}; ${nats(low)} to ${nats(high)}</small></figure>`;
}

/** A loss in as many digits as tell something. */
function nats(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: Math.abs(value) < 1000 ? 3 : 5 });
}

/** How many images have which anomaly score; the line is the threshold. */
export function histogram(scores: ArrayLike<number>): Markup {
  const bins = 40;
  const counts = new Array<number>(bins).fill(0);
  for (const score of Array.from(scores)) if (Number.isFinite(score)) counts[Math.min(bins - 1, Math.floor(score * bins))]++;
  const most = Math.max(1, ...counts);
  const bars = counts.map((count, i) => {
    // The rare high scores are what is looked for: a root makes them visible beside the many low ones.
    const tall = Math.round(10 * height * Math.sqrt(count / most)) / 10;
    return html`<rect x="${2 * i * 8 + 1}" y="${height - tall}" width="14" height="${tall}" class="${i >= bins / 2 ? 'flagged' : 'usual'}"><title>${count} from ${(i / bins).toFixed(3)}</title></rect>`;
  });
  return html`<svg viewBox="-8 -4 ${16 * bins + 16} ${height + 24}" class="wide" role="img" aria-label="Histogram of anomaly scores, square-root scale">${bars}<line x1="${8 * bins}" x2="${8 * bins}" y1="-4" y2="${height}"/><path d="M0 ${height}H${16 * bins}"/>${[0, 0.25, 0.5, 0.75, 1].map(at => html`<text x="${16 * bins * at}" y="${height + 16}" text-anchor="middle">${at}</text>`)}</svg>
<small>Images by their score, on a square-root scale; the line at 0.5 is the threshold.</small>`;
}
