import { basename } from 'node:path';
import * as vscode from 'vscode';
import { exportLabels, filesOf } from '../../data/exchange/exportLabels';
import { readExchange } from '../../data/exchange/readExchange';
import * as edits from '../edits';
import { imagePaths } from '../imagePaths';
import { t } from '../l10n';
import { log, reportDone, warnWithLog } from '../log';
import { missing } from '../missing';
import { askSource, askTarget, mayReplace, pickExportFormat, pickImportFormat } from './askExchange';
import { type CommandContext, type Commands } from './commands';

/** Commands that bring labels out of the folder and into it. */
export function exchangeCommands({ session }: CommandContext): Commands {
  return {
    exportLabels: async () => {
      const { folder, project } = await session.ensure();
      if (project.knowledge.decisions.length === 0) throw missing.labels();
      const choice = await pickExportFormat();
      const out = choice && await askTarget(choice.format, folder.uri.fsPath);
      if (!choice || out === undefined) return;
      const request = { ...choice, knowledge: project.knowledge, folder: folder.uri.fsPath, out };
      if (!await mayReplace(filesOf(request), out)) return;
      const { count, written, gone } = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: t('Winnow: exporting labels') },
        progress => exportLabels({
          ...request, replace: true,
          onProgress: (done, total) => progress.report({ message: `${Math.floor(100 * done / total)}%` }),
        }));
      // Completes the last step of the walkthrough.
      void vscode.commands.executeCommand('setContext', 'winnow.exported', true);
      reportDone(count === 1 ? t('Exported 1 label to {0}', basename(out)) : t('Exported {0} labels to {1}', count, basename(out)), written);
      if (gone.length > 0) warnOf(t('{0} labelled images are gone and in no class folder, the first "{1}".', gone.length, gone[0]), gone);
    },
    importLabels: async () => {
      const open = await session.ensure();
      const choice = await pickImportFormat();
      const source = choice && await askSource(choice.format, open.folder.uri.fsPath);
      if (!choice || source === undefined) return;
      const { rows, missing } = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: t('Winnow: importing labels') },
        async () => {
          const found = await readExchange(source, await imagePaths(open), choice.format);
          await open.project.edit(edits.importLabels(found.rows, found.classes));
          return found;
        });
      reportDone(rows.length === 1 ? t('Imported 1 label from {0}', basename(source)) : t('Imported {0} labels from {1}', rows.length, basename(source)), [source]);
      if (missing.length > 0) warnOf(t('{0} labelled images in "{1}" are not in the folder, the first "{2}".', missing.length, basename(source), missing[0]), missing);
    },
  };
}

/** Warns, with every path in the log. */
function warnOf(message: string, paths: readonly string[]): void {
  for (const path of paths) log().warn(path);
  void warnWithLog(message);
}
