/** The pictures of the review page: the image under its error map, the reconstruction, the error map alone, and normal images like it. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { percent, t } from '../l10n';
import { type Session } from '../session';
import { squareInset } from '../store/heat';
import { opacityStep } from '../store/viewState';
import { styleProperties } from '../styleProperties';
import { fallBack, imageUri } from '../uri';
import { type Explainer, nearestShown } from './explainer';
import './raster';

export interface StageOptions {
  /** Of the error map over the image, 0-1. */
  readonly opacity: number;
  readonly natural: { readonly width: number; readonly height: number } | null;
  setOpacity(opacity: number): void;
  loaded(natural: { width: number; height: number }): void;
  /** Opens another image. */
  show(path: string): void;
}

export function stage(session: Session, path: string, { explanation, reconstruction, heat, nearest }: Explainer, options: StageOptions): TemplateResult {
  const { opacity, natural, setOpacity, loaded, show } = options;
  // The model sees the image in the middle of a square; what it sees beside the image is cut off.
  const inset = natural ? squareInset(natural.width, natural.height) : { x: 0, y: 0 };
  const clip = { 'clip-path': `inset(${inset.y}% ${inset.x}%)` };
  return html`
    <div class="stage">
      <figure>
        <div class="frame">
          ${keyed(path, html`<img src=${imageUri(session, path)} alt=${path} data-testid="original"
            @load=${(event: Event) => {
              const { naturalWidth: width, naturalHeight: height } = event.target as HTMLImageElement;
              loaded({ width, height });
            }} @error=${(event: Event) => void fallBack(session, path, event.target as HTMLImageElement)}>`)}
          ${heat ? html`<winnow-raster class="heat" aria-hidden="true" .picture=${heat} testid="error-overlay"
            style=${styleProperties({ ...clip, opacity: String(opacity) })}></winnow-raster>` : nothing}
        </div>
        <figcaption>${t('Original with error map')}
          <label title=${`${t('Opacity')} ([ ])`}>${t('Opacity')}<input type="range" min="0" max="1" step=${opacityStep} data-testid="opacity" .value=${String(opacity)}
            aria-valuetext=${percent(opacity)} @input=${(event: Event) => setOpacity(Number((event.target as HTMLInputElement).value))}></label>
        </figcaption>
      </figure>
      <div class="small">
        <figure>
          <div class="frame">${reconstruction ? html`<winnow-raster .picture=${reconstruction} name=${t('Reconstruction')} testid="reconstruction"
            style=${styleProperties(clip)}></winnow-raster>` : nothing}</div>
          <figcaption>${t('Reconstruction')}</figcaption>
        </figure>
        <figure>
          <div class="frame">${heat ? html`<winnow-raster .picture=${heat} name=${t('Error map')} testid="error-map"
            style=${styleProperties(clip)}></winnow-raster>` : nothing}</div>
          <figcaption>${t('Error map')}</figcaption>
        </figure>
      </div>
      <figure class="nearest">
        <div class="frames">${Array.from({ length: Math.min(nearestShown, explanation?.nearest.length ?? nearestShown) }, (_, at) => nearest[at]).map(near => near ? html`
          <button class="frame" data-testid="nearest" title=${near.path} aria-label=${t('Show {0}', near.path)} @click=${() => show(near.path)}><img src=${near.uri ?? imageUri(session, near.path)} alt=""></button>`
          : html`<div class="frame"></div>`)}
        </div>
        <figcaption>${t('Nearest normal images')}</figcaption>
      </figure>
    </div>`;
}
