import { emptyProject, readProject } from '../data/projectFile';
import { scanFolder } from '../data/scan';
import { type OpenProject } from './session';
import { openOptions } from './settings';

/** Relative paths of the images in the folder; read anew while the trainer has not looked: before that it tells those of the last session. */
export async function imagePaths({ folder, state, project }: OpenProject): Promise<readonly string[]> {
  if (project.scanned) return project.scanned.paths;
  const options = openOptions(folder.uri, state, await readProject(folder.uri.fsPath) ?? emptyProject);
  return (await scanFolder(folder.uri.fsPath, options)).map(({ path }) => path);
}
