import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { checkPlace, modelFiles, modelPath } from '../../data/modelExport/writeModel';
import { t } from '../l10n';
import { reportDone } from '../log';
import { missing } from '../missing';
import { mayReplace, pathOnDisk } from './askExchange';
import { type CommandContext, type Commands } from './commands';

/** Commands on the trained model. */
export function modelCommands({ session }: CommandContext): Commands {
  return {
    exportModel: async () => {
      const { folder, project } = await session.ensure();
      const { trainer, predictions, status } = project;
      if (!trainer.running || status.phase === 'failed') throw missing.trainer(status.message);
      if (!predictions) throw missing.model(trainer.isPaused);
      const chosen = await vscode.window.showSaveDialog({
        title: t('Export Model'),
        saveLabel: t('Export'),
        defaultUri: vscode.Uri.file(join(folder.uri.fsPath, `${folder.name}.onnx`)),
        filters: { ONNX: ['onnx'] },
      });
      if (!chosen) return;
      const asked = pathOnDisk(chosen);
      const file = modelPath(asked);
      checkPlace(file, folder.uri.fsPath);
      // The dialog has asked about the name that was typed, and about no other file.
      if (!await mayReplace(modelFiles(file), asked)) return;
      await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: t('Winnow: exporting the model') },
        async () => (await trainer.ready()).exportModel(file));
      reportDone(t('Exported the model to {0}', basename(file)), modelFiles(file));
    },
  };
}
