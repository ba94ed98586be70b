/** How the gallery's parts share its height. */
import { css } from 'lit';

export const galleryStyles = css`
  :host { display: flex; flex-direction: column; height: 100%; min-height: 0; }
  winnow-grid, .empty { flex: 1; }
  .empty:focus { outline: none; }
  header { border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
  .line { display: flex; align-items: center; gap: 16px; padding: 0 12px 4px; min-height: 28px; }
  .line winnow-status { flex: 1; }
  .line select { field-sizing: content; }
  .count { font-size: 12px; }
  .links { display: inline-flex; gap: 4px; }
`;
