/** The quiet bars between chips and grid, images that moved, and what an empty grid means. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons';
import { percent, plural, t } from '../l10n';
import { type Session } from '../session';
import { type Queue } from '../store/queue';

export const barStyles = css`
  .bar { display: flex; align-items: center; gap: 12px; padding: 4px 12px; min-height: 32px; border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
  .empty { display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 12px; padding: 48px 24px; text-align: center; }
  .empty .icon { width: 32px; height: 32px; color: var(--vscode-descriptionForeground); }
  .empty p { margin: 0; max-width: 440px; line-height: 1.5; }
  .empty h2 { margin: 0; font-size: 15px; font-weight: 600; }
  .actions { display: flex; gap: 8px; }
`;

/** Says that the order on screen is behind, and refreshes it only when asked. */
export function movedBar(moved: number, refresh: () => void): TemplateResult | typeof nothing {
  if (moved === 0) return nothing;
  return html`<button class="secondary" data-testid="refresh" @click=${refresh}>${icon('refresh')}${plural(moved, '{0} image moved: refresh', '{0} images moved: refresh')}</button>`;
}

/** What to do when the grid has nothing to show. */
export function emptyState(session: Session, { query }: Queue, showAll: () => void): TemplateResult {
  const { kind, atLeast } = query.filter;
  if (!session.listed || (session.table.paths.length === 0 && session.status.phase === 'scanning')) {
    return empty('sync', t('Looking for images'), t('The folder is being read.'));
  }
  if (session.table.paths.length === 0) {
    return empty('folder', t('No images in this folder'),
      t('Winnow reads JPEG, PNG, WebP, GIF, TIFF, AVIF and BMP files. Open a folder that has some, or check the include and exclude settings.'),
      html`<button class="primary" @click=${() => session.attempt(session.host.run('openSample'))}>${t('Open Sample Folder')}</button>`);
  }
  const all = html`<button class="secondary" data-testid="show-all" @click=${showAll}>${t('Show all images')}</button>`;
  if (query.search.trim() !== '') return empty('search', t('No image matches "{0}"', query.search.trim()), t('Try a shorter part of its name, or another filter.'), all);
  if (atLeast !== undefined) return empty('pass', t('No suggestion at ≥ {0}', percent(atLeast)), t('Lower the confidence, or label a few more images.'), all);
  switch (kind) {
    case 'labelled': return empty('tag', t('Nothing labelled here yet'), t('Select images and press the digit of a class.'), all);
    case 'suggested': return empty('sparkle', t('No suggestions yet'), session.classes.length === 0
      ? t('Type a class name above, then label a few images: suggestions follow by themselves.')
      : t('Label a few images of each class: suggestions follow by themselves.'), all);
    case 'next': return empty('sparkle', t('Nothing to choose from yet'), t('Training looks at the images first; then the ones that teach most are here.'), all);
    case 'unsure': return empty('pass', t('Every suggestion is sure'), t('Accept the suggestions at 95 % or more in one step.'), all);
    case 'mislabelled': return empty('pass', t('No label looks wrong'), t('Labels that the images around them speak against are shown here.'), all);
    case 'anomalies': return empty('pass', t('No anomalies'), t('Nothing is flagged. Images are ranked once training has seen them.'), all);
    case 'unlabelled': return empty('pass', t('Every image has a label'), t('Review the suggestions and anomalies, or export your labels.'), all);
    default: return empty('pass', t('Nothing to show'), t('No image matches this filter.'), all);
  }
}

function empty(glyph: Parameters<typeof icon>[0], title: string, text: string, action?: TemplateResult): TemplateResult {
  return html`<div class="empty" data-testid="empty" role="status">${icon(glyph)}<h2>${title}</h2><p class="quiet">${text}</p>
    ${action ? html`<div class="actions">${action}</div>` : nothing}</div>`;
}
