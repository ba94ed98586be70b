/** What every element of the page shares: text, icons, focus, buttons. Colours come from the theme alone. */
import { css } from 'lit';

/** Read out, not seen. */
export const unseen = css`position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;`;

export const base = css`
  :host {
    box-sizing: border-box;
    color: var(--vscode-foreground);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size, 13px);
  }
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  .icon { display: inline-flex; flex: none; width: 16px; height: 16px; }
  .icon svg { width: 100%; height: 100%; fill: currentColor; }
  .quiet { color: var(--vscode-descriptionForeground); }
  .number { font-variant-numeric: tabular-nums; }
  /* What a person or a program has named, and numbers with their units, run in their own direction. */
  .name, .number, .counts, h1, dd, th, option { unicode-bidi: plaintext; text-align: -webkit-match-parent; }
  vscode-text-field::part(control) { text-overflow: ellipsis; }
  kbd { direction: ltr; unicode-bidi: isolate; }
  :dir(rtl) > .turning { transform: scaleX(-1); }
  button {
    font: inherit; color: inherit; background: none; border: 1px solid transparent; margin: 0; cursor: pointer;
    display: inline-flex; align-items: center; gap: 6px; border-radius: 4px; padding: 0 8px; height: 24px; white-space: nowrap;
  }
  button.bare { padding: 0; width: 24px; justify-content: center; }
  button:hover:not(:disabled) { background: var(--vscode-toolbar-hoverBackground); }
  button:active:not(:disabled) { background: var(--vscode-toolbar-activeBackground, var(--vscode-toolbar-hoverBackground)); }
  button:disabled { opacity: 0.45; cursor: default; }
  button.primary {
    background: var(--vscode-button-background); color: var(--vscode-button-foreground);
    border-color: var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
  }
  button.primary:hover:not(:disabled) { background: var(--vscode-button-hoverBackground); }
  button.secondary {
    background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground);
    border-color: var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
  }
  button.secondary:hover:not(:disabled) { background: var(--vscode-button-secondaryHoverBackground); }
  select {
    font: inherit; height: 24px; padding: 0 4px; border-radius: 4px; max-width: 160px; text-overflow: ellipsis;
    color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background);
    border: 1px solid var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
  }
  input[type='range'] { appearance: none; background: none; height: 16px; margin: 0; cursor: pointer; border-radius: 4px; }
  input[type='range']::-webkit-slider-runnable-track { height: 4px; border-radius: 2px; background: var(--vscode-contrastBorder, var(--vscode-dropdown-border, var(--vscode-editorWidget-border))); }
  input[type='range']::-webkit-slider-thumb { appearance: none; width: 14px; height: 14px; margin-top: -5px; border-radius: 50%; background: var(--vscode-focusBorder); }
  input[type='range']:disabled { opacity: 0.45; cursor: default; }
  input[type='range']:hover::-webkit-slider-thumb { background: var(--vscode-button-hoverBackground, var(--vscode-focusBorder)); }
  vscode-text-field {
    --input-background: var(--vscode-input-background); --input-foreground: var(--vscode-input-foreground);
    --input-placeholder-foreground: var(--vscode-input-placeholderForeground); --focus-border: var(--vscode-focusBorder);
    --dropdown-border: var(--vscode-input-border, var(--vscode-contrastBorder, transparent)); --border-width: 1; --corner-radius-round: 4;
    --design-unit: 4; --input-height: 24; --icon-foreground: var(--vscode-foreground); --disabled-opacity: 0.4; --input-min-width: 96px;
    --font-family: var(--vscode-font-family); --type-ramp-base-font-size: var(--vscode-font-size, 13px); --type-ramp-base-line-height: normal;
  }
  kbd {
    font: inherit; font-size: 11px; line-height: 14px; min-width: 16px; padding: 0 4px; text-align: center; border-radius: 3px;
    color: var(--vscode-keybindingLabel-foreground); background: var(--vscode-keybindingLabel-background);
    border: 1px solid var(--vscode-keybindingLabel-border, var(--vscode-contrastBorder, transparent));
  }
  button.primary kbd { color: inherit; background: none; border-color: color-mix(in srgb, currentColor 60%, transparent); }
  button:focus-visible, select:focus-visible, input:focus-visible, [tabindex]:focus-visible {
    outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px;
  }
  .hidden-text { ${unseen} }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation: none !important; transition: none !important; }
  }
`;
