/** What there is to see and to do before there is a map. */
import { type TemplateResult } from 'lit';
import { emptyState } from '../empty';
import { t } from '../l10n';
import { type Session } from '../session';
import { type Atlas } from './atlas';

export function emptyMap(session: Session, { problem, asking }: Atlas, noGraphics: boolean): TemplateResult {
  const { status, table, listed } = session;
  if (noGraphics) {
    return emptyState(session, 'error', t('The map cannot be drawn'), t('It needs WebGL 2, which this window does not offer. Check that hardware acceleration is on (the command Preferences: Configure Runtime Arguments, entry disable-hardware-acceleration), then open the map again.'));
  }
  if (listed && table.paths.length === 0) {
    return emptyState(session, 'folder', t('No images in this folder'), t('Open a folder of images, or the sample, to see how they lie to each other.'),
      { button: t('Open Sample Folder'), command: 'openSample' });
  }
  if (asking) return emptyState(session, 'sync', t('The map is being drawn'), t('This takes a few seconds, more for many images.'));
  if (status.phase === 'paused' || status.phase === 'failed') {
    return emptyState(session, 'pause', t('Training is stopped'), t('The map shows what the model has learned. Resume training to get one.'),
      { button: t('Resume Training'), command: 'resumeTraining' });
  }
  return emptyState(session, 'scatter', t('No map yet'), problem ?? t('It appears as soon as the model has looked at the images for the first time.'));
}
