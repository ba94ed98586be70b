/** One end of the walk: an image of the folder or a class, and how to choose another. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { type Waypoint } from '../../src/shared/trainerContract';
import { icon } from '../icons';
import { t } from '../l10n';
import { type Picture } from '../review/raster';
import { type Session } from '../session';
import { fallBack, imageUri } from '../uri';

export interface EndOptions {
  readonly side: 'from' | 'to';
  readonly end: Waypoint | null;
  /** Images that are offered by name. */
  readonly offered: readonly string[];
  /** What the model makes of this end. */
  readonly picture: Picture | null;
  choose(end: Waypoint): void;
  pick(): void;
}

/** Value of the entry that opens the list of all images. */
const another = 'another';

/** Name of an end for a person. */
export function nameOfEnd(session: Session, end: Waypoint): string {
  if ('path' in end) return end.path.slice(end.path.lastIndexOf('/') + 1);
  return session.classes.find(({ id }) => id === end.classId)?.name ?? '';
}

export function endOfWalk(session: Session, { side, end, offered, picture, choose, pick }: EndOptions): TemplateResult {
  const title = side === 'from' ? t('From') : t('To');
  const paths = [...new Set([...(end && 'path' in end ? [end.path] : []), ...offered])];
  const value = end === null ? '' : 'path' in end ? `path:${end.path}` : `class:${end.classId}`;
  const changed = (event: Event) => {
    const chosen = (event.target as HTMLSelectElement).value;
    if (chosen === another) {
      (event.target as HTMLSelectElement).value = value;
      pick();
    } else if (chosen.startsWith('path:')) choose({ path: chosen.slice(5) });
    else choose({ classId: chosen.slice(6), seed: 1 });
  };
  const option = (key: string, name: string) => html`<option value=${key} ?selected=${key === value}>${name}</option>`;
  return html`<div class="end">
    <h2>${title}</h2>
    <div class="picture">${end && 'path' in end
      ? keyed(end.path, html`<img src=${imageUri(session, end.path)} alt=${end.path} data-testid="end-${side}-image"
          @error=${(event: Event) => void fallBack(session, end.path, event.target as HTMLImageElement)}>`)
      : picture ? html`<winnow-raster .picture=${picture} name=${end ? nameOfEnd(session, end) : ''}></winnow-raster>` : nothing}</div>
    <select data-testid="end-${side}" aria-label=${title} @change=${changed}>
      ${end === null ? html`<option value="" selected disabled>${t('Choose an image or a class')}</option>` : nothing}
      ${paths.length > 0 ? html`<optgroup label=${t('Images')}>${paths.map(path => option(`path:${path}`, path))}</optgroup>` : nothing}
      ${session.classes.length > 0 ? html`<optgroup label=${t('Classes')}>${session.classes.map(({ id, name }) => option(`class:${id}`, name))}</optgroup>` : nothing}
      <option value=${another}>${t('Another image…')}</option>
    </select>
    <div class="tools">
      <button data-testid="pick-${side}" @click=${pick}>${icon('search')}${t('Choose…')}</button>
      ${end && 'classId' in end ? html`<button data-testid="seed-${side}" @click=${() => choose({ ...end, seed: end.seed + 1 })}>${icon('refresh')}${t('Another')}</button>` : nothing}
    </div>
  </div>`;
}
