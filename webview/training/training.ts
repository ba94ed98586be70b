/** The trainer at work: loss curves, state, engine, and its switches. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emptyState, emptyStyles } from '../empty';
import { icon } from '../icons';
import { number, t } from '../l10n';
import { listen } from '../listen';
import { type Memory } from '../memory';
import { SessionElement } from '../sessionElement';
import { duration } from '../status';
import { base } from '../styles/base';
import './chart';
import './frames';
import './rightness';

@customElement('winnow-training')
export class Training extends SessionElement {
  static override readonly styles = [base, emptyStyles, css`
    :host { display: flex; flex-direction: column; gap: 16px; height: 100%; padding: 16px; overflow-y: auto; container-type: inline-size; }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; }
    header winnow-status { flex: 1; min-width: 240px; }
    header .text { flex: 1; }
    .actions { display: flex; gap: 8px; }
    .actions button { height: 28px; padding: 0 12px; }
    h1 { margin: 0; font-size: 15px; font-weight: 600; }
    .bar h2, .engine h2 { margin: 0; font-size: 11px; font-weight: 600; text-transform: uppercase; letter-spacing: 0.04em; }
    dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(96px, 1fr)); gap: 12px; margin: 0; }
    dl div { padding: 8px 12px; border-radius: 6px; background: var(--vscode-editorWidget-background); border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
    dt { font-size: 11px; color: var(--vscode-descriptionForeground); }
    dd { margin: 4px 0 0; font-size: 15px; font-variant-numeric: tabular-nums; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .curves { flex: 1 0 300px; display: flex; flex-direction: column; gap: 8px; }
    .bar { display: flex; align-items: center; gap: 12px; }
    .bar h2 { flex: 1; }
    .switch { display: flex; border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); border-radius: 4px; }
    .switch button[aria-pressed='true'] { background: var(--vscode-badge-background); color: var(--vscode-badge-foreground); border-color: var(--vscode-contrastActiveBorder, transparent); }
    winnow-loss-chart { flex: 1; }
    /* Beside each other where the whole tables fit. */
    .both { display: flex; flex-wrap: wrap; gap: 16px 40px; align-items: flex-start; }
    .both > * { min-width: 0; max-width: 100%; }
    winnow-rightness, winnow-frames { flex: 1 1 auto; }
    winnow-rightness { min-width: min(100%, 360px); }
    .engine { line-height: 1.6; }
    .engine p { margin: 4px 0 0; }
    .message { color: var(--vscode-errorForeground); margin: 0; }
    .empty { flex: 1; }
  `];

  @property({ attribute: false }) memory!: Memory;
  @state() private logScale = true;
  private stop = (): void => undefined;

  override connectedCallback(): void {
    this.logScale = this.memory.state.logScale;
    this.stop = listen(this.session, {
      act: ({ detail: { kind } }) => {
        if (kind === 'scale') this.setScale(!this.logScale);
      },
    });
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  protected override render(): TemplateResult {
    const { status, losses } = this.session;
    const stopped = status.phase === 'paused' || status.phase === 'failed';
    return html`
      <header>
        <h1>${t('Training')}</h1>
        <winnow-status .session=${this.session}></winnow-status>
        <div class="actions">
          ${stopped
            ? html`<button class="primary" data-testid="resume" @click=${() => this.run('resumeTraining')}>${icon('play')}${t('Resume')}</button>`
            : html`<button class="secondary" data-testid="pause" @click=${() => this.run('pauseTraining')}>${icon('pause')}${t('Pause')}</button>`}
          <button class="secondary" data-testid="from-scratch" @click=${() => this.run('trainFromScratch')}>${icon('restart')}${t('Train from Scratch…')}</button>
        </div>
      </header>
      ${this.figures()}
      <section class="curves" aria-label=${t('Loss per image, nats')}>
        <div class="bar"><h2>${t('Loss per image, nats')}</h2>
          <div class="switch" role="group" aria-label=${t('Scale')}>
            <button data-testid="linear" aria-pressed=${!this.logScale} @click=${() => this.setScale(false)}>${t('Linear')}</button>
            <button data-testid="log" aria-pressed=${this.logScale} @click=${() => this.setScale(true)}>${t('Logarithmic')}</button>
          </div>
        </div>
        ${losses.length === 0
          ? this.noCurves()
          : html`<winnow-loss-chart .losses=${losses} .logScale=${this.logScale}></winnow-loss-chart>`}
      </section>
      <div class="both"><winnow-rightness .session=${this.session}></winnow-rightness><winnow-frames .session=${this.session}></winnow-frames></div>
      ${this.engine()}`;
  }

  private noCurves(): TemplateResult {
    const { session } = this;
    if (session.listed && session.table.paths.length === 0) {
      return emptyState(session, 'folder', t('No images in this folder'), t('Open a folder of images, or the sample, for the model to learn from.'), { button: t('Open Sample Folder'), command: 'openSample' });
    }
    if (session.status.phase === 'paused' || session.status.phase === 'failed') {
      return emptyState(session, 'pause', t('Training is stopped'), t('Resume training for the model to learn; its curves appear here.'), { button: t('Resume Training'), command: 'resumeTraining' });
    }
    return emptyState(session, 'sync', t('No curves yet'), t('Curves appear with the first training steps.'));
  }

  private figures(): TemplateResult {
    const { status, counts } = this.session;
    const figure = (name: string, value: string) => html`<div><dt>${name}</dt><dd title=${value}>${value}</dd></div>`;
    return html`<dl>
      ${figure(t('Epoch'), status.epochs > 0 ? t('{0} of {1}', status.epoch, status.epochs) : number(status.epoch))}
      ${figure(t('Steps'), number(status.step))}
      ${figure(t('Images / s'), status.imagesPerSecond === null ? '–' : number(Math.round(status.imagesPerSecond)))}
      ${figure(t('Time left'), status.secondsLeft === null ? '–' : duration(status.secondsLeft))}
      ${figure(t('Images'), number(counts.all - counts.unreadable))}
      ${figure(t('Labelled'), number(counts.labelled))}
      ${figure(t('Anomalies'), number(counts.anomalies))}
      ${counts.unreadable > 0 ? figure(t('Unreadable'), number(counts.unreadable)) : nothing}
    </dl>`;
  }

  private engine(): TemplateResult | typeof nothing {
    const { engine } = this.session.status;
    if (!engine) return nothing;
    return html`<section class="engine" data-testid="engine"><h2>${t('Engine')}</h2>
      <p>${engine.name} <span class="quiet">${engine.detail}</span></p>
      ${engine.notUsed.map(({ name, why }) => html`<p class="quiet">${t('Not used: {0} ({1})', name, why)}</p>`)}</section>`;
  }

  private setScale(logScale: boolean): void {
    this.logScale = logScale;
    this.memory.keep({ logScale });
    this.session.say(logScale ? t('Logarithmic') : t('Linear'));
  }

  private run(command: string): void {
    void this.session.attempt(this.session.host.run(command));
  }
}
