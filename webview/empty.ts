/** What stands where there is nothing to show yet: what is missing, and the step that helps. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from './icons';
import { type Session } from './session';

export const emptyStyles = css`
  .empty { display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 12px; padding: 48px 24px; text-align: center; }
  .empty .icon { width: 32px; height: 32px; color: var(--vscode-descriptionForeground); }
  .empty p { margin: 0; max-width: 440px; line-height: 1.5; text-wrap: balance; }
  .empty h2 { margin: 0; font-size: 15px; font-weight: 600; text-transform: none; letter-spacing: normal; }
`;

/** `action`: the words of a button and the command of Winnow behind it. */
export function emptyState(session: Session, glyph: IconName, title: string, text: string, action?: { readonly button: string; readonly command: string }): TemplateResult {
  return html`<div class="empty" data-testid="empty" role="status">${icon(glyph)}<h2>${title}</h2><p class="quiet">${text}</p>
    ${action ? html`<div class="actions"><button class="primary" @click=${() => void session.attempt(session.host.run(action.command))}>${action.button}</button></div>` : nothing}</div>`;
}
