/** What there is to see and to do while no image is reviewed. */
import { type TemplateResult } from 'lit';
import { emptyState } from '../empty';
import { t } from '../l10n';
import { type Session } from '../session';

export function emptyReview(session: Session): TemplateResult {
  const { status, table, listed, predictions } = session;
  if (listed && table.paths.length === 0) {
    return emptyState(session, 'folder', t('No images in this folder'), t('Open a folder of images, or the sample, to have those ranked that do not fit.'), { button: t('Open Sample Folder'), command: 'openSample' });
  }
  if (!predictions && (status.phase === 'paused' || status.phase === 'failed')) {
    return emptyState(session, 'pause', t('Training is stopped'), t('The images are not ranked yet. Resume training to have them ranked.'), { button: t('Resume Training'), command: 'resumeTraining' });
  }
  return emptyState(session, 'pass', t('No anomalies'), t('Nothing is flagged. Images are ranked once training has seen them; open any image from the gallery with Enter.'), { button: t('Open Gallery'), command: 'openGallery' });
}
