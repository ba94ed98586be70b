import { type ChosenImages } from '../shared/pageContract';
import { t } from './l10n';
import { type Project } from './project';

/** Images shown beside the one that they resemble. */
const most = 200;

/** The images that the model finds most similar to one, which comes first. PersonError while nothing can be said of it. */
export async function similarTo(project: Project, path: string): Promise<ChosenImages> {
  const trainer = await project.trainer.ready();
  return { title: t('Similar to {0}', path.slice(path.lastIndexOf('/') + 1)), seed: path, paths: await trainer.similar(path, most) };
}
