/** The histogram of anomaly scores with the threshold line: a slider whose track is the distribution. */
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { type ScoreHistogram } from '../store/scoreHistogram';
import { styleProperties } from '../styleProperties';
import { base } from '../styles/base';
import { t } from '../l10n';

/** Heights of the bars and of the strip under them that marks what was reviewed, in the units of the drawing. */
const height = 56;
const strip = 6;
const width = 100;
/** Images that a step of the page keys passes. */
const page = 10;

/**
 * Fires `try` (a place) while the line is dragged, `settle` (a place) when it is let go, `cancel`, and
 * `step` (how many images more are to be flagged) for keys.
 */
@customElement('winnow-histogram')
export class Histogram extends LitElement {
  static override readonly styles = [base, css`
    :host { display: block; }
    .plot { position: relative; direction: ltr; height: 80px; padding-bottom: 18px; cursor: ew-resize; touch-action: none; user-select: none; }
    svg { display: block; width: 100%; height: 100%; overflow: visible; }
    .bar { fill: var(--vscode-charts-lines, var(--vscode-descriptionForeground)); opacity: 0.7; }
    .bar.over { fill: var(--vscode-editorWarning-foreground); opacity: 1; }
    .axis { stroke: var(--vscode-charts-lines, var(--vscode-foreground)); stroke-opacity: 0.5; stroke-width: 1; vector-effect: non-scaling-stroke; }
    .mark { stroke-width: 2; vector-effect: non-scaling-stroke; }
    .mark.confirmed { stroke: var(--vscode-editorError-foreground); }
    .mark.dismissed { stroke: var(--vscode-testing-iconPassed, var(--vscode-charts-green)); }
    .over-line { position: absolute; inset-block: 0 18px; inset-inline-end: 0; background: color-mix(in srgb, var(--vscode-editorWarning-foreground) 8%, transparent); pointer-events: none; }
    .track { position: absolute; inset-inline: 0; bottom: 7px; height: 4px; border-radius: 2px; background: var(--vscode-contrastBorder, var(--vscode-dropdown-border, var(--vscode-editorWidget-border))); }
    .line { position: absolute; top: 0; bottom: 9px; width: 2px; margin-left: -1px; background: var(--vscode-foreground); pointer-events: none; }
    .knob {
      position: absolute; bottom: 2px; width: 14px; height: 14px; margin-left: -7px; border-radius: 50%; cursor: ew-resize; outline-offset: 2px;
      background: var(--vscode-focusBorder); border: 1px solid var(--vscode-contrastBorder, transparent);
    }
    .plot:hover .knob { background: var(--vscode-button-hoverBackground, var(--vscode-focusBorder)); }
    .knob:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 2px; }
    .subject { position: absolute; top: -2px; width: 0; height: 0; margin-left: -5px; border: 5px solid transparent; border-top-color: var(--vscode-foreground); pointer-events: none; }
  `];

  @property({ attribute: false }) scores: ScoreHistogram | null = null;
  /** Places to mark under the bars. */
  @property({ attribute: false }) confirmed: readonly number[] = [];
  @property({ attribute: false }) dismissed: readonly number[] = [];
  /** Place of the line. */
  @property({ type: Number }) threshold = 0;
  /** Place of the image in the large view; null: not known. */
  @property({ attribute: false }) subject: number | null = null;
  /** What the threshold does, for screen readers. */
  @property() meaning = '';
  @query('.plot') private plot!: HTMLElement;
  @query('.knob') private knob!: HTMLElement;
  private pointer: number | null = null;
  private frame?: number;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { scores, threshold, subject } = this;
    if (!scores) return nothing;
    const { axis, counts } = scores;
    const at = axis.at(threshold);
    const left = { left: `${at * 100}%` };
    return html`
      <div class="plot" data-testid="histogram" @pointerdown=${this.press} @pointermove=${this.drag} @pointerup=${this.release} @pointercancel=${this.cancel}>
        <svg viewBox="0 0 ${width} ${height + strip}" preserveAspectRatio="none" aria-hidden="true">${this.bars(counts, at)}
          <line class="axis" x1="0" x2=${width} y1=${height} y2=${height}></line>
          ${this.marks(this.dismissed, 'dismissed')}${this.marks(this.confirmed, 'confirmed')}</svg>
        <span class="over-line" style=${styleProperties(left)}></span>
        <span class="track"></span>
        ${subject === null ? nothing : html`<span class="subject" style=${styleProperties({ left: `${axis.at(subject) * 100}%` })}></span>`}
        <span class="line" style=${styleProperties(left)}></span>
        <span class="knob" role="slider" tabindex="0" data-testid="threshold" aria-label=${t('Threshold of anomalies')} aria-orientation="horizontal"
          aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(at * 100)} aria-valuetext=${this.meaning}
          style=${styleProperties(left)} @keydown=${this.onKey}></span>
      </div>`;
  }

  /** A single image has to be seen beside thousands: heights grow with the logarithm. */
  private bars(counts: readonly number[], at: number): TemplateResult[] {
    const most = Math.log2(1 + Math.max(...counts));
    const step = width / counts.length;
    return counts.flatMap((count, bin) => {
      if (count === 0) return [];
      const tall = Math.max(2, (Math.log2(1 + count) / most) * height);
      return [svg`<rect class=${(bin + 0.5) / counts.length > at ? 'bar over' : 'bar'} x=${bin * step + step * 0.08} width=${step * 0.84} y=${height - tall} height=${tall}></rect>`];
    });
  }

  private marks(places: readonly number[], kind: 'confirmed' | 'dismissed'): TemplateResult[] {
    // Marks at the same pixel are one.
    const shares = new Set(places.map(place => Math.round((this.scores?.axis.at(place) ?? 0) * 200) / 2));
    return [...shares].map(x => svg`<line class="mark ${kind}" x1=${x} x2=${x} y1=${height + 1} y2=${height + strip}></line>`);
  }

  private placeUnder({ clientX }: PointerEvent): number {
    const { left, width } = this.plot.getBoundingClientRect();
    return this.scores?.axis.placeAt((clientX - left) / width) ?? this.threshold;
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.pointer = event.pointerId;
    this.plot.setPointerCapture(event.pointerId);
    this.knob.focus({ preventScroll: true });
    this.tell('try', this.placeUnder(event));
  }

  private drag(event: PointerEvent): void {
    if (this.pointer !== event.pointerId) return;
    const place = this.placeUnder(event);
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      this.frame = undefined;
      if (this.pointer !== null) this.tell('try', place);
    });
  }

  private release(event: PointerEvent): void {
    if (this.pointer !== event.pointerId) return;
    this.pointer = null;
    this.tell('settle', this.placeUnder(event));
  }

  private cancel(): void {
    if (this.pointer !== null) this.plot.releasePointerCapture(this.pointer);
    this.pointer = null;
    this.dispatchEvent(new CustomEvent('cancel'));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && this.pointer !== null) return this.take(event, () => this.cancel());
    const more = { ArrowLeft: 1, ArrowDown: 1, ArrowRight: -1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: Infinity, End: -Infinity }[event.key];
    if (more !== undefined) this.take(event, () => this.dispatchEvent(new CustomEvent('step', { detail: more })));
  }

  private take(event: KeyboardEvent, act: () => void): void {
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  private tell(name: 'try' | 'settle', place: number): void {
    this.dispatchEvent(new CustomEvent(name, { detail: place }));
  }
}
