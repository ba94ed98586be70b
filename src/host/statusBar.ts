import * as vscode from 'vscode';
import { type Session } from './session';
import { statusText } from './statusText';
import { Throttle } from './throttle';

/** One status-bar item that says what the trainer does; a click opens the training page. */
export function statusBar(session: Session): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('winnow.status', vscode.StatusBarAlignment.Left, 50);
  item.name = 'Winnow';
  item.command = 'winnow.openTraining';
  const draw = () => {
    if (!session.open) return item.hide();
    const { folder, project } = session.open;
    const { text, tooltip, failed } = statusText(project.status, folder.name);
    item.text = text;
    item.tooltip = new vscode.MarkdownString(tooltip, true);
    item.accessibilityInformation = { label: text.replace(/\$\([^)]*\)\s*/g, ''), role: 'button' };
    item.backgroundColor = failed ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    item.show();
  };
  const throttle = new Throttle(250, draw);
  const follow = session.onDidChange(open => {
    open?.project.on('status', () => throttle.request());
    draw();
  });
  return vscode.Disposable.from(item, follow, throttle);
}
