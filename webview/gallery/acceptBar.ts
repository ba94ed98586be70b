/** Accepting many suggestions: the bar that opens their preview, and the one above the preview. */
import { css, html, type TemplateResult } from 'lit';
import { icon } from '../icons';
import { percent, t } from '../l10n';
import { confidenceRange } from '../store/viewState';

export interface AcceptBar {
  /** How many suggestions reach the threshold; in the preview, how many would be accepted. */
  readonly count: number;
  /** Least confidence, 0-1. */
  readonly threshold: number;
  setThreshold(threshold: number): void;
}

export const acceptBarStyles = css`
  .accepting { container-type: inline-size; }
  .accept { gap: 8px 12px; flex-wrap: wrap; }
  .accept label { display: inline-flex; align-items: center; gap: 8px; }
  .accept input { width: 144px; }
  .accept .share { min-width: 36px; }
  /* Shortened before it takes a line of its own. */
  .accept .hint { flex: 1 1 96px; }
  .accept .end { margin-inline-start: auto; }
  .accept.previewing { background: var(--vscode-editorWidget-background); color: var(--vscode-editorWidget-foreground, var(--vscode-foreground)); }
  .accept kbd { margin-inline-start: 2px; }
  @container (max-width: 680px) {
    .accept .hint { display: none; }
    .accept .word { position: absolute; clip-path: inset(50%); }
    .accept input { width: 88px; }
  }
`;

/** Says how many suggestions are sure enough, and opens their preview. */
export function acceptBar(bar: AcceptBar, preview: () => void): TemplateResult {
  return html`
    <div class="accepting"><div class="bar accept" data-testid="accept-bar">
      <button class="primary" data-testid="preview" ?disabled=${bar.count === 0} @click=${preview}>
        ${icon('check')}${t('Accept {0} at ≥ {1}…', bar.count, percent(bar.threshold))}<kbd>P</kbd></button>
      ${slider(bar)}
      <span class="quiet hint">${t('Look through them first; then one step, one undo.')}</span>
    </div></div>`;
}

export interface PreviewBar extends AcceptBar {
  /** Whether an image is chosen whose suggestion could be rejected. */
  readonly rejectable: boolean;
  accept(): void;
  reject(): void;
  leave(): void;
}

/** What can be done with the suggestions that are previewed. */
export function previewBar(bar: PreviewBar): TemplateResult {
  return html`
    <div class="accepting"><div class="bar accept previewing" role="group" aria-label=${t('Preview')} data-testid="preview-bar">
      <button class="primary" data-testid="accept-all" ?disabled=${bar.count === 0} @click=${bar.accept}>
        ${icon('check')}${t('Accept {0}', bar.count)}<kbd>⇧A</kbd></button>
      <button class="secondary" data-testid="reject" ?disabled=${!bar.rejectable} @click=${bar.reject}>${icon('close')}${t('Reject')}<kbd>X</kbd></button>
      ${slider(bar)}
      <span class="quiet hint">${t('Least sure first')}</span>
      <button class="end" data-testid="leave-preview" @click=${bar.leave}>${t('Back')}<kbd>Esc</kbd></button>
    </div></div>`;
}

function slider({ threshold, setThreshold }: AcceptBar): TemplateResult {
  return html`<label title=${`${t('Confidence')} ([ ])`}><span class="quiet word">${t('Confidence')}</span>
    <input type="range" data-testid="accept-threshold" min=${confidenceRange.min} max=${confidenceRange.max} step=${confidenceRange.step} .value=${String(threshold)}
      aria-valuetext=${percent(threshold)} @input=${(event: Event) => setThreshold(Number((event.target as HTMLInputElement).value))}>
    <span class="share number">${percent(threshold)}</span></label>`;
}
