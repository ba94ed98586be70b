import * as vscode from 'vscode';
import { labelsPath, winnowFolder } from '../data/labelsFile';
import { type LabelStore } from '../data/labelStore';
import { projectPath } from '../data/projectFile';
import { messageOf, PersonError } from '../shared/personError';
import { said } from '../shared/phrase';
import { t } from './l10n';
import { log } from './log';
import { type Project } from './project';
import { Throttle } from './throttle';

/** Reads the files in `.winnow` back after edits made outside, and reports what is broken in them as problems. */
export function watchLabels(folder: vscode.WorkspaceFolder, store: LabelStore, project: Project): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection('winnow');
  const report = () => {
    problems.clear();
    const broken = store.broken();
    if (broken.length === 0) return;
    problems.set(vscode.Uri.file(labelsPath(folder.uri.fsPath)), broken.map(({ line, text, reason }) => problem(line, text.length, said(reason, t))));
    for (const { line, reason } of broken) log().warn(t('labels.csv, line {0}: {1}. The line is kept as it is.', line, said(reason, t)));
  };
  let reported = '';
  const reportOnce = () => {
    const now = JSON.stringify(store.broken());
    if (now !== reported) report();
    reported = now;
  };
  const read = async () => {
    try {
      await project.reload();
      problems.delete(vscode.Uri.file(projectPath(folder.uri.fsPath)));
      reportOnce();
    } catch (error) {
      log().warn(messageOf(error));
      if (error instanceof PersonError && error.path !== undefined) problems.set(vscode.Uri.file(error.path), [problem(1, 1, messageOf(error, t))]);
    }
  };
  // Writing is an atomic replacement, which arrives as several events.
  const throttle = new Throttle(100, () => void read());
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, `${winnowFolder}/*.{csv,json}`));
  watcher.onDidChange(() => throttle.request());
  watcher.onDidCreate(() => throttle.request());
  watcher.onDidDelete(() => throttle.request());
  reportOnce();
  return vscode.Disposable.from(problems, watcher, throttle);
}

function problem(line: number, length: number, message: string): vscode.Diagnostic {
  const found = new vscode.Diagnostic(new vscode.Range(line - 1, 0, line - 1, Math.max(1, length)), message, vscode.DiagnosticSeverity.Warning);
  found.source = 'Winnow';
  return found;
}
