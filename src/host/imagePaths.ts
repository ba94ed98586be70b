import { emptyProject, readProject } from '../data/projectFile';
import { scanFolder } from '../data/scan';
import { type OpenProject } from './session';
import { openOptions } from './settings';

/** Relative paths of the images in the folder; read anew while the trainer has not told them yet. */
export async function imagePaths({ folder, state, project }: OpenProject): Promise<readonly string[]> {
  if (project.listing) return project.listing.paths;
  const options = openOptions(folder.uri, state, await readProject(folder.uri.fsPath) ?? emptyProject);
  return (await scanFolder(folder.uri.fsPath, options)).map(({ path }) => path);
}
