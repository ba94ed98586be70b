/** One image of the grid: picture, state, name. Four states are told apart by form as well as by colour. */
import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { said } from '../../src/shared/phrase';
import { styleProperties } from '../styleProperties';
import { icon } from '../icons';
import { decimal, percent, plural, t } from '../l10n';
import { type Session } from '../session';
import { type GroupState } from '../store/groups';
import { isFlagged, isSuggested } from '../store/table';
import { nameOfImage, standingOf } from './wording';

/** Groups are drawn as one card behind their tiles. */
export interface TileGroup extends GroupState {
  readonly first: boolean;
  readonly last: boolean;
}

export interface TileView {
  readonly index: number;
  readonly rank: number;
  readonly column: number;
  readonly focused: boolean;
  readonly selected: boolean;
  /** Why the image is where it is, to be shown; null: nothing. */
  readonly reason: string | null;
  /** Its place in the group of near duplicates that is shown around it; null: none is. */
  readonly group: TileGroup | null;
  /** undefined: still asked for; null: the image cannot be shown. */
  readonly src: string | null | undefined;
}

export function tile(session: Session, view: TileView): TemplateResult {
  const { table, classes, saving } = session;
  const { index, rank, column, focused, selected, reason, group, src } = view;
  const path = table.paths[index];
  const unreadable = table.unreadable.get(index);
  return html`
    <div class=${classMap({ tile: true, selected, grouped: group !== null, first: group?.first ?? false, last: group?.last ?? false, saving: saving.has(path) })} role="gridcell" id="tile-${rank}"
      data-testid="tile" data-path=${path} data-rank=${rank} aria-colindex=${column + 1}
      tabindex=${focused ? 0 : -1} aria-selected=${selected}>
      ${caption(session, index)}
      <div class="frame" title=${nameOfImage(table, index, classes)}>
        ${unreadable !== undefined
          ? html`<span class="broken">${icon('error')}<span class="why">${said(unreadable, t)}</span></span>`
          : src === undefined || src === null ? nothing : html`<img src=${src} alt="" draggable="false" decoding="async">`}
        ${selected ? html`<span class="badge check">${icon('check')}</span>` : nothing}
        ${reviewBadge(session, index)}
        ${group?.first ? groupBadge(group) : nothing}
        ${reason !== null ? html`<span class="badge reason" data-testid="reason">${reason}</span>` : nothing}
      </div>
    </div>`;
}

function groupBadge({ size, differs }: TileGroup): TemplateResult {
  return html`<span class="badge group" data-testid="group">${differs ? icon('warning') : nothing}${plural(size, '{0} image', '{0} images')}${differs ? unseen(t(', labels differ')) : nothing}</span>`;
}

function reviewBadge({ table }: Session, index: number): TemplateResult | typeof nothing {
  if (table.review[index] === 1) return html`<span class="badge confirmed" data-state="confirmed">${icon('flag')}${unseen(t(', confirmed'))}<span class="word">${t('anomaly')}</span></span>`;
  if (table.review[index] === 0) return html`<span class="badge dismissed" data-state="dismissed">${icon('pass')}${unseen(t(', flag dismissed:'))}<span class="word">${t('normal')}</span></span>`;
  if (!isFlagged(table, index)) return nothing;
  return html`<span class="badge flagged" data-state="flagged">${icon('warning')}${unseen(t(', flagged as anomaly, score'))}<span class="number">${decimal(table.anomaly[index])}</span></span>`;
}

function caption({ table, classes }: Session, index: number): TemplateResult {
  const label = classes[table.label[index]];
  const path = table.paths[index];
  if (label) {
    const rest = `${standingOf(table, index)}, ${path}`;
    return html`<div class="caption labelled" data-state="labelled">
      <span class="bar" style=${styleProperties({ 'border-color': label.color })}></span><span class="name">${label.name}</span>${unseen(`, ${rest}`)}</div>`;
  }
  if (isSuggested(table, index)) {
    const suggestion = classes[table.suggestion[index]];
    return html`<div class="caption suggested" data-state="suggested">
      <span class="bar" style=${styleProperties({ 'border-color': suggestion.color })}></span>
      <span class="name">${suggestion.name}</span>${unseen(t(', suggested,'))}<span class="number">${percent(table.confidence[index])}</span>${unseen(`, ${path}`)}</div>`;
  }
  return html`<div class="caption" data-state="unlabelled"><span class="name quiet">${fileName(path)}</span>${unseen(t(', no label'))}</div>`;
}

/** The rest of what a screen reader says, between what is seen. */
function unseen(text: string): TemplateResult {
  return html`<span class="hidden-text">${text} </span>`;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
