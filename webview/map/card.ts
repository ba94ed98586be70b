/** The image of the hovered or focused point, beside it. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons';
import { decimal, percent, t } from '../l10n';
import { type Session } from '../session';
import { isFlagged, isSuggested } from '../store/table';
import { styleProperties } from '../styleProperties';
import { imageUri } from '../uri';
import { type Point, type Size } from './camera';

/** Width and height with its lines, and distance from the point, CSS pixels. */
const [width, height, away] = [208, 280, 14];

/** Where the card of a point at `at` stands, as CSS lengths: on the side that has room. */
export function cardPlace(at: Point, size: Size): { left: string; top: string } {
  const left = at.x + away + width < size.width ? at.x + away : Math.max(4, at.x - away - width);
  return { left: `${left}px`, top: `${Math.max(4, Math.min(size.height - height - 4, at.y - height / 2))}px` };
}

/** `src`: undefined while it is asked for, null when there is no thumbnail. */
export function card(session: Session, index: number, at: Point, size: Size, src: string | null | undefined): TemplateResult {
  const { table } = session;
  const path = table.paths[index];
  const unreadable = table.unreadable.has(index);
  return html`
    <div class="card" data-testid="map-card" data-path=${path} aria-hidden="true" style=${styleProperties(cardPlace(at, size))}>
      <div class="picture">${unreadable ? html`<span class="line">${icon('error')}${t('unreadable')}</span>`
        : src === undefined ? nothing : html`<img src=${src ?? imageUri(session, path)} alt="" decoding="async">`}</div>
      ${said(session, index)}
      <div class="line"><span class="text quiet">${path.slice(path.lastIndexOf('/') + 1)}</span></div>
    </div>`;
}

function said({ table, classes }: Session, index: number): TemplateResult {
  const label = classes[table.label[index]];
  const suggestion = isSuggested(table, index) ? classes[table.suggestion[index]] : undefined;
  const dot = (color: string) => html`<span class="dot" style=${styleProperties({ background: color })}></span>`;
  const score = table.anomaly[index];
  return html`
    <div class="line">${label ? html`${dot(label.color)}<span class="text">${label.name}</span>`
      : suggestion ? html`${dot(suggestion.color)}<span class="text">${t('{0}, suggested', suggestion.name)}</span><span class="number">${percent(table.confidence[index])}</span>`
        : html`<span class="text quiet">${t('no label')}</span>`}</div>
    <div class="line">${table.review[index] === 1 ? html`${icon('flag')}<span class="text">${t('confirmed anomaly')}</span>`
      : isFlagged(table, index) ? html`${icon('warning')}<span class="text">${t('flagged as anomaly')}</span><span class="number">${decimal(score)}</span>`
        : html`<span class="text quiet">${Number.isNaN(score) ? nothing : t('anomaly score {0}', decimal(score))}</span>`}</div>`;
}
