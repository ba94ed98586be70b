import { css } from 'lit';

export const mapStyles = css`
  :host { display: flex; flex-direction: column; height: 100%; min-height: 0; }
  header { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; padding: 8px 12px; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
  .group { display: flex; align-items: center; gap: 4px; }
  .group .name { margin-inline-end: 4px; font-size: 12px; }
  .switch { display: flex; gap: 0; border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); border-radius: 4px; }
  .switch button[aria-pressed='true'] { background: var(--vscode-badge-background); color: var(--vscode-badge-foreground); border-color: var(--vscode-contrastActiveBorder, transparent); }
  .end { margin-inline-start: auto; }
  .body { flex: 1; min-height: 0; display: grid; grid-template-columns: 1fr clamp(176px, 20vw, 256px); }
  .field { position: relative; min-width: 0; min-height: 0; }
  winnow-map-view { position: absolute; inset: 0; }
  aside { display: flex; flex-direction: column; gap: 12px; min-height: 0; overflow-y: auto; padding: 12px; border-inline-start: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
  h2 { margin: 0 0 4px; font-size: 11px; font-weight: 600; text-transform: uppercase; letter-spacing: 0.04em; }
  .legend { display: flex; flex-direction: column; gap: 2px; list-style: none; margin: 0; padding: 0; }
  .legend button { width: 100%; justify-content: flex-start; padding: 0 6px; }
  .legend .text { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; text-align: start; }
  .legend .number { font-size: 12px; }
  .dot { width: 10px; height: 10px; border-radius: 50%; flex: none; border: 1px solid var(--vscode-contrastBorder, transparent); }
  .picked { display: flex; flex-direction: column; gap: 8px; }
  .picked .actions { display: flex; flex-wrap: wrap; gap: 6px; }
  .picked p { margin: 0; }
  .labels { display: flex; flex-direction: column; gap: 4px; }
  .labels button { border-color: var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
  .labels .text { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; text-align: start; }
  .card {
    position: absolute; z-index: 2; display: flex; flex-direction: column; gap: 4px; width: 208px; padding: 6px; border-radius: 6px; pointer-events: none; overflow: hidden;
    color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground)); background: var(--vscode-editorHoverWidget-background, var(--vscode-editorWidget-background));
    border: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder, transparent)); box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .card .picture { width: 194px; height: 194px; display: grid; place-items: center; border-radius: 3px; overflow: hidden; }
  .card img { width: 100%; height: 100%; object-fit: contain; }
  .card .line { display: flex; align-items: center; gap: 6px; font-size: 12px; min-width: 0; }
  .card .line .number { margin-inline-start: auto; white-space: nowrap; }
  .card .line .text { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  footer { display: flex; align-items: center; gap: 16px; min-height: 28px; padding: 2px 12px; border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
  footer .text { flex: 1; min-width: 0; font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  kbd { font-family: inherit; font-size: 11px; opacity: 0.8; }
  .empty { position: absolute; inset: 0; }
  .help { margin: 0; line-height: 1.6; font-size: 12px; }
  .help span { white-space: nowrap; }
`;
