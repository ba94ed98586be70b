/** The classes: colour, key, name, counts. A click labels the selection. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleProperties } from '../styleProperties';
import { type ImageClass } from '../../src/shared/project';
import { type ValueControl } from '../controls';
import { icon } from '../icons';
import { number, t } from '../l10n';
import { SessionElement } from '../sessionElement';
import { type Counts } from '../store/filter';
import { base } from '../styles/base';
import './chipMenu';

@customElement('winnow-chips')
export class Chips extends SessionElement {
  static override readonly styles = [base, css`
    :host { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; padding: 0 12px 8px; max-height: 128px; overflow-y: auto; position: relative; }
    .chip {
      display: inline-flex; align-items: center; border-radius: 4px; background: var(--vscode-editorWidget-background);
      border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
    }
    .chip.over { outline: 1px dashed var(--vscode-focusBorder); }
    .chip button { height: 26px; }
    .apply { padding-inline: 8px 4px; max-width: clamp(120px, 18vw, 240px); }
    .apply { position: relative; }
    .apply .name { overflow: hidden; text-overflow: ellipsis; }
    .swatch { width: 10px; height: 10px; border-radius: 3px; flex: none; border: 1px solid var(--vscode-contrastBorder, transparent); }
    .more { width: 20px; padding: 0; justify-content: center; }
    .more .icon { width: 14px; height: 14px; }
    .counts { font-size: 11px; }
    vscode-text-field { width: 168px; }
    .hint { padding-inline: 4px; }
  `];

  @property({ attribute: false }) counts!: Counts;
  @state() private menu: { readonly classId: string; readonly left: number; readonly top: number } | null = null;
  @state() private typed = '';
  @state() private dragged: string | null = null;
  @state() private over: string | null = null;
  @query('vscode-text-field') private field!: ValueControl;

  protected override render(): TemplateResult {
    const { classes } = this.session;
    const wanted = classes.length > 9 ? this.typed.trim().toLowerCase() : '';
    return html`
      ${classes.length === 0 && this.session.ready ? html`<span class="quiet hint">${t('No classes yet: type a class name')}</span>` : nothing}
      ${repeat(classes, ({ id }) => id, (item, at) => item.name.toLowerCase().includes(wanted) ? this.chip(item, at) : nothing)}
      <vscode-text-field data-testid="new-class" placeholder=${t('New class')} aria-label=${t('New class: type its name and press Enter')}
        title=${t('Type a name and press Enter; an existing name labels the selection')}
        @input=${() => { this.typed = this.field.value; }} @keydown=${this.onKey}>
        <span slot="start">${icon('add')}</span>
      </vscode-text-field>
      ${this.menu ? html`<winnow-chip-menu .session=${this.session} .classId=${this.menu.classId} .left=${this.menu.left} .top=${this.menu.top}
        @close=${this.closeMenu}></winnow-chip-menu>` : nothing}`;
  }

  private chip({ id, name, color }: ImageClass, at: number): TemplateResult {
    const key = at < 9 ? String(at + 1) : '';
    const labelled = this.counts.labelledBy[at] ?? 0;
    const suggested = this.counts.suggestedBy[at] ?? 0;
    return html`
      <div class="chip ${this.over === id ? 'over' : ''}" data-testid="chip" data-class=${id} data-name=${name} draggable="true"
        @contextmenu=${(event: MouseEvent) => this.openMenu(event, id)}
        @dragstart=${() => { this.dragged = id; }} @dragend=${() => { this.dragged = this.over = null; }}
        @dragover=${(event: DragEvent) => { if (this.dragged !== null) { event.preventDefault(); this.over = id; } }}
        @drop=${(event: DragEvent) => this.drop(event, id)}>
        <button class="apply" @click=${() => this.apply(id)}
          title=${key ? t('Label the selection {0} (key {1}); {2} suggested', name, key, suggested) : t('Label the selection {0}; {1} suggested', name, suggested)}>
          <span class="swatch" style=${styleProperties({ background: color })}></span>
          ${key ? html`<kbd>${key}</kbd>` : nothing}
          <span class="name">${name}</span>
          <span class="counts number quiet">${number(labelled)}</span><span class="hidden-text">${t('labelled, {0} suggested', suggested)}</span>
        </button>
        <button class="more" aria-haspopup="menu" aria-label=${t('Change {0}', name)} title=${t('Rename, recolour, merge, delete')}
          @click=${(event: MouseEvent) => this.openMenu(event, id)}>${icon('kebab')}</button>
      </div>`;
  }

  private apply(classId: string): void {
    this.dispatchEvent(new CustomEvent('apply-class', { detail: classId }));
  }

  private openMenu(event: MouseEvent, classId: string): void {
    event.preventDefault();
    const chip = (event.currentTarget as HTMLElement).closest('.chip') ?? this;
    const { left, bottom } = chip.getBoundingClientRect();
    this.menu = { classId, left, top: bottom + 2 };
  }

  private readonly closeMenu = (): void => {
    const id = this.menu?.classId;
    this.menu = null;
    this.renderRoot.querySelector<HTMLElement>(`.chip[data-class="${CSS.escape(id ?? '')}"] .more`)?.focus();
  };

  private drop(event: DragEvent, onto: string): void {
    event.preventDefault();
    const ids = this.session.classes.map(({ id }) => id).filter(id => id !== this.dragged);
    const target = this.session.classes.findIndex(({ id }) => id === onto);
    if (this.dragged !== null && this.dragged !== onto) {
      ids.splice(target, 0, this.dragged);
      void this.session.attempt(this.session.host.orderClasses(ids));
    }
    this.dragged = this.over = null;
  }

  private onKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Escape') {
      this.clear();
      this.dispatchEvent(new Event('leave'));
    }
    if (event.key === 'Enter') void this.submit();
  }

  private async submit(): Promise<void> {
    const name = this.field.value.trim();
    if (name === '') return;
    const existing = this.session.classes.find(item => item.name.toLowerCase() === name.toLowerCase());
    this.clear();
    if (existing) this.apply(existing.id);
    else if (await this.session.attempt(this.session.host.createClass(name))) this.session.say(t('Made the class {0}', name));
  }

  private clear(): void {
    this.field.value = '';
    this.typed = '';
  }
}
