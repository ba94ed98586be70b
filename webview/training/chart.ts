/** The loss curves, live, in the theme's colours. */
import { css, html, LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import Plot from 'uplot';
import plotStyles from 'uplot/dist/uPlot.min.css' with { type: 'text' };
import { type LossPoint } from '../../src/shared/trainerContract';
import { language, number, t } from '../l10n';
import { curvesOf, series } from '../store/curves';
import { onThemeChange, rgbOf, themeColor } from '../theme';

const names: Record<(typeof series)[number]['key'], () => string> = {
  total: () => t('Total'),
  reconstruction: () => t('Reconstruction'),
  divergence: () => t('Divergence'),
  classification: () => t('Classification'),
  consistency: () => t('Consistency'),
};

/** Of the curves with their axis, which five orders of magnitude need to be told apart, CSS pixels. */
const leastHeight = 160;

@customElement('winnow-loss-chart')
export class LossChart extends LitElement {
  static override readonly styles = [unsafeCSS(plotStyles), css`
    :host { display: block; direction: ltr; position: relative; color: var(--vscode-foreground); font-family: var(--vscode-font-family); }
    .box, .plot { position: absolute; inset: 0; }
    .uplot { font-family: inherit; line-height: 1.4; }
    .u-legend { font-size: 12px; text-align: start; margin: 4px 0 0 60px; width: auto; }
    .u-legend th { font-weight: normal; }
    .u-legend .u-marker { width: 14px; height: 3px; border-radius: 1px; }
    .u-legend .u-value { font-variant-numeric: tabular-nums; min-width: 52px; display: inline-block; }
    .u-series > * { padding: 2px 6px 2px 0; }
    .u-hz .u-cursor-x, .u-hz .u-cursor-y { border-color: var(--vscode-descriptionForeground); }
    .u-select { background: color-mix(in srgb, var(--vscode-focusBorder) 20%, transparent); }
  `];

  @property({ attribute: false }) losses: readonly LossPoint[] = [];
  @property({ type: Boolean }) logScale = false;
  @query('.box') private box!: HTMLElement;
  @query('.plot') private holder!: HTMLElement;
  @query('.u-legend') private legend!: HTMLElement | null;

  private plot?: Plot;
  private legendHeight = 32;
  /** In the next frame, because the fit changes what is observed. */
  private readonly resize = new ResizeObserver(() => requestAnimationFrame(() => this.fit()));
  private stop = (): void => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = onThemeChange(() => this.build());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    this.resize.disconnect();
    this.plot?.destroy();
  }

  protected override render(): TemplateResult {
    const last = this.losses.at(-1);
    const label = last ? t('Loss curves over {0} steps; total loss now {1}', last.step, nats(last.total)) : t('Loss curves');
    return html`<div class="box"><div class="plot" role="img" data-testid="loss-chart" aria-label=${label}></div></div>`;
  }

  protected override firstUpdated(): void {
    this.resize.observe(this.box);
    this.build();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('logScale')) this.build();
    else if (changed.has('losses')) {
      this.plot?.setData(this.data());
      this.showLast();
    }
  }

  private data(): Plot.AlignedData {
    return curvesOf(this.losses, this.logScale);
  }

  private plotSize(): { width: number; height: number } {
    return { width: Math.max(200, this.box.clientWidth), height: Math.max(leastHeight, this.box.clientHeight - this.legendHeight) };
  }

  /** Fills the box with the plot, less what its legend takes. */
  private fit(): void {
    this.legendHeight = (this.legend?.clientHeight ?? 28) + 8;
    this.style.minHeight = `${leastHeight + this.legendHeight}px`;
    this.plot?.setSize(this.plotSize());
  }

  /** The legend shows the latest values while the pointer is elsewhere. */
  private showLast(): void {
    if (this.plot && (this.plot.cursor.idx === null || this.plot.cursor.idx === undefined)) this.plot.setLegend({ idx: this.losses.length - 1 }, false);
  }

  private build(): void {
    if (!this.hasUpdated) return;
    if (this.legend) this.resize.unobserve(this.legend);
    this.plot?.destroy();
    const faint = `rgb(${rgbOf(themeColor('foreground')).join(' ')} / 12%)`;
    const axis: Plot.Axis = {
      stroke: themeColor('descriptionForeground'),
      font: `11px ${getComputedStyle(this).fontFamily}`,
      grid: { stroke: faint, width: 1 },
      ticks: { stroke: faint, width: 1, size: 4 },
    };
    this.plot = new Plot({
      ...this.plotSize(),
      hooks: { setCursor: [() => this.showLast()] },
      scales: { x: { time: false }, y: { distr: this.logScale ? 3 : 1 } },
      axes: [{ ...axis, size: 32, values: (_, steps) => steps.map(number) }, { ...axis, size: (_, values) => axisWidth(values), values: (_, losses) => losses.map(loss => nats(loss, '')) }],
      series: [
        { label: t('Step'), value: (_, step: unknown) => typeof step === 'number' ? number(step) : '–' },
        ...series.map(({ key, color, dash }): Plot.Series => ({
          label: names[key](), stroke: themeColor(color), width: key === 'total' ? 2 : 1.5, dash: [...dash], points: { show: false },
          value: (_, value) => nats(value),
        })),
      ],
    }, this.data(), this.holder);
    // Another width or other values may need another line.
    if (this.legend) this.resize.observe(this.legend);
    this.showLast();
  }
}

/** Width of an axis with these values, pixels: 11 px digits are 7 wide at most. */
function axisWidth(values: readonly (string | null)[] | null): number {
  return Math.max(60, 18 + 7 * Math.max(0, ...(values ?? []).map(value => value?.length ?? 0)));
}

/** A loss to read: whole numbers when large, four digits when small; `none` stands where there is no value. */
function nats(value: number | null | undefined, none = '–'): string {
  return value === null || value === undefined ? none : value.toLocaleString(language, value >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 });
}
