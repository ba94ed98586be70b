/** How the table of right and wrong suggestions looks: shares as tints of the theme's own colours, outlines where the theme has contrast borders. */
import { css } from 'lit';

export const matrixStyles = css`
  .scroll { overflow-x: auto; max-width: 100%; }
  table { border-collapse: separate; border-spacing: 2px; font-size: 12px; }
  th { font-weight: normal; text-align: center; max-width: 112px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  th[scope='row'] { text-align: end; padding-inline-end: 8px; }
  /* As wide as each other, whatever the classes are called. */
  th[scope='col'] { padding: 0 2px 4px; min-width: 88px; max-width: 88px; }
  th[scope='col'] span { unicode-bidi: plaintext; display: block; overflow: hidden; text-overflow: ellipsis; }
  .corner { font-size: 11px; padding-inline-end: 8px; text-align: end; white-space: nowrap; }
  td button {
    justify-content: center; width: 100%; min-width: 40px; height: 28px; padding: 0 4px; font-variant-numeric: tabular-nums;
  }
  td button:not([aria-disabled='true']) { border-color: var(--vscode-contrastBorder, transparent); }
  td button.right { background: color-mix(in srgb, var(--vscode-charts-green) calc(var(--share) * 25%), transparent); }
  td button.wrong { background: color-mix(in srgb, var(--vscode-charts-red) calc(var(--share) * 35%), transparent); }
  td button[aria-disabled='true'] { color: var(--vscode-descriptionForeground); cursor: default; }
`;
