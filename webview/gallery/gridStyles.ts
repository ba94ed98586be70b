import { css } from 'lit';
import { unseen } from '../styles/base';

/** The grid and its tiles; tile sides come in through `--side`. */
export const gridStyles = css`
  :host { display: block; position: relative; min-height: 0; }
  .scroll { position: absolute; inset: 0; overflow-y: auto; overflow-x: hidden; padding: 0 12px; user-select: none; outline: none; }
  .space { position: relative; width: 100%; }
  .row { position: absolute; inset-inline: 0; top: 0; display: flex; gap: 8px; will-change: transform; contain: layout style; }
  .tile {
    display: flex; flex-direction: column; width: var(--side); flex: none; border-radius: 6px; padding: 3px; cursor: pointer;
    border: 1px solid transparent; outline: none;
  }
  .tile:hover { background: var(--vscode-list-hoverBackground); }
  .tile.selected {
    background: var(--vscode-list-inactiveSelectionBackground); border-color: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
  }
  .scroll:focus-within .tile.selected { background: var(--vscode-list-activeSelectionBackground); color: var(--vscode-list-activeSelectionForeground); }
  .tile:focus-visible, .tile:focus { outline: 2px solid var(--vscode-focusBorder); outline-offset: 0; }
  .tile.grouped { position: relative; }
  .tile.grouped::before {
    content: ''; position: absolute; z-index: -1; inset-block: -3px; inset-inline: -10px 0; border-block: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    background: color-mix(in srgb, var(--vscode-foreground) 9%, transparent);
  }
  .tile.first::before { inset-inline-start: -3px; border-inline-start: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent)); border-start-start-radius: 8px; border-end-start-radius: 8px; }
  .tile.last::before { inset-inline-end: -3px; border-inline-end: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent)); border-start-end-radius: 8px; border-end-end-radius: 8px; }
  .row { isolation: isolate; }
  .frame {
    order: -1; position: relative; aspect-ratio: 1; border-radius: 4px; overflow: hidden;
    background: var(--vscode-editorWidget-background); border: 1px solid var(--vscode-contrastBorder, transparent);
    display: grid; place-items: center; container-type: inline-size;
  }
  img { position: absolute; width: 100%; height: 100%; object-fit: contain; }
  .broken { display: flex; flex-direction: column; align-items: center; gap: 4px; font-size: 11px; }
  .broken .why { padding: 0 4px; text-align: center; line-height: 1.3; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
  .broken .icon { color: var(--vscode-errorForeground); }
  .badge {
    position: absolute; display: inline-flex; align-items: center; gap: 4px; height: 20px; padding-block: 0; padding-inline: 4px 6px; border-radius: 10px;
    font-size: 11px; line-height: 1; border: 1px solid var(--vscode-contrastBorder, transparent);
    background: var(--vscode-editorWidget-background); color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
  }
  .badge .icon { width: 14px; height: 14px; }
  .badge.reason { top: auto; bottom: 4px; inset-inline: 4px auto; max-width: calc(100% - 8px); box-sizing: border-box; padding: 0 6px; display: block; line-height: 18px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .badge.group { top: auto; bottom: 4px; inset-inline-start: 4px; padding: 0 6px; }
  .badge.group .icon { color: var(--vscode-editorWarning-foreground); }
  .badge:not(.check, .reason, .group) { top: 4px; inset-inline-end: 4px; }
  .check {
    top: 4px; inset-inline-start: 4px; padding: 0; width: 20px; justify-content: center;
    background: var(--vscode-button-background); color: var(--vscode-button-foreground);
  }
  .flagged { border: 1px dashed var(--vscode-editorWarning-foreground); }
  .flagged .icon { color: var(--vscode-editorWarning-foreground); }
  .confirmed { background: var(--vscode-inputValidation-errorBackground, var(--vscode-editorWidget-background)); border-color: var(--vscode-editorError-foreground); }
  .confirmed .icon { color: var(--vscode-editorError-foreground); }
  .dismissed .icon { color: var(--vscode-testing-iconPassed, var(--vscode-charts-green)); }
  /* Where a word would be cut off its icon and colour say it, and a screen reader reads on. */
  @container (max-width: 110px) {
    .badge:is(.confirmed, .dismissed) { padding-inline: 2px; }
    .badge .word { ${unseen} }
  }
  @container (max-width: 80px) {
    .badge.flagged { padding-inline: 2px; }
    .badge.flagged .number { ${unseen} }
  }
  .caption { display: flex; align-items: center; gap: 6px; padding: 0 2px; font-size: 12px; }
  .caption .name { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .labelled .name { font-weight: 600; }
  .suggested .name { font-style: italic; }
  .suggested .number { font-size: 11px; opacity: 0.85; }
  .caption { position: relative; padding-top: 6px; height: 26px; }
  .bar { position: absolute; top: 2px; inset-inline: 0; height: 0; border-top: 4px solid; border-radius: 2px; }
  .suggested .bar { border-top: 2px dashed; border-radius: 0; top: 3px; }
  .quiet { color: inherit; opacity: 0.75; }
  .saving .caption .name { opacity: 0.7; }
  .saving .bar { animation: pulse 0.8s ease-in-out infinite alternate; }
  @keyframes pulse { to { opacity: 0.3; } }
  .band {
    position: absolute; z-index: 2; pointer-events: none; border: 1px solid var(--vscode-focusBorder);
    background: color-mix(in srgb, var(--vscode-focusBorder) 16%, transparent);
  }
`;
