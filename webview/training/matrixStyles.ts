/** How the table of right and wrong suggestions looks: shares as tints of the theme's own colours, outlines where the theme has contrast borders. */
import { css } from 'lit';

export const matrixStyles = css`
  /* As wide as each other, whatever the classes are called; narrower where the page is, as long as a number has room. */
  table { --column: clamp(44px, calc((100cqi - 136px) / var(--columns) - 2px), 88px); border-collapse: separate; border-spacing: 2px; font-size: 12px; }
  th { font-weight: normal; text-align: center; max-width: 112px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  th[scope='row'] { text-align: end; padding-inline-end: 8px; }
  th[scope='row'], .corner { position: sticky; inset-inline-start: 0; z-index: 1; background: var(--vscode-editor-background); }
  th[scope='col'] { padding: 0 2px 4px; min-width: var(--column); max-width: var(--column); vertical-align: bottom; white-space: normal; overflow-wrap: anywhere; line-height: 1.25; }
  th[scope='col'] span { unicode-bidi: plaintext; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
  .corner { font-size: 11px; padding-inline-end: 8px; text-align: end; vertical-align: bottom; white-space: nowrap; }
  .corner span { display: block; }
  td button {
    justify-content: center; width: 100%; min-width: 40px; height: 28px; padding: 0 4px; font-variant-numeric: tabular-nums;
  }
  td button:not([aria-disabled='true']) { border-color: var(--vscode-contrastBorder, transparent); }
  td button.right { background: color-mix(in srgb, var(--vscode-charts-green) calc(var(--share) * 25%), transparent); }
  td button.wrong { background: color-mix(in srgb, var(--vscode-charts-red) calc(var(--share) * 35%), transparent); }
  td button[aria-disabled='true'] { color: var(--vscode-descriptionForeground); cursor: default; }
`;
