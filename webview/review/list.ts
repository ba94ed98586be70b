/** The ranked anomalies: only the rows in view are in the page. */
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../icons';
import { decimal, t } from '../l10n';
import { nameOfImage } from '../gallery/wording';
import { SessionElement } from '../sessionElement';
import { isFlagged } from '../store/table';
import { Thumbnails } from '../store/thumbnails';
import { styleProperties } from '../styleProperties';
import { base } from '../styles/base';
import { imageUri } from '../uri';

const rowHeight = 52;

@customElement('winnow-review-list')
export class ReviewList extends SessionElement {
  static override readonly styles = [base, css`
    :host { display: block; position: relative; min-height: 0; }
    .scroll { position: absolute; inset: 0; overflow-y: auto; outline: none; }
    .space { position: relative; }
    .row {
      position: absolute; inset-inline: 0; top: 0; height: 52px; display: flex; align-items: center; gap: 8px; padding: 0 12px;
      cursor: pointer; border: 1px solid transparent;
    }
    .row:hover { background: var(--vscode-list-hoverBackground); }
    .row[aria-selected='true'] {
      background: var(--vscode-list-activeSelectionBackground); color: var(--vscode-list-activeSelectionForeground);
      border-color: var(--vscode-contrastActiveBorder, transparent);
    }
    .row:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
    img, .blank { width: 44px; height: 44px; object-fit: contain; border-radius: 4px; flex: none; background: var(--vscode-editorWidget-background); }
    .name { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .state { display: inline-flex; }
    .flagged { color: var(--vscode-editorWarning-foreground); }
    .confirmed { color: var(--vscode-editorError-foreground); }
    .dismissed { color: var(--vscode-testing-iconPassed, var(--vscode-charts-green)); }
  `];

  /** Paths in the order shown. */
  @property({ attribute: false }) paths: readonly string[] = [];
  @property({ attribute: false }) subject: string | null = null;
  @query('.scroll') private scroller!: HTMLElement;

  private thumbnails!: Thumbnails;
  private virtualizer?: Virtualizer<HTMLElement, HTMLElement>;
  private unmount?: () => void;
  private focusWanted = false;
  /** Whether the subject's row is to be brought into view as soon as the list is as long as it will be. */
  private revealing = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.thumbnails ??= new Thumbnails({
      fetch: (paths, pixels) => this.session.host.thumbnails(paths, pixels),
      onArrival: () => this.requestUpdate(),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unmount?.();
  }

  override focus(): void {
    this.focusWanted = true;
    this.requestUpdate();
  }

  private options() {
    return {
      count: this.paths.length,
      getScrollElement: () => this.scroller,
      estimateSize: () => rowHeight,
      overscan: 6,
      observeElementRect, observeElementOffset, scrollToFn: elementScroll,
      onChange: () => this.requestUpdate(),
    };
  }

  protected override firstUpdated(): void {
    this.virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.options());
    this.unmount = this.virtualizer._didMount();
    this.virtualizer._willUpdate();
    this.requestUpdate();
    void this.updateComplete.then(() => this.reveal());
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.virtualizer?.setOptions(this.options());
    if (changed.has('paths')) this.virtualizer?.measure();
    // Who looks elsewhere in the list goes on looking there when its order changes.
    if (changed.has('subject') || (changed.has('paths') && this.isInView(changed.get('paths') as readonly string[]))) this.revealing = true;
  }

  /** Whether the subject's row is seen in a list of these paths. */
  private isInView(paths: readonly string[]): boolean {
    const top = this.subject === null ? -1 : paths.indexOf(this.subject) * rowHeight;
    return this.hasUpdated && top >= 0 && top + rowHeight > this.scroller.scrollTop && top < this.scroller.scrollTop + this.scroller.clientHeight;
  }

  private reveal(): void {
    const at = this.subject === null ? -1 : this.paths.indexOf(this.subject);
    if (at >= 0) this.virtualizer?.scrollToIndex(at);
  }

  protected override render(): TemplateResult {
    const rows = this.virtualizer?.getVirtualItems() ?? [];
    const inList = this.subject !== null && this.paths.includes(this.subject);
    return html`
      <div class="scroll" role="listbox" aria-label=${t('Anomalies, ranked')} data-testid="review-list" tabindex=${inList || this.paths.length === 0 ? -1 : 0} @keydown=${this.onKey}>
        <div class="space" role="presentation" style=${styleProperties({ height: `${this.virtualizer?.getTotalSize() ?? 0}px` })}>
          ${repeat(rows, ({ index }) => this.paths[index], ({ index, start }) => this.row(index, start))}
        </div>
      </div>`;
  }

  private row(rank: number, start: number): TemplateResult | typeof nothing {
    const { table, classes } = this.session;
    const path = this.paths[rank];
    const index = table.indexOf.get(path);
    if (index === undefined) return nothing;
    const name = nameOfImage(table, index, classes);
    const thumbnail = this.thumbnails.get(path, table.modified[index], 64);
    const chosen = path === this.subject;
    return html`
      <div class="row" role="option" data-testid="review-item" data-item=${path} tabindex=${chosen ? 0 : -1} aria-selected=${chosen}
        aria-posinset=${rank + 1} aria-setsize=${this.paths.length} title=${name}
        style=${styleProperties({ transform: `translateY(${start}px)` })} @click=${() => this.choose(path)}>
        ${thumbnail === undefined ? html`<span class="blank"></span>` : html`<img src=${thumbnail ?? imageUri(this.session, path)} alt="">`}
        <span class="name">${path.slice(path.lastIndexOf('/') + 1)}</span>
        <span class="number">${Number.isNaN(table.anomaly[index]) ? '' : decimal(table.anomaly[index])}</span>
        ${this.state(index)}
      </div>`;
  }

  private state(index: number): TemplateResult {
    const { table } = this.session;
    if (table.review[index] === 1) return html`<span class="state confirmed">${icon('flag')}<span class="hidden-text">${t('confirmed anomaly')}</span></span>`;
    if (table.review[index] === 0) return html`<span class="state dismissed">${icon('pass')}<span class="hidden-text">${t('flag dismissed')}</span></span>`;
    if (isFlagged(table, index)) return html`<span class="state flagged">${icon('warning')}<span class="hidden-text">${t('flagged as anomaly')}</span></span>`;
    return html`<span class="state icon"></span>`;
  }

  protected override updated(): void {
    const { table } = this.session;
    this.thumbnails.want((this.virtualizer?.getVirtualItems() ?? []).flatMap(({ index }) => {
      const at = table.indexOf.get(this.paths[index]);
      return at === undefined ? [] : [{ path: this.paths[index], version: table.modified[at] }];
    }), 64);
    if (this.revealing) {
      this.revealing = false;
      this.reveal();
    }
    if (!this.focusWanted) return;
    const row = this.renderRoot.querySelector<HTMLElement>('.row[tabindex="0"]');
    if (!row) return;
    this.focusWanted = false;
    row.focus({ preventScroll: true });
  }

  private choose(path: string): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: path }));
    this.focus();
  }

  private onKey(event: KeyboardEvent): void {
    const at = this.subject === null ? -1 : this.paths.indexOf(this.subject);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.paths.length - 1, PageDown: Math.min(at + 10, this.paths.length - 1), PageUp: Math.max(at - 10, 0) }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const path = this.paths[to];
    if (path !== undefined) this.choose(path);
  }
}
