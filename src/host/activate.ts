import * as vscode from 'vscode';
import { anomalyCommands } from './commands/anomalyCommands';
import { classCommands } from './commands/classCommands';
import { type CommandContext, registerCommands } from './commands/commands';
import { exchangeCommands } from './commands/exchangeCommands';
import { folderCommands } from './commands/folderCommands';
import { labelCommands } from './commands/labelCommands';
import { mapCommands } from './commands/mapCommands';
import { modelCommands } from './commands/modelCommands';
import { openPendingSample, sampleCommands } from './commands/sampleCommands';
import { trainingCommands } from './commands/trainingCommands';
import { viewCommands } from './commands/viewCommands';
import { followContexts } from './contexts';
import { explorerBadges } from './explorerBadges';
import { translateWith } from './l10n';
import { log, showError } from './log';
import { offerFolderNames } from './offerFolderNames';
import { Panels } from './panels/panels';
import { restWhileTyping } from './rest';
import { Session } from './session';
import { statusBar } from './statusBar';
import { anomaliesTree } from './trees/anomaliesTree';
import { classesTree } from './trees/classesTree';

/** Wires everything together; `close` ends the trainer after its checkpoint. */
export function activateWinnow(extension: vscode.ExtensionContext): { close(): Promise<void> } {
  translateWith(vscode.l10n.t, vscode.env.language);
  const session = new Session(extension);
  const panels = new Panels(extension, session);
  const context: CommandContext = { extension, session, panels, project: async () => (await session.ensure()).project };
  // Looking at Winnow's views is reason enough to begin; without a folder they say what to do.
  const begin = () => {
    if (session.hasFolder) void session.ensure().catch(showError);
  };
  extension.subscriptions.push(
    log(), session, panels, statusBar(session), followContexts(session), offerFolderNames(session, extension.workspaceState),
    classesTree(session, begin), anomaliesTree(session, begin, panels.onDidShow), explorerBadges(session), restWhileTyping(session),
    registerCommands({
      ...viewCommands(context), ...classCommands(context), ...labelCommands(context),
      ...trainingCommands(context), ...mapCommands(context), ...sampleCommands(context), ...exchangeCommands(context), ...modelCommands(context), ...folderCommands(context), ...anomalyCommands(context),
    }),
  );
  void beginWhereUsed(begin);
  void openPendingSample(context).catch(showError);
  return { close: () => session.close() };
}

/** A folder that Winnow has been used in before is opened without being asked. */
async function beginWhereUsed(begin: () => void): Promise<void> {
  const found = await vscode.workspace.findFiles('.winnow/project.json', null, 1);
  if (found.length > 0) begin();
}
