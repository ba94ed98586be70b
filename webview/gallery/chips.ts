/** The classes: colour, key, name, counts. A click labels the selection. One tab stop; arrows move between them. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleProperties } from '../styleProperties';
import { type ImageClass } from '../../src/shared/project';
import { type ValueControl } from '../controls';
import { keyAlongLine } from '../direction';
import { icon } from '../icons';
import { number, plural, t } from '../l10n';
import { SessionElement } from '../sessionElement';
import { type Counts } from '../store/filter';
import { base } from '../styles/base';
import { placedAt } from './chipOrder';
import { chipStyles } from './chipStyles';
import './chipMenu';

/** Classes that have a digit; more are found by typing. */
const keyed = 9;

@customElement('winnow-chips')
export class Chips extends SessionElement {
  static override readonly styles = [base, chipStyles, css`
    :host { display: flex; align-items: flex-start; gap: 6px; padding: 0 12px 8px; position: relative; }
    /* No item of the row: it would take a gap, and chips that just fit would move. */
    winnow-chip-menu { position: absolute; }
  `];

  @property({ attribute: false }) counts!: Counts;
  @state() private menu: { readonly classId: string; readonly chip: DOMRect } | null = null;
  @state() private typed = '';
  @state() private dragged: string | null = null;
  @state() private over: string | null = null;
  /** The chip that is the tab stop. */
  @state() private current: string | null = null;
  @query('vscode-text-field') private field!: ValueControl;
  /** The chip that gets the keyboard once it is drawn. */
  private wanted: string | null = null;

  protected override render(): TemplateResult {
    const { classes } = this.session;
    const many = classes.length > keyed;
    const shown = this.shown;
    const stop = shown.some(({ id }) => id === this.current) ? this.current : shown[0]?.id ?? null;
    return html`
      <vscode-text-field data-testid="new-class" placeholder=${many ? t('Find or new class') : t('New class')}
        aria-label=${many ? t('Find a class by a part of its name, or type a new name; Enter labels the selection or makes the class') : t('New class: type its name and press Enter')}
        title=${t('Type a name and press Enter; an existing name labels the selection')}
        @input=${() => { this.typed = this.field.value; }} @keydown=${this.onFieldKey}>
        <span slot="start">${icon(many ? 'search' : 'add')}</span>
      </vscode-text-field>
      ${classes.length === 0 && this.session.ready ? html`<span class="quiet hint">${t('No classes yet: type a class name')}</span>` : nothing}
      <div class="chips" role="toolbar" aria-label=${t('Classes')} data-testid="chips" @keydown=${this.onChipKey}>
        ${repeat(shown, ({ id }) => id, item => this.chip(item, classes.indexOf(item), item.id === stop))}
        ${this.makes ? html`<span class="quiet hint" data-testid="makes">${t('Enter makes the class "{0}"', this.typed.trim())}</span>` : nothing}
      </div>
      ${many ? html`<span class="quiet number total" data-testid="class-count">${shown.length < classes.length ? t('{0} of {1}', shown.length, classes.length) : plural(classes.length, '{0} class', '{0} classes')}</span>` : nothing}
      ${this.menu ? html`<winnow-chip-menu .session=${this.session} .classId=${this.menu.classId} .chip=${this.menu.chip}
        @close=${this.closeMenu}></winnow-chip-menu>` : nothing}`;
  }

  protected override updated(): void {
    if (this.wanted === null) return;
    const chip = this.renderRoot.querySelector<HTMLElement>(`.chip[data-class="${CSS.escape(this.wanted)}"] .apply`);
    this.wanted = null;
    // The host may answer when the person is in another part of the editor already.
    if (document.hasFocus()) chip?.focus();
  }

  /** The classes that what is typed finds; all of them where there are few. */
  private get shown(): readonly ImageClass[] {
    const { classes } = this.session;
    const part = classes.length > keyed ? this.typed.trim().toLowerCase() : '';
    return part === '' ? classes : classes.filter(({ name }) => name.toLowerCase().includes(part));
  }

  /** Whether Enter makes a class, although others are found by a part of their name: that is to be seen. */
  private get makes(): boolean {
    const name = this.typed.trim();
    return name !== '' && this.session.classes.length > keyed && !this.named(name);
  }

  private named(name: string): ImageClass | undefined {
    return this.session.classes.find(item => item.name.toLowerCase() === name.toLowerCase());
  }

  private chip({ id, name, color }: ImageClass, at: number, stop: boolean): TemplateResult {
    const key = at < keyed ? String(at + 1) : '';
    const labelled = this.counts.labelledBy[at] ?? 0;
    const suggested = this.counts.suggestedBy[at] ?? 0;
    return html`
      <div class="chip ${this.over === id ? 'over' : ''}" data-testid="chip" data-class=${id} data-name=${name} draggable="true"
        @contextmenu=${(event: MouseEvent) => this.openMenu(event, id)}
        @dragstart=${() => { this.dragged = id; }} @dragend=${() => { this.dragged = this.over = null; }}
        @dragover=${(event: DragEvent) => { if (this.dragged !== null) { event.preventDefault(); this.over = id; } }}
        @drop=${(event: DragEvent) => this.drop(event, id)}>
        <button class="apply" tabindex=${stop ? 0 : -1} @focus=${() => { this.current = id; }} @click=${() => this.apply(id)}
          aria-keyshortcuts="F2 Delete Alt+ArrowLeft Alt+ArrowRight Shift+F10"
          title=${key ? t('Label the selection {0} (key {1}); {2} suggested', name, key, suggested) : t('Label the selection {0}; {1} suggested', name, suggested)}>
          <span class="swatch" style=${styleProperties({ background: color })}></span>
          ${key ? html`<kbd>${key}</kbd>` : nothing}
          <span class="name">${name}</span>
          <span class="counts number quiet">${number(labelled)}</span><span class="hidden-text">${t('labelled, {0} suggested', suggested)}</span>
        </button>
        <button class="more" tabindex="-1" aria-haspopup="menu" aria-label=${t('Change {0}', name)} title=${t('Rename, recolour, merge, delete')}
          @click=${(event: MouseEvent) => this.openMenu(event, id)}>${icon('kebab')}</button>
      </div>`;
  }

  private apply(classId: string): void {
    this.dispatchEvent(new CustomEvent('apply-class', { detail: classId }));
  }

  private openMenu(event: Event, classId: string): void {
    event.preventDefault();
    const chip = this.renderRoot.querySelector(`.chip[data-class="${CSS.escape(classId)}"]`) ?? this;
    this.current = classId;
    this.menu = { classId, chip: chip.getBoundingClientRect() };
  }

  private readonly closeMenu = (): void => {
    this.wanted = this.menu?.classId ?? null;
    this.menu = null;
  };

  private drop(event: DragEvent, onto: string): void {
    event.preventDefault();
    const at = this.session.classes.findIndex(({ id }) => id === onto);
    if (this.dragged !== null && this.dragged !== onto) this.place(this.dragged, at);
    this.dragged = this.over = null;
  }

  private place(classId: string, at: number): void {
    const ids = placedAt(this.session.classes.map(({ id }) => id), classId, at);
    if (ids) void this.session.attempt(this.session.host.orderClasses(ids));
  }

  /** Keys on a chip: arrows, F2, Delete, Alt+arrows, and the menu's. */
  private readonly onChipKey = (event: KeyboardEvent): void => {
    if (this.menu) return;
    const { shown, session: { classes, host } } = this;
    const at = shown.findIndex(({ id }) => id === this.current);
    if (at < 0) return;
    const { id } = shown[at];
    const key = keyAlongLine(event.key, this);
    const place = classes.findIndex(each => each.id === id);
    if (event.altKey && (key === 'ArrowRight' || key === 'ArrowLeft')) {
      this.place(id, place + (key === 'ArrowRight' ? 1 : -1));
      this.wanted = id;
    } else if (key === 'ArrowRight' || key === 'ArrowDown') this.step(at + 1);
    else if (key === 'ArrowLeft' || key === 'ArrowUp') this.step(at - 1);
    else if (key === 'Home') this.step(0);
    else if (key === 'End') this.step(shown.length - 1);
    else if (key === 'F2') void this.session.attempt(host.renameClass(id));
    else if (key === 'Delete') void this.session.attempt(host.deleteClass(id));
    else if (key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) this.openMenu(event, id);
    else if (key === 'Escape') this.dispatchEvent(new Event('leave'));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private step(to: number): void {
    const chip = this.shown[to];
    if (!chip) return;
    this.current = this.wanted = chip.id;
    this.requestUpdate();
  }

  private onFieldKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      this.clear();
      this.dispatchEvent(new Event('leave'));
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.step(0);
    }
    if (event.key === 'Enter') void this.submit();
  }

  private async submit(): Promise<void> {
    const name = this.field.value.trim();
    if (name === '') return;
    const existing = this.named(name);
    this.clear();
    if (existing) this.apply(existing.id);
    else if (await this.session.attempt(this.session.host.createClass(name))) this.session.say(t('Made the class {0}', name));
  }

  private clear(): void {
    this.field.value = '';
    this.typed = '';
  }
}
