import * as vscode from 'vscode';
import { type Badge, badgeOf } from './badge';
import { decimal, t } from './l10n';
import { type OpenProject, type Session } from './session';
import { showsBadges } from './settings';
import { Throttle } from './throttle';

/** Marks flagged and confirmed images in the Explorer and on editor tabs, where the setting wants it. */
export function explorerBadges(session: Session): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let wanted = false;
  // Only what is in view is asked for again: no list of changed images has to be made.
  const throttle = new Throttle(250, () => changed.fire(undefined));
  const followSetting = () => {
    const { open } = session;
    const before = wanted;
    wanted = open !== undefined && showsBadges(open.folder.uri);
    if (wanted || before) throttle.request();
  };
  const follow = session.onDidChange(open => {
    const request = () => {
      if (wanted) throttle.request();
    };
    open?.project.on('knowledge', request).on('predictions', request).on('listing', request);
    followSetting();
  });
  return vscode.Disposable.from(changed, throttle, follow,
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('winnow.explorerBadges')) followSetting();
    }),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      provideFileDecoration: uri => wanted && session.open ? decorationOf(uri, session.open) : undefined,
    }));
}

function decorationOf(uri: vscode.Uri, { folder, project }: OpenProject): vscode.FileDecoration | undefined {
  const root = `${folder.uri.path.replace(/\/$/, '')}/`;
  if (uri.scheme !== folder.uri.scheme || !uri.path.startsWith(root)) return undefined;
  const badge = badgeOf(uri.path.slice(root.length), project);
  return badge && looks[badge.kind](badge);
}

const looks: Record<Badge['kind'], (badge: Badge) => vscode.FileDecoration> = {
  flagged: ({ anomaly }) => new vscode.FileDecoration('?', t('Winnow: flagged, not reviewed, anomaly score {0}', decimal(anomaly)), new vscode.ThemeColor('list.warningForeground')),
  confirmed: () => new vscode.FileDecoration('!', t('Winnow: confirmed anomaly'), new vscode.ThemeColor('list.errorForeground')),
};
