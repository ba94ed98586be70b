/** Why the image is flagged: its score, and the reasons in words with their shares. */
import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { icon } from '../icons';
import { decimal, language, percent, t } from '../l10n';
import { type Session } from '../session';
import { styleProperties } from '../styleProperties';
import { type Explainer } from './explainer';
import { type Reason, reasonName } from './wording';

/** A smaller share of the score is no reason. */
const leastShare = 0.01;

export function details({ table }: Session, index: number, explainer: Explainer): TemplateResult {
  const { explanation, problem } = explainer;
  const score = table.anomaly[index];
  if (problem !== null) return html`<div class="problem quiet" role="status" data-testid="problem">${icon('warning')}<span>${problem}</span></div>`;
  return html`
    <div class="details">
      <section>
        <h2>${t('Anomaly score')} <span class="number" data-testid="score">${Number.isFinite(score) ? decimal(score) : '–'}</span></h2>
        <div class=${classMap({ meter: true, over: score >= 0.5 })} role="meter" aria-label=${t('Anomaly score')} aria-valuemin="0" aria-valuemax="1"
          aria-valuenow=${Number.isFinite(score) ? score.toFixed(2) : '0'}>
          <div class="fill" style=${styleProperties({ width: `${Number.isFinite(score) ? score * 100 : 0}%` })}></div>
          <span class="threshold"></span><span class="at">${t('threshold {0}', (0.5).toLocaleString(language))}</span>
        </div>
      </section>
      ${explanation ? html`
        <section>
          <h2>${t('Why')}</h2>
          <div role="list">${(Object.entries(explanation.reasons) as [Reason, number][]).filter(([, share]) => share >= leastShare).sort(([, a], [, b]) => b - a).map(([reason, share]) => {
            const { name, detail } = reasonName(reason);
            return html`<div class="reason" data-testid="reason" data-reason=${reason} role="listitem">
              <span class="name">${name}</span>
              <span class="number">${percent(share)}</span>
              <span class="track"><span class="share" style=${styleProperties({ width: `${Math.round(share * 100)}%`, display: 'block' })}></span></span>
              <span class="detail quiet">${detail}</span></div>`;
          })}</div>
        </section>` : nothing}
    </div>`;
}
