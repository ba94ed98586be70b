/** A small picture of the model's, drawn large and smooth. */
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

@customElement('winnow-raster')
export class RasterView extends LitElement {
  static override readonly styles = css`
    :host { display: block; }
    canvas { display: block; width: 100%; height: 100%; }
  `;

  @property({ attribute: false }) picture: Picture | null = null;
  /** Name for screen readers. */
  @property() name = '';
  @property() testid = '';
  @query('canvas') private canvas!: HTMLCanvasElement;

  protected override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.name} data-testid=${this.testid}></canvas>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('picture') || !this.picture) return;
    const { width, height, pixels } = this.picture;
    this.canvas.width = width;
    this.canvas.height = height;
    this.canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }
}
