import * as vscode from 'vscode';
import { t } from '../l10n';
import { log } from '../log';
import { missing } from '../missing';
import { type CommandContext, type Commands } from './commands';
import { pathOf } from './nodes';

/** Commands that open something. */
export function viewCommands({ extension, session, panels }: CommandContext): Commands {
  const open = async (view: 'gallery' | 'training' | 'map' | 'imagine') => {
    if (!session.hasFolder) throw missing.folder();
    panels.open(view);
    await session.ensure();
  };
  const image = async (node: unknown) => {
    const { folder } = await session.ensure();
    const path = pathOf(node) ?? panels.image;
    if (path === undefined) throw missing.image();
    return vscode.Uri.joinPath(folder.uri, path);
  };
  return {
    getStarted: () => vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension.extension.id}#getStarted`),
    openGallery: () => open('gallery'),
    openTraining: () => open('training'),
    openMap: () => open('map'),
    imagine: () => open('imagine'),
    openReview: async node => {
      const { project } = await session.ensure();
      const path = pathOf(node);
      if (path !== undefined) return panels.open('review', path);
      // Without a subject the page decides that is active or was last, and without a page the most anomalous image.
      if (panels.act({ kind: 'openReview' })) return;
      panels.open('review', panels.image ?? worst(project.predictions, project.listing));
    },
    showLog: () => log().show(),
    chooseFolder: async () => {
      const count = vscode.workspace.workspaceFolders?.length ?? 0;
      if (count < 2) throw count === 0 ? missing.folder() : missing.otherFolder();
      const folder = await vscode.window.showWorkspaceFolderPick({ placeHolder: t('Folder of images that Winnow works on') });
      if (folder) await session.choose(folder);
    },
    revealInExplorer: async node => vscode.commands.executeCommand('revealInExplorer', await image(node)),
    openImage: async node => vscode.commands.executeCommand('vscode.open', await image(node)),
  };
}

function worst(predictions: { anomaly: Float32Array; listing: number } | null, listing: { paths: readonly string[]; version: number } | null): string | undefined {
  if (!listing) return undefined;
  if (predictions?.listing !== listing.version) return listing.paths[0];
  let best = 0;
  predictions.anomaly.forEach((score, index) => {
    if (score > predictions.anomaly[best] || Number.isNaN(predictions.anomaly[best])) best = index;
  });
  return listing.paths[best];
}
