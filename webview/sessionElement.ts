/** An element that draws itself again whenever its session changes. */
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { type Session } from './session';

export class SessionElement extends LitElement {
  /** Set once, before the element is connected. */
  @property({ attribute: false }) session!: Session;

  private readonly redraw = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener('change', this.redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener('change', this.redraw);
  }
}
