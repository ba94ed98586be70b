/** The threshold of anomalies: histogram, line, how many are flagged, and by which rule. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pastImages, placesOf } from '../../src/shared/threshold';
import { type Predictions } from '../../src/shared/trainerContract';
import { icon } from '../icons';
import { plural, t } from '../l10n';
import { listen } from '../listen';
import { SessionElement } from '../sessionElement';
import { histogramOf, reviewedPlaces, type ScoreHistogram } from '../store/scoreHistogram';
import { isFlagged } from '../store/table';
import { base } from '../styles/base';
import './histogram';
import { ruleText, sharePercent } from './wording';

const bins = 48;
/** A step by key is settled when no other has followed for so long, ms. */
const settleAfter = 300;

@customElement('winnow-threshold')
export class ThresholdPanel extends SessionElement {
  static override readonly styles = [base, css`
    :host { display: flex; flex-direction: column; gap: 4px; padding: 4px 12px 10px; }
    /* As the line above it, which is never mirrored. */
    .row { direction: ltr; display: flex; align-items: center; gap: 4px; }
    .row .count { flex: 1; min-width: 0; text-align: center; line-height: 1.3; }
    .row .count > * { white-space: nowrap; }
    p { margin: 0; line-height: 1.4; font-size: 12px; }
    .reset { align-self: flex-start; height: auto; min-height: 24px; white-space: normal; text-align: start; margin-top: 2px; }
    .legend { display: flex; flex-wrap: wrap; gap: 2px 12px; font-size: 11px; }
    .legend span::before { content: ''; display: inline-block; width: 2px; height: 8px; margin-inline-end: 5px; background: currentcolor; }
    .legend .confirmed::before { background: var(--vscode-editorError-foreground); }
    .legend .dismissed::before { background: var(--vscode-testing-iconPassed, var(--vscode-charts-green)); }
  `];

  @property({ attribute: false }) subject: string | null = null;
  private scores: ScoreHistogram | null = null;
  private drawn: Predictions | null = null;
  private settling?: ReturnType<typeof setTimeout>;
  private stop = (): void => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = listen(this.session, { threshold: () => this.session.say(this.flaggedText()) });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    this.settle();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { told } = this.session;
    // Nothing of it depends on where the line is.
    if (this.drawn === told) return;
    this.drawn = told;
    this.scores = histogramOf(told, bins);
  }

  /** Reviews by place in the predictions; none while the table is of another listing. */
  private get review(): Int8Array {
    const { told, table } = this.session;
    return told?.listing === table.version ? table.review : new Int8Array();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { session, scores, subject } = this;
    const { predictions, table } = session;
    if (!predictions || !scores) return nothing;
    const flagged = this.flagged();
    const count = this.flaggedText();
    const share = table.paths.length === 0 ? '' : sharePercent(flagged / table.paths.length);
    const at = subject === null ? undefined : table.indexOf.get(subject);
    const { confirmed, dismissed } = reviewedPlaces(scores.places, this.review);
    return html`
      <winnow-histogram .scores=${scores} .confirmed=${confirmed} .dismissed=${dismissed} .threshold=${predictions.threshold} .meaning=${count}
        .subject=${at === undefined ? null : placesOf({ anomaly: table.anomaly.subarray(at, at + 1), threshold: predictions.threshold }, () => true)[0] ?? null}
        @try=${(event: CustomEvent<number>) => session.tryThreshold(event.detail)} @cancel=${() => session.tryThreshold(undefined)}
        @settle=${(event: CustomEvent<number>) => this.put(event.detail)} @step=${(event: CustomEvent<number>) => this.step(event.detail)}></winnow-histogram>
      <div class="row">
        <button class="bare" data-testid="flag-more" title=${`${t('Flag more')} (,)`} aria-label=${t('Flag more')} @click=${() => this.step(1)}>${icon('chevronLeft')}</button>
        <span class="count"><strong data-testid="flagged-count">${count}</strong> <span class="quiet number">${share}</span></span>
        <button class="bare" data-testid="flag-fewer" title=${`${t('Flag fewer')} (.)`} aria-label=${t('Flag fewer')} @click=${() => this.step(-1)}>${icon('chevronRight')}</button>
      </div>
      ${confirmed.length + dismissed.length === 0 ? nothing : html`<div class="legend quiet">
        <span class="confirmed">${t('{0} confirmed', confirmed.length)}</span><span class="dismissed">${t('{0} dismissed', dismissed.length)}</span></div>`}
      <p class="quiet" data-testid="rule" data-rule=${predictions.rule.kind}>${ruleText(predictions.rule, confirmed.length, dismissed.length)}</p>
      ${predictions.rule.kind === 'hand' ? html`
        <button class="secondary reset" data-testid="reset-threshold" title=${ruleText(predictions.automatic.rule, confirmed.length, dismissed.length)} @click=${() => this.put(null)}>${icon('discard')}${t('Reset')}<kbd>T</kbd></button>` : nothing}`;
  }

  private flagged(): number {
    const { table } = this.session;
    let count = 0;
    for (let index = 0; index < table.paths.length; index++) if (isFlagged(table, index)) count++;
    return count;
  }

  /** Flags so many images more, at once on screen; saved when the person pauses. */
  private step(more: number): void {
    const { session, review } = this;
    if (!session.told || !session.predictions) return;
    const open = placesOf(session.told, index => review[index] !== 0 && review[index] !== 1);
    const place = pastImages(open, session.predictions.threshold, more);
    if (place === session.predictions.threshold) {
      session.refuse(more > 0 ? t('Every image without a decision is flagged already') : t('No image is flagged any more'));
      return;
    }
    session.tryThreshold(place);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), settleAfter);
  }

  private settle(): void {
    if (this.settling === undefined) return;
    clearTimeout(this.settling);
    this.settling = undefined;
    if (this.session.threshold !== null) this.put(this.session.threshold);
  }

  private put(place: number | null): void {
    clearTimeout(this.settling);
    this.settling = undefined;
    void this.session.setThreshold(place);
    this.session.say(this.flaggedText());
  }

  private flaggedText(): string {
    return plural(this.flagged(), '{0} image flagged', '{0} images flagged');
  }
}
