/** How a few images of the folder were reconstructed as training went on: a row for each image, a column for each step. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { type Raster } from '../../src/shared/trainerContract';
import { number, t } from '../l10n';
import { pictureOf } from '../review/pictures';
import { type Picture } from '../review/raster';
import '../review/raster';
import { SessionElement } from '../sessionElement';
import { styleProperties } from '../styleProperties';
import { base } from '../styles/base';
import './sideways';

@customElement('winnow-frames')
export class Frames extends SessionElement {
  static override readonly styles = [base, css`
    :host { display: block; }
    h2 { margin: 0 0 8px; font-size: 11px; font-weight: 600; text-transform: uppercase; letter-spacing: 0.04em; }
    table { --side: clamp(44px, calc((100cqi - 32px) / var(--columns) - 4px), 64px); border-collapse: separate; border-spacing: 4px; font-size: 12px; }
    th { font-weight: normal; color: var(--vscode-descriptionForeground); padding: 0 2px; text-align: center; }
    td { padding: 0; }
    :is(td, th):first-child { position: sticky; inset-inline-start: 0; z-index: 1; padding-inline-end: 12px; background: var(--vscode-editor-background); }
    button { padding: 0; height: auto; border-radius: 3px; }
    winnow-raster { width: var(--side); height: var(--side); border-radius: 3px; overflow: hidden; outline: 1px solid var(--vscode-contrastBorder, transparent); }
  `];

  /** A raster as the canvas takes it; made once, so that nothing is drawn again while it stays the same. */
  private readonly pictures = new WeakMap<Raster, Picture>();

  protected override render(): TemplateResult | typeof nothing {
    const { frames } = this.session;
    const last = frames.at(-1);
    if (!last) return nothing;
    return html`<section aria-label=${t('Reconstructions over time')}>
      <h2>${t('Reconstructions over time')}</h2>
      <winnow-sideways name=${t('Reconstructions over time')}><table data-testid="frames" style=${styleProperties({ '--columns': String(frames.length + 1) })}>
        <thead><tr><th scope="col">${t('Image')}</th>${frames.map(({ step }) => html`<th scope="col">${t('Step {0}', number(step))}</th>`)}</tr></thead>
        <tbody>${last.paths.map((path, i) => html`<tr>
          <td><button title=${path} @click=${() => void this.session.attempt(this.session.host.openReview(path))}>${this.raster(last.inputs[i], path)}</button></td>
          ${frames.map(({ step, images }) => html`<td>${this.raster(images[i], t('{0}, reconstructed at step {1}', path, number(step)))}</td>`)}
        </tr>`)}</tbody>
      </table></winnow-sideways>
    </section>`;
  }

  private raster(raster: Raster, name: string): TemplateResult {
    const known = this.pictures.get(raster);
    const picture = known ?? pictureOf(raster);
    if (!known) this.pictures.set(raster, picture);
    return html`<winnow-raster .picture=${picture} name=${name}></winnow-raster>`;
  }
}
