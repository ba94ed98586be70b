/** Which images are shown and how: filters with their counts, sort, search, size, undo. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { type ValueControl } from '../controls';
import { icon } from '../icons';
import { number, t } from '../l10n';
import { SessionElement } from '../sessionElement';
import { type Counts, type Filter, filterKinds } from '../store/filter';
import { type Query, sortBy, type SortKey, sortsOf, withFilter } from '../store/order';
import { sizeRange } from '../store/viewState';
import { styleProperties } from '../styleProperties';
import { base } from '../styles/base';
import { sortNames } from './sortNames';

const filterNames: Record<(typeof filterKinds)[number], () => string> = {
  all: () => t('All'),
  next: () => t('Next to label'),
  unlabelled: () => t('Unlabelled'),
  labelled: () => t('Labelled'),
  suggested: () => t('Suggested'),
  unsure: () => t('Unsure'),
  mislabelled: () => t('Likely mislabelled'),
  anomalies: () => t('Anomalies'),
  duplicates: () => t('Near duplicates'),
  unreadable: () => t('Unreadable'),
};

@customElement('winnow-toolbar')
export class Toolbar extends SessionElement {
  static override readonly styles = [base, css`
    /* The filters flow with what follows them, so that no line is left for one of them alone. */
    :host { display: flex; flex-wrap: wrap; align-items: center; gap: 2px; padding: 8px 12px; container-type: inline-size; }
    .filters { display: contents; }
    .filters .none:not([aria-pressed='true']) { color: var(--vscode-descriptionForeground); }
    .filters button { padding: 0 8px; border-radius: 12px; text-align: start; }
    .filters button[aria-pressed='true'] {
      background: var(--vscode-badge-background); color: var(--vscode-badge-foreground);
      border-color: var(--vscode-contrastActiveBorder, transparent);
    }
    .filters .number { font-size: 11px; }
    .filters button:not([aria-pressed='true']) .number { opacity: 0.85; }
    .controls { display: flex; align-items: center; gap: 8px; margin-inline-start: auto; }
    .group { display: flex; align-items: center; gap: 4px; }
    vscode-text-field { flex: none; width: 176px; }
    label { display: inline-flex; align-items: center; gap: 6px; }
    .size input { width: 88px; }
    select { field-sizing: content; }
    @container (max-width: 1700px) {
      .filters button { padding: 0 5px; gap: 4px; }
      vscode-text-field { width: 128px; }
      .size input { width: 56px; }
    }
    /* All on one line, as long as a folder has less than 10,000 images. */
    @container (min-width: 1400px) and (max-width: 1700px) {
      vscode-text-field { width: 104px; }
      .size input { width: 48px; }
    }
    @container (max-width: 1100px) { select { max-width: 120px; } }
    @container (max-width: 960px) {
      vscode-text-field { --input-min-width: 64px; width: 104px; }
      .filters button { padding: 0 4px; font-size: 12px; }
      .filters .number { font-size: 10px; }
      .size input { width: 44px; }
      select { max-width: 112px; }
    }
  `];

  @property({ attribute: false }) counts!: Counts;
  @property({ attribute: false }) shown!: Query;
  @property({ type: Number }) size = 128;

  @query('vscode-text-field') private field!: HTMLElement;

  /** Puts the keyboard into the search field. */
  focusSearch(): void {
    this.field.focus();
  }

  protected override render(): TemplateResult {
    const { filter, sort, search } = this.shown;
    const { undo, redo } = this.session.history;
    // Counts change while one aims at a button: no button may move.
    const digits = number(this.counts.all).length;
    return html`
      <div class="filters" role="group" aria-label=${t('Filter')}>
        ${filterKinds.map(kind => html`
          <button data-testid="filter-${kind}" class=${this.counts[kind] === 0 ? 'none' : ''} aria-pressed=${filter.kind === kind} @click=${() => this.ask(withFilter(this.shown, { kind, classId: null }))}>
            ${filterNames[kind]()}<span class="number" data-testid="count-${kind}" style=${styleProperties({ 'min-width': `${digits}ch` })}>${number(this.counts[kind])}</span></button>`)}
        ${this.chosen(filter)}
      </div>
      <div class="controls"><div class="group">
        <select data-testid="sort" aria-label=${t('Sort by')} title=${`${t('Sort by')} (⇧S)`} .value=${sort.by} @change=${(event: Event) => {
          this.ask({ sort: sortBy((event.target as HTMLSelectElement).value as SortKey) });
        }}>
          ${sortsOf(filter).map(key => html`<option value=${key} ?selected=${key === sort.by}>${sortNames[key]()}</option>`)}
        </select>
        <button class="bare" data-testid="sort-direction" aria-label=${sort.descending ? t('Descending') : t('Ascending')}
          title=${`${sort.descending ? t('Descending; click for ascending') : t('Ascending; click for descending')} (⇧D)`}
          @click=${() => this.ask({ sort: { ...sort, descending: !sort.descending } })}>
          ${icon(sort.descending ? 'arrowDown' : 'arrowUp')}</button>
      </div>
      <vscode-text-field data-testid="search" .value=${search} placeholder=${t('Search by name')} aria-label=${t('Search by name')}
        @input=${(event: Event) => this.ask({ search: (event.target as ValueControl).value })}>
        <span slot="start">${icon('search')}</span>
      </vscode-text-field>
      <div class="group">
        <button class="bare" data-testid="undo" ?disabled=${undo === null} aria-label=${undo === null ? t('Undo') : t('Undo: {0}', undo)}
          title=${undo === null ? t('Nothing to undo') : t('Undo: {0}', undo)} @click=${() => this.session.attempt(this.session.host.undo())}>${icon('discard')}</button>
        <button class="bare" data-testid="redo" ?disabled=${redo === null} aria-label=${redo === null ? t('Redo') : t('Redo: {0}', redo)}
          title=${redo === null ? t('Nothing to redo') : t('Redo: {0}', redo)} @click=${() => this.session.attempt(this.session.host.redo())}>${icon('redo')}</button>
        <label class="size" title=${t('Thumbnail size (ctrl+wheel)')}>
          <input type="range" data-testid="size" aria-label=${t('Thumbnail size')} min=${sizeRange.min} max=${sizeRange.max} step=${sizeRange.step}
            .value=${String(this.size)} @input=${(event: Event) => this.resize(Number((event.target as HTMLInputElement).value))}>
        </label>
      </div></div>`;
  }

  /** What was picked elsewhere, while it is shown. */
  private chosen({ chosen }: Filter): TemplateResult | typeof nothing {
    return chosen ? html`<button data-testid="filter-chosen" aria-pressed="true">${chosen.title}<span class="number">${number(chosen.paths.length)}</span></button>` : nothing;
  }

  private ask(part: Partial<Query>): void {
    this.dispatchEvent(new CustomEvent('query', { detail: { ...this.shown, ...part } }));
  }

  private resize(size: number): void {
    this.dispatchEvent(new CustomEvent('size', { detail: size }));
  }
}
