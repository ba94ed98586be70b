/** What may be wider than its place: it scrolls sideways, and says at its edges that there is more. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { runsFromRight } from '../direction';
import { icon } from '../icons';
import { base } from '../styles/base';

/** Share of what is in view by which a press goes on. */
const step = 0.7;

/** Holds a table whose first column stays where it is (`position: sticky`); edges tell whether there is more of it ahead and behind. */
@customElement('winnow-sideways')
export class Sideways extends LitElement {
  static override readonly styles = [base, css`
    :host { display: block; position: relative; min-width: 0; max-width: 100%; }
    /* A cell that the keys go to comes out from under the edges. */
    .scroll { overflow-x: auto; scroll-padding-inline: calc(var(--stays, 0px) + 32px) 32px; }
    .scroll:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
    button, button:hover:not(:disabled), button:active:not(:disabled) {
      position: absolute; z-index: 2; inset-block: 0; width: 32px; height: auto; padding: 0; justify-content: center; border: none; border-radius: 0;
      background: linear-gradient(to var(--towards), transparent, var(--vscode-editor-background) 60%);
    }
    button .icon { border-radius: 3px; background: var(--vscode-badge-background); color: var(--vscode-badge-foreground); outline: 1px solid var(--vscode-contrastBorder, transparent); }
    button:hover .icon { outline: 1px solid var(--vscode-focusBorder); }
    .behind { inset-inline-start: var(--stays, 0px); }
    .ahead { inset-inline-end: 0; }
    .right { --towards: right; }
    .left { --towards: left; }
  `];

  /** Of what it holds, for screen readers. */
  @property() name = '';
  @state() private behind = false;
  @state() private ahead = false;
  @query('.scroll') private scroller!: HTMLElement;
  private readonly resize = new ResizeObserver(() => this.look());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => { if (this.isConnected) this.observe(); });
  }

  private observe(): void {
    this.resize.observe(this.scroller);
    for (const child of this.children) this.resize.observe(child);
  }

  protected override render(): TemplateResult {
    const wide = this.behind || this.ahead;
    return html`
      <div class="scroll" tabindex=${wide ? 0 : nothing} role=${wide ? 'group' : nothing} aria-label=${wide ? this.name : nothing} @scroll=${this.look}><slot></slot></div>
      ${this.behind ? this.edge('behind') : nothing}${this.ahead ? this.edge('ahead') : nothing}`;
  }

  /** For the pointer: keys scroll what they are on. */
  private edge(where: 'behind' | 'ahead'): TemplateResult {
    const right = (where === 'ahead') !== runsFromRight(this);
    return html`<button class="${where} ${right ? 'right' : 'left'}" data-testid=${where} tabindex="-1" aria-hidden="true"
      @click=${() => this.scroller.scrollBy({ left: (right ? step : -step) * this.scroller.clientWidth })}>${icon(right ? 'chevronRight' : 'chevronLeft')}</button>`;
  }

  /** Where there is more now; the first column covers what has gone by. */
  private look(): void {
    const { scrollLeft, scrollWidth, clientWidth } = this.scroller;
    // Less than zero where lines run from right to left.
    const gone = Math.abs(scrollLeft);
    this.behind = gone > 1;
    this.ahead = scrollWidth - clientWidth - gone > 1;
    const first = this.querySelector<HTMLElement>('tbody > tr > :first-child');
    this.style.setProperty('--stays', `${first?.offsetWidth ?? 0}px`);
  }
}
