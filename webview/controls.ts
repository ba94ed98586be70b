/** The standard controls. The toolkit behind them is archived: whoever replaces it does so here. */
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeTextField } from '@vscode/webview-ui-toolkit';

/** Defines `vscode-button` and `vscode-text-field`. */
export function defineControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextField());
}

/** The part of a text field that the page reads. */
export interface ValueControl extends HTMLElement {
  value: string;
}
