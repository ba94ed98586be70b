/** What the trainer is doing, in one quiet line. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { styleProperties } from './styleProperties';
import { type TrainerStatus } from '../src/shared/trainerContract';
import { icon } from './icons';
import { number, t } from './l10n';
import { SessionElement } from './sessionElement';
import { base } from './styles/base';

/** A phase in words. */
export function phaseName(phase: TrainerStatus['phase']): string {
  switch (phase) {
    case 'starting': return t('Starting');
    case 'scanning': return t('Looking for images');
    case 'decoding': return t('Reading images');
    case 'training': return t('Training');
    case 'scoring': return t('Scoring');
    case 'idle': return t('Up to date');
    case 'paused': return t('Paused');
    case 'failed': return t('Training failed');
  }
}

/** Seconds as "12 s", "3 min", "2 h". */
export function duration(seconds: number): string {
  if (seconds < 90) return t('{0} s', Math.max(1, Math.round(seconds)));
  if (seconds < 5400) return t('{0} min', Math.round(seconds / 60));
  return t('{0} h', Math.round(seconds / 3600));
}

@customElement('winnow-status')
export class StatusLine extends SessionElement {
  static override readonly styles = [base, css`
    :host { display: flex; align-items: center; gap: 8px; min-height: 24px; min-width: 0; }
    .text { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 12px; }
    .track { flex: 0 100 var(--track-width, 96px); min-width: 24px; height: 3px; border-radius: 2px; overflow: hidden; background: color-mix(in srgb, var(--vscode-foreground) 16%, transparent); }
    .fill { height: 100%; background: var(--vscode-progressBar-background); transition: width 0.2s; }
    .failed { color: var(--vscode-errorForeground); }
  `];

  protected override render(): TemplateResult {
    const { phase, message, progress, epoch, epochs, secondsLeft } = this.session.status;
    const busy = phase !== 'idle' && phase !== 'paused' && phase !== 'failed';
    const parts = [phaseName(phase)];
    // What is cut off in a narrow column is what matters least.
    if (busy && secondsLeft !== null) parts.push(t('{0} left', duration(secondsLeft)));
    if (phase === 'training' && epochs > 0) parts.push(t('epoch {0} of {1}', epoch, epochs));
    if (message) parts.push(message);
    const { saving } = this.session;
    return html`
      ${phase === 'failed' ? html`<span class="failed">${icon('error')}</span>` : nothing}
      ${busy && progress !== null ? html`<div class="track" role="progressbar" aria-label=${phaseName(phase)} aria-valuemin="0" aria-valuemax="100"
        aria-valuenow=${Math.round(progress * 100)}><div class="fill" style=${styleProperties({ width: `${Math.round(progress * 100)}%` })}></div></div>` : nothing}
      <span class="text quiet" data-testid="status" data-phase=${phase} title=${parts.join(' · ')}>${parts.join(' · ')}</span>
      <span class="text quiet" data-testid="saving" data-count=${saving.size}>${saving.size > 0 ? t('Saving {0}…', number(saving.size)) : nothing}</span>`;
  }
}
