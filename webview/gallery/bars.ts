/** The quiet bars between chips and grid, images that moved, and what an empty grid means. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { emptyStyles } from '../empty';
import { icon, type IconName } from '../icons';
import { percent, plural, t } from '../l10n';
import { type Session } from '../session';
import '../status';
import { groupStates } from '../store/groups';
import { type Queue } from '../store/queue';
import { type ImageTable } from '../store/table';
import { rejectionsOf, standingOf } from './wording';

export const barStyles = css`
  .bar { display: flex; align-items: center; gap: 12px; padding: 4px 12px; min-height: 32px; border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
  ${emptyStyles}
  .bar .warning { display: inline-flex; align-items: center; gap: 4px; color: var(--vscode-editorWarning-foreground); }
  .bar > span { white-space: nowrap; }
  .bar .hint { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
  .actions { display: flex; gap: 8px; }
`;

/** Says that the order on screen is behind, and refreshes it only when asked. */
export function movedBar(moved: number, refresh: () => void): TemplateResult | typeof nothing {
  if (moved === 0) return nothing;
  return html`<button class="secondary" data-testid="refresh" @click=${refresh}>${icon('refresh')}${plural(moved, '{0} image moved: refresh', '{0} images moved: refresh')}<kbd>⇧R</kbd></button>`;
}

/** What near duplicates are grouped by, and how a group is labelled. */
export function groupBar(table: ImageTable, { query, order }: Queue): TemplateResult | typeof nothing {
  if (query.filter.kind !== 'duplicates' || order.length === 0) return nothing;
  const groups = [...groupStates(table).values()];
  const differing = groups.filter(({ differs }) => differs).length;
  return html`<div class="bar" data-testid="group-bar">${icon('combine')}<span>${plural(groups.length, '{0} group', '{0} groups')}</span>
    ${differing > 0 ? html`<span class="warning" data-testid="differing">${icon('warning')}${t('{0} with different labels', differing)}</span>` : nothing}
    <span class="quiet hint">${t('A click selects the group, so that one key labels all of it; a second click, or Ctrl+click, single images.')}</span></div>`;
}

/** What can be done about labels that look wrong. */
export function doubtBar({ query, order }: Queue, keep: () => void): TemplateResult | typeof nothing {
  if (query.filter.kind !== 'mislabelled' || order.length === 0) return nothing;
  return html`<div class="bar" data-testid="doubt-bar"><button class="secondary" data-testid="keep-label" @click=${keep}>${icon('check')}${t('The label is right')}<kbd>A</kbd></button>
    <span class="quiet hint">${t('It is learned then, and not asked about again. A digit gives another label.')}</span></div>`;
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
    case 'suggested': return noSuggestions(session, all);
    case 'unsure': return session.table.suggestion.every(place => place < 0)
      ? noSuggestions(session, all)
      : empty('pass', t('Every suggestion is sure'), t('Accept the suggestions at 95 % or more in one step.'), all);
    case 'next': return empty('sparkle', t('Nothing to choose from yet'), t('Training looks at the images first; then the ones that teach most are here.'), all);
    case 'mislabelled': return empty('pass', t('No label looks wrong'), t('Labels that the images around them speak against are shown here.'), all);
    case 'anomalies': return empty('pass', t('No anomalies'), t('Nothing is flagged. Images are ranked once training has seen them.'), all);
    case 'duplicates': return session.groups === null
      ? empty('sync', t('Comparing images'), t('Images that are one picture, saved again or a little moved, appear here as soon as all are compared.'), all)
      : empty('pass', t('No near duplicates'), t('No two images are one picture.'), all);
    case 'unreadable': return empty('pass', t('Every image can be read'), t('Images that are damaged or empty would be here, with the reason.'), all);
    case 'unlabelled': return empty('pass', t('Every image has a label'), t('Review the suggestions and anomalies, or export your labels.'), all);
    default: return empty('pass', t('Nothing to show'), t('No image matches this filter.'), all);
  }
}

function empty(glyph: IconName, title: string, text: string, action?: TemplateResult): TemplateResult {
  return html`<div class="empty" data-testid="empty" role="status" tabindex="-1">${icon(glyph)}<h2>${title}</h2><p class="quiet">${text}</p>
    ${action ? html`<div class="actions">${action}</div>` : nothing}</div>`;
}

/** What the trainer does, what has moved, what is selected, and the other pages; `narrow` is what narrows the queue. */
export function statusLine(session: Session, queue: Queue, selected: ReadonlySet<string>, refresh: () => void, narrow: TemplateResult | typeof nothing): TemplateResult {
  const shown = queue.shownOf(selected).length;
  return html`
    <div class="line">
      <winnow-status .session=${session}></winnow-status>
      ${movedBar(queue.moved, refresh)}
      ${standingLine(session, selected)}
      ${narrow}
      <span class="quiet count number" data-testid="selected-count">${shown > 0
        ? t('{0} of {1} selected', shown, queue.order.length)
        : plural(queue.order.length, '{0} image', '{0} images')}</span>
      ${pageLinks(session)}
    </div>`;
}

/** What a person has said of the selected image, who, and when; nothing while several are selected. */
function standingLine({ table, classes }: Session, selected: ReadonlySet<string>): TemplateResult | typeof nothing {
  const [path] = selected;
  const index = selected.size === 1 ? table.indexOf.get(path) ?? -1 : -1;
  const text = table.label[index] >= 0 ? standingOf(table, index) : rejectionsOf(table, index, classes);
  return text === null ? nothing : html`<span class="quiet count" data-testid="author">${text}</span>`;
}

/** The pages that show the same images otherwise. */
function pageLinks(session: Session): TemplateResult {
  const link = (glyph: IconName, name: string, title: string, command: string) =>
    html`<button class="bare" data-testid="run-${command}" aria-label=${name} title=${title} @click=${() => session.attempt(session.host.run(command))}>${icon(glyph)}</button>`;
  return html`<span class="links">${link('scatter', t('Map'), `${t('Map of the images: what resembles each other lies together')} (⇧M)`, 'openMap')}
    ${link('sparkle', t('Imagine'), `${t('Images that the model draws')} (⇧I)`, 'imagine')}</span>`;
}

function noSuggestions({ classes }: Session, all: TemplateResult): TemplateResult {
  return empty('sparkle', t('No suggestions yet'), classes.length === 0
    ? t('Type a class name above, then label a few images: suggestions follow by themselves.')
    : t('Label a few images of each class: suggestions follow by themselves.'), all);
}
