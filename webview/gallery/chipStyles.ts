import { css } from 'lit';

/** The bar of classes: the field stays, the chips scroll; of more than three rows half of the fourth shows that there are more. */
export const chipStyles = css`
  .chips { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; flex: 1; min-width: 0; max-height: 116px; overflow-y: auto; }
  .chip {
    display: inline-flex; align-items: center; border-radius: 4px; background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
  }
  .chip.over { outline: 1px dashed var(--vscode-focusBorder); outline-offset: -1px; }
  .chip button { height: 26px; }
  .apply { position: relative; padding-inline: 8px 4px; max-width: clamp(180px, 30vw, 320px); }
  .apply .name { overflow: hidden; text-overflow: ellipsis; }
  .swatch { width: 10px; height: 10px; border-radius: 3px; flex: none; border: 1px solid var(--vscode-contrastBorder, transparent); }
  .more { width: 20px; padding: 0; justify-content: center; }
  .more .icon { width: 14px; height: 14px; }
  .counts { font-size: 11px; }
  .total { font-size: 11px; line-height: 28px; white-space: nowrap; }
  vscode-text-field { --input-height: 28; --input-min-width: 124px; width: clamp(124px, 22vw, 168px); flex: none; }
  .hint { padding-inline: 4px; line-height: 28px; }
`;
