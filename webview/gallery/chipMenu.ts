/** What can be done to a class, as a menu under its chip. */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { runsFromRight } from '../direction';
import { styleProperties } from '../styleProperties';
import { icon, type IconName } from '../icons';
import { t } from '../l10n';
import { type Session } from '../session';
import { base } from '../styles/base';

/** Room that the menu takes, pixels. */
const menuWidth = 184;

@customElement('winnow-chip-menu')
export class ChipMenu extends LitElement {
  static override readonly styles = [base, css`
    .menu {
      position: fixed; z-index: 10; min-width: 176px; padding: 4px; display: flex; flex-direction: column; border-radius: 6px;
      background: var(--vscode-menu-background); color: var(--vscode-menu-foreground);
      border: 1px solid var(--vscode-menu-border, var(--vscode-contrastBorder, transparent)); box-shadow: 0 2px 8px var(--vscode-widget-shadow);
    }
    .menu > * { justify-content: flex-start; height: 26px; padding: 0 8px; display: flex; align-items: center; gap: 8px; border-radius: 4px; cursor: pointer; }
    .menu > *:hover:not(:disabled), .menu > *:focus, .menu > *:focus-within {
      background: var(--vscode-menu-selectionBackground); color: var(--vscode-menu-selectionForeground);
      outline: 1px solid var(--vscode-menu-selectionBorder, transparent); outline-offset: -1px;
    }
  `];

  @property({ attribute: false }) session!: Session;
  @property() classId = '';
  /** Where the chip is, under which it opens; pixels of the window. */
  @property({ attribute: false }) chip = new DOMRect();

  @query('input') private color!: HTMLInputElement;

  /** The system's picker takes the focus from the window, and needs the field to answer to. */
  private picking = false;

  private readonly outside = (event: Event): void => {
    if (event.type === 'blur' && this.picking) return;
    if (!event.composedPath().includes(this)) this.close();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pointerdown', this.outside, true);
    window.addEventListener('blur', this.outside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pointerdown', this.outside, true);
    window.removeEventListener('blur', this.outside);
  }

  protected override firstUpdated(): void {
    this.items[0]?.focus();
  }

  private get items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)')];
  }

  protected override render(): TemplateResult {
    const { session, classId } = this;
    const { host } = session;
    const ids = session.classes.map(({ id }) => id);
    const at = ids.indexOf(classId);
    const moved = (to: number) => ids.filter(id => id !== classId).toSpliced(to, 0, classId);
    return html`
      <div class="menu" role="menu" data-testid="chip-menu" aria-label=${t('Change {0}', session.classes[at]?.name ?? '')} @keydown=${this.onKey}
        style=${styleProperties(this.place)}>
        ${this.item('edit', t('Rename…'), 'rename', () => host.renameClass(classId))}
        <button role="menuitem" tabindex="-1" data-testid="recolour" @click=${() => this.pickColour()}>${icon('symbolColor')}${t('Colour…')}</button>
        ${this.item('arrowUp', t('Move forward'), 'forward', () => host.orderClasses(moved(at - 1)), at <= 0)}
        ${this.item('arrowDown', t('Move back'), 'back', () => host.orderClasses(moved(at + 1)), at >= ids.length - 1)}
        ${this.item('combine', t('Merge into…'), 'merge', () => host.mergeClass(classId), ids.length < 2)}
        ${this.item('trash', t('Delete'), 'delete', () => host.deleteClass(classId))}
      </div>
      <input type="color" class="hidden-text" tabindex="-1" aria-hidden="true" data-testid="colour" .value=${session.classes[at]?.color ?? ''} @change=${(event: Event) => {
        this.do(() => host.recolourClass(classId, (event.target as HTMLInputElement).value));
      }}>`;
  }

  /** Begins where the chip begins, and stays inside the window. */
  private get place(): Record<string, string> {
    const { left, right, bottom } = this.chip;
    const room = window.innerWidth - menuWidth;
    const at = runsFromRight(this) ? ['right', window.innerWidth - right] as const : ['left', left] as const;
    return { [at[0]]: `${Math.max(0, Math.min(at[1], room))}px`, top: `${bottom + 2}px` };
  }

  private item(glyph: IconName, text: string, id: string, act: () => Promise<void>, disabled = false): TemplateResult {
    return html`<button role="menuitem" tabindex="-1" data-testid=${id} ?disabled=${disabled} @click=${() => this.do(act)}>${icon(glyph)}${text}</button>`;
  }

  private pickColour(): void {
    this.picking = true;
    this.color.click();
  }

  private do(act: () => Promise<void>): void {
    this.close();
    void this.session.attempt(act());
  }

  private onKey(event: KeyboardEvent): void {
    const { items } = this;
    const at = items.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    if (event.key === 'Escape' || event.key === 'Tab') this.close();
    else if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(at + items.length - 1) % items.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private close(): void {
    this.dispatchEvent(new Event('close'));
  }
}
