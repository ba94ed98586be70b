import { css } from 'lit';

export const reviewStyles = css`
  :host { display: grid; grid-template: auto 1fr / 1fr clamp(216px, 22vw, 320px); height: 100%; min-height: 0; }
  winnow-chips { grid-column: 1 / -1; padding-top: 8px; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
  .subject { min-width: 0; min-height: 0; overflow-y: auto; padding: 12px 16px 24px; display: flex; flex-direction: column; gap: 16px; }
  aside { min-height: 0; display: flex; flex-direction: column; border-inline-start: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
  aside h2 { display: flex; align-items: baseline; gap: 8px; padding: 12px 12px 8px; margin: 0; }
  aside winnow-threshold { border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); flex: none; }
  aside winnow-review-list { flex: 1; }
  /* In a narrow column the words need the place. */
  aside winnow-status { --track-width: 32px; }
  aside .bottom button { max-width: 100%; height: auto; min-height: 24px; white-space: normal; text-align: start; }
  aside .bottom { padding: 4px 12px; border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
  h1 { display: flex; direction: ltr; width: fit-content; max-width: 100%; margin: 0; font-size: 15px; font-weight: 600; white-space: pre; }
  h1 span, .text { min-width: 0; overflow: hidden; text-overflow: ellipsis; }
  h1 .folder { flex-shrink: 1000; }
  h2 { margin: 0 0 8px; font-size: 11px; font-weight: 600; text-transform: uppercase; letter-spacing: 0.04em; }
  .head { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; }
  .head .title { flex: 1; min-width: 280px; }
  .actions { display: flex; gap: 8px; flex-wrap: wrap; }
  .actions button { height: 28px; padding: 0 12px; }
  .actions button[aria-pressed='true'] { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
  .state { display: inline-flex; align-items: center; gap: 6px; font-weight: 600; }
  .label { display: inline-flex; align-items: center; gap: 6px; min-width: 0; }
  .state.flagged .icon { color: var(--vscode-editorWarning-foreground); }
  .state.confirmed .icon { color: var(--vscode-editorError-foreground); }
  .state.dismissed .icon { color: var(--vscode-testing-iconPassed, var(--vscode-charts-green)); }
  /* As high and as wide for every image: nothing moves from one to the next. */
  .line { display: flex; align-items: center; gap: 12px; margin-top: 4px; height: 20px; white-space: nowrap; }
  .line .state { flex: none; }
  .either { display: grid; }
  .either > * { grid-area: 1 / 1; display: inline-flex; align-items: center; justify-self: center; gap: 6px; }
  .either > [data-off] { visibility: hidden; }
  .subject { container-type: inline-size; scrollbar-gutter: stable; }
  .both { display: grid; gap: 20px 24px; align-items: start; }
  /* One, two and three squares above one another, with their captions and gaps, end at the same height. */
  .stage { display: grid; grid-template-columns: calc((100% - 8.7px) * 6 / 11) calc((100% - 8.7px) * 3 / 11 - 18px) minmax(0, 1fr); gap: 16px; align-items: start; max-width: max(480px, calc((100vh - 200px) * 1.8)); }
  .small { display: flex; flex-direction: column; gap: 12px; }
  figure { margin: 0; display: flex; flex-direction: column; gap: 4px; min-width: 0; }
  figcaption { display: flex; align-items: center; gap: 12px; font-size: 12px; min-height: 20px; color: var(--vscode-descriptionForeground); }
  figcaption label { display: inline-flex; align-items: center; gap: 8px; margin-inline-start: auto; }
  figcaption input { width: 112px; }
  .frame {
    position: relative; aspect-ratio: 1; border-radius: 6px; overflow: hidden; background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
  }
  .frame > img, .frame > winnow-raster { position: absolute; inset: 0; width: 100%; height: 100%; }
  .frame > img { object-fit: contain; }
  .heat { pointer-events: none; }
  .details { display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 20px 32px; }
  @container (max-width: 700px) {
    .actions { gap: 6px; }
    .actions button { padding: 0 7px; }
  }
  @container (max-width: 520px) {
    .stage { grid-template-columns: minmax(0, 1fr); max-width: none; }
    .stage .small, .stage .frames { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 12px; }
  }
  @container (min-width: 1000px) {
    .both { grid-template-columns: minmax(0, max(480px, calc((100vh - 200px) * 1.8))) minmax(260px, 320px); }
    .details { grid-template-columns: 1fr; }
  }
  .meter { position: relative; height: 8px; border-radius: 4px; background: color-mix(in srgb, var(--vscode-foreground) 16%, transparent); margin: 12px 0 24px; }
  .meter .fill { height: 100%; border-radius: 4px; background: var(--vscode-charts-blue); border: 1px solid var(--vscode-contrastBorder, transparent); }
  .meter.over .fill { background: var(--vscode-charts-red); }
  .meter .threshold { position: absolute; left: 50%; top: -4px; bottom: -4px; width: 2px; background: var(--vscode-foreground); }
  .meter .at { position: absolute; left: 50%; top: 14px; transform: translateX(-50%); font-size: 11px; white-space: nowrap; color: var(--vscode-descriptionForeground); }
  .reason { display: grid; grid-template-columns: 1fr auto; align-items: baseline; gap: 4px 12px; padding: 4px 0 8px; }
  .reason .track, .reason .detail { grid-column: 1 / -1; }
  .reason .detail { font-size: 12px; line-height: 1.4; }
  .reason .track { height: 6px; border-radius: 3px; background: color-mix(in srgb, var(--vscode-foreground) 16%, transparent); }
  .reason .share { height: 100%; border-radius: 3px; background: var(--vscode-charts-orange, var(--vscode-foreground)); border: 1px solid var(--vscode-contrastBorder, transparent); }
  .reason .number { text-align: end; }
  .nearest button { width: 100%; height: auto; padding: 0; display: block; cursor: pointer; }
  .nearest button:hover { border-color: var(--vscode-focusBorder); }
  .nearest button:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }
  .frames { display: flex; flex-direction: column; gap: 8px; }
  .problem { display: flex; align-items: center; gap: 8px; line-height: 1.5; }
  .empty { grid-column: 1; }
`;
