/** What there is to see and to do before there is a map. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons';
import { t } from '../l10n';
import { type Session } from '../session';
import { type Atlas } from './atlas';

export function emptyMap(session: Session, { problem, asking }: Atlas, noGraphics: boolean): TemplateResult {
  const { status, table, listed } = session;
  const run = (command: string) => () => void session.attempt(session.host.run(command));
  if (noGraphics) {
    return empty('error', t('The map cannot be drawn'), t('It needs WebGL 2, which this window does not offer. Check that hardware acceleration is on (the command Preferences: Configure Runtime Arguments, entry disable-hardware-acceleration), then open the map again.'));
  }
  if (listed && table.paths.length === 0) {
    return empty('folder', t('No images in this folder'), t('Open a folder of images, or the sample, to see how they lie to each other.'),
      html`<button class="primary" @click=${run('openSample')}>${t('Open Sample Folder')}</button>`);
  }
  if (asking) return empty('sync', t('The map is being drawn'), t('This takes a few seconds, more for many images.'));
  if (status.phase === 'paused' || status.phase === 'failed') {
    return empty('pause', t('Training is stopped'), t('The map shows what the model has learned. Resume training to get one.'),
      html`<button class="primary" @click=${run('resumeTraining')}>${t('Resume Training')}</button>`);
  }
  return empty('scatter', t('No map yet'), problem ?? t('It appears as soon as the model has looked at the images for the first time.'));
}

function empty(glyph: Parameters<typeof icon>[0], title: string, text: string, action?: TemplateResult): TemplateResult {
  return html`<div class="empty" data-testid="empty" role="status">${icon(glyph)}<h2>${title}</h2><p class="quiet">${text}</p>
    ${action ? html`<div class="actions">${action}</div>` : nothing}</div>`;
}
