/** The root of a page: the view that the host asked for, errors, and the live region. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { type View } from '../src/shared/pageContract';
import { hint, hintStyles } from './hint';
import { icon } from './icons';
import { t } from './l10n';
import { Memory } from './memory';
import { Session } from './session';
import { SessionElement } from './sessionElement';
import { base } from './styles/base';
import { keepTyping } from './typing';
import './gallery/gallery';
import './review/review';
import './training/training';
import './map/map';
import './imagine/imagine';

@customElement('winnow-page')
export class Page extends SessionElement {
  static override readonly styles = [base, hintStyles, css`
    :host { display: flex; flex-direction: column; position: fixed; inset: 0; background: var(--vscode-editor-background); }
    main { flex: 1; min-height: 0; }
    .error {
      display: flex; align-items: center; gap: 8px; padding: 6px 12px; color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
      background: var(--vscode-inputValidation-errorBackground); border-bottom: 1px solid var(--vscode-inputValidation-errorBorder);
    }
    .error span.text { flex: 1; overflow-wrap: anywhere; }
  `];

  private readonly memory = new Memory();

  constructor() {
    super();
    this.session = new Session();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    keepTyping(this);
    void this.session.start();
  }

  protected override render(): TemplateResult {
    const { error, said, refused } = this.session;
    return html`
      ${error === null ? nothing : html`
        <div class="error" role="alert" data-testid="error">${icon('error')}<span class="text">${error}</span>
          <button @click=${() => this.session.host.run('showLog')}>${t('Show Log')}</button>
          <button class="bare" aria-label=${t('Close')} @click=${() => this.session.dismissError()}>${icon('close')}</button>
        </div>`}
      <main>${this.view()}</main>
      ${hint(refused)}
      <div class="hidden-text" aria-live="polite" role="status" data-testid="live">${said}</div>`;
  }

  private view(): TemplateResult {
    const view = document.body.dataset.view as View | undefined;
    switch (view) {
      case 'review': return html`<winnow-review .session=${this.session} .memory=${this.memory}></winnow-review>`;
      case 'training': return html`<winnow-training .session=${this.session} .memory=${this.memory}></winnow-training>`;
      case 'map': return html`<winnow-map .session=${this.session} .memory=${this.memory}></winnow-map>`;
      case 'imagine': return html`<winnow-imagine .session=${this.session} .memory=${this.memory}></winnow-imagine>`;
      default: return html`<winnow-gallery .session=${this.session} .memory=${this.memory}></winnow-gallery>`;
    }
  }
}
