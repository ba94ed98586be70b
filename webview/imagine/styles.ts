import { css } from 'lit';

export const imagineStyles = css`
  :host { display: flex; flex-direction: column; gap: 24px; height: 100%; overflow-y: auto; padding: 16px; container-type: inline-size; }
  h1 { margin: 0; font-size: 15px; font-weight: 600; }
  h2 { margin: 0; font-size: 11px; font-weight: 600; text-transform: uppercase; letter-spacing: 0.04em; }
  :host > .empty { flex: 1; }
  section { display: flex; flex-direction: column; gap: 12px; }
  .line { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; }
  .line .text { flex: 1; min-width: 160px; line-height: 1.5; }
  .line label { display: inline-flex; align-items: center; gap: 8px; }
  .line select { max-width: 240px; }
  .both { display: grid; gap: 32px 40px; align-items: start; }
  .sheet { display: grid; grid-template-columns: repeat(8, 1fr); gap: 8px; list-style: none; margin: 0; padding: 0; max-width: 960px; }
  .sheet li, .picture { aspect-ratio: 1; border-radius: 4px; overflow: hidden; background: var(--vscode-editorWidget-background); border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
  winnow-raster, .picture img { display: block; width: 100%; height: 100%; }
  .picture img { object-fit: contain; }
  .walk { display: grid; grid-template-columns: minmax(112px, 1fr) minmax(160px, 1.6fr) minmax(112px, 1fr); gap: 16px; max-width: 680px; align-items: start; }
  .end, .middle { display: flex; flex-direction: column; gap: 8px; min-width: 0; }
  .end select { max-width: 100%; width: 100%; }
  .end .tools { display: flex; flex-wrap: wrap; gap: 4px; min-height: 24px; }
  .middle h2 { text-align: center; font-variant-numeric: tabular-nums; }
  .middle input { width: 100%; }
  @container (min-width: 1200px) {
    .both { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
    .sheet { grid-template-columns: repeat(6, 1fr); }
    .walk { max-width: 760px; }
  }
  @container (max-width: 560px) { .sheet { grid-template-columns: repeat(4, 1fr); } }
  kbd { font-family: inherit; font-size: 11px; opacity: 0.8; }
  .problem { display: flex; align-items: center; gap: 8px; line-height: 1.5; margin: 0; }
  /* Pictures alone: text keeps its contrast. */
  .busy winnow-raster { opacity: 0.6; }
`;
