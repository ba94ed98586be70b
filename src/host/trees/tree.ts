import * as vscode from 'vscode';
import { type ProjectEvents } from '../project';
import { type Session } from '../session';
import { Throttle } from '../throttle';

/** What a tree draws of the session. */
export interface TreeSource<Node> {
  readonly id: string;
  /** Events after which it has to be drawn anew. */
  readonly follows: readonly (keyof ProjectEvents)[];
  children(node: Node | undefined): Node[];
  item(node: Node): vscode.TreeItem;
  /** What a node is in; needed for nodes that are revealed. */
  parent?(node: Node): Node | undefined;
  /** Called once with the view; what it returns ends with the tree. */
  begin?(view: vscode.TreeView<Node>): vscode.Disposable;
  /** Sets the view's title, badge and message before each drawing. */
  dress(view: vscode.TreeView<Node>): void;
}

/** Registers a tree view that follows the session's project, at most four times a second. */
export function createTree<Node>(session: Session, source: TreeSource<Node>, whenSeen: () => void): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<Node>(source.id, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: node => source.children(node),
      getTreeItem: node => source.item(node),
      getParent: node => source.parent?.(node),
    },
  });
  const throttle = new Throttle(250, () => {
    source.dress(view);
    changed.fire();
  });
  const follow = session.onDidChange(open => {
    for (const name of source.follows) open?.project.on(name, () => throttle.request());
    throttle.request();
  });
  const seen = view.onDidChangeVisibility(({ visible }) => {
    if (visible) whenSeen();
  });
  if (view.visible) whenSeen();
  return vscode.Disposable.from(changed, view, throttle, follow, seen, ...(source.begin ? [source.begin(view)] : []));
}
