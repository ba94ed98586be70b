/** Why an action did nothing, for the eye: the live region tells it to screen readers. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons';

export const hintStyles = css`
  .hint {
    position: fixed; inset-block-end: 16px; inset-inline: 16px; margin-inline: auto; width: fit-content; max-width: 480px; z-index: 10; pointer-events: none;
    display: flex; align-items: center; gap: 8px; padding: 8px 12px; border-radius: 6px;
    color: var(--vscode-notifications-foreground, var(--vscode-foreground)); background: var(--vscode-notifications-background, var(--vscode-editorWidget-background));
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent)); box-shadow: 0 0 8px 2px var(--vscode-widget-shadow, transparent);
  }
`;

/** Lies over the page, so that nothing moves under the pointer. */
export function hint(text: string): TemplateResult | typeof nothing {
  return text === '' ? nothing : html`<div class="hint" data-testid="hint" aria-hidden="true">${icon('warning')}${text}</div>`;
}
