/** Codicons as inline SVG: they follow the text colour and need no font. */
import add from '@vscode/codicons/src/icons/add.svg' with { type: 'text' };
import arrowDown from '@vscode/codicons/src/icons/arrow-down.svg' with { type: 'text' };
import arrowUp from '@vscode/codicons/src/icons/arrow-up.svg' with { type: 'text' };
import check from '@vscode/codicons/src/icons/check.svg' with { type: 'text' };
import chevronLeft from '@vscode/codicons/src/icons/chevron-left.svg' with { type: 'text' };
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg' with { type: 'text' };
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg' with { type: 'text' };
import close from '@vscode/codicons/src/icons/close.svg' with { type: 'text' };
import combine from '@vscode/codicons/src/icons/combine.svg' with { type: 'text' };
import newClass from '@vscode/codicons/src/icons/symbol-class.svg' with { type: 'text' };
import discard from '@vscode/codicons/src/icons/discard.svg' with { type: 'text' };
import edit from '@vscode/codicons/src/icons/edit.svg' with { type: 'text' };
import error from '@vscode/codicons/src/icons/error.svg' with { type: 'text' };
import folder from '@vscode/codicons/src/icons/folder-opened.svg' with { type: 'text' };
import image from '@vscode/codicons/src/icons/device-camera.svg' with { type: 'text' };
import kebab from '@vscode/codicons/src/icons/kebab-vertical.svg' with { type: 'text' };
import pass from '@vscode/codicons/src/icons/pass.svg' with { type: 'text' };
import pause from '@vscode/codicons/src/icons/debug-pause.svg' with { type: 'text' };
import play from '@vscode/codicons/src/icons/play.svg' with { type: 'text' };
import redo from '@vscode/codicons/src/icons/redo.svg' with { type: 'text' };
import refresh from '@vscode/codicons/src/icons/refresh.svg' with { type: 'text' };
import restart from '@vscode/codicons/src/icons/debug-restart.svg' with { type: 'text' };
import search from '@vscode/codicons/src/icons/search.svg' with { type: 'text' };
import sparkle from '@vscode/codicons/src/icons/sparkle.svg' with { type: 'text' };
import symbolColor from '@vscode/codicons/src/icons/symbol-color.svg' with { type: 'text' };
import sync from '@vscode/codicons/src/icons/sync.svg' with { type: 'text' };
import tag from '@vscode/codicons/src/icons/tag.svg' with { type: 'text' };
import trash from '@vscode/codicons/src/icons/trash.svg' with { type: 'text' };
import scatter from '@vscode/codicons/src/icons/graph-scatter.svg' with { type: 'text' };
import zoomIn from '@vscode/codicons/src/icons/zoom-in.svg' with { type: 'text' };
import zoomOut from '@vscode/codicons/src/icons/zoom-out.svg' with { type: 'text' };
import whole from '@vscode/codicons/src/icons/screen-full.svg' with { type: 'text' };
import lasso from '@vscode/codicons/src/icons/circle-large.svg' with { type: 'text' };
import swap from '@vscode/codicons/src/icons/arrow-swap.svg' with { type: 'text' };
import move from '@vscode/codicons/src/icons/move.svg' with { type: 'text' };
import warning from '@vscode/codicons/src/icons/warning.svg' with { type: 'text' };
import flag from '@vscode/codicons/src/icons/flag.svg' with { type: 'text' };
import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

const sources = {
  add, arrowDown, arrowUp, check, chevronLeft, chevronRight, circleSlash, close, combine, discard, edit, error, flag, folder, image, kebab, newClass, pass,
  pause, play, redo, refresh, restart, search, sparkle, symbolColor, sync, tag, trash, warning, scatter, zoomIn, zoomOut, whole, lasso, swap, move,
} as const;

export type IconName = keyof typeof sources;

/** Icons that point along the line: where it runs from right to left, they point the other way. */
const turning: readonly IconName[] = ['discard', 'redo'];

/** An icon of 16 by 16 pixels, hidden from screen readers: its button or text carries the name. */
export function icon(name: IconName, extra = ''): TemplateResult {
  return html`<span class="icon ${turning.includes(name) ? 'turning' : ''} ${extra}" aria-hidden="true">${unsafeHTML(sources[name])}</span>`;
}
