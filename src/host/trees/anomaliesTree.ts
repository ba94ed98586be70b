import * as vscode from 'vscode';
import { decimal, t } from '../l10n';
import { type RankedImage, rank, type Ranking } from '../ranking';
import { type OpenProject, type Session } from '../session';
import { createTree } from './tree';

type Review = 'flagged' | 'confirmed' | 'dismissed';

/** An image in the tree; commands of its menu receive it. */
export interface AnomalyNode {
  readonly kind: 'image';
  readonly review: Review;
  readonly image: RankedImage;
}

interface GroupNode {
  readonly kind: 'group';
  readonly review: 'confirmed' | 'dismissed';
  readonly images: readonly RankedImage[];
}

/** Stands for the flagged images that the tree does not list. */
interface MoreNode {
  readonly kind: 'more';
  readonly count: number;
}

type Node = AnomalyNode | GroupNode | MoreNode;

const icons: Record<Review, vscode.ThemeIcon> = {
  flagged: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  confirmed: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  dismissed: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
};

const words: Record<Review, () => string> = {
  flagged: () => t('not reviewed'),
  confirmed: () => t('confirmed'),
  dismissed: () => t('dismissed'),
};

/** The tree of anomalies: flagged images, worst first, then what a person confirmed and dismissed. The image of the review page (`shown`) is selected. */
export function anomaliesTree(session: Session, whenSeen: () => void, shown: vscode.Event<string | undefined>): vscode.Disposable {
  let ranking: Ranking | undefined;
  return createTree<Node>(session, {
    id: 'winnow.anomalies',
    follows: ['knowledge', 'predictions', 'listing'],
    children: node => node ? imagesOf(node) : ranking ? roots(ranking) : [],
    item: node => node.kind === 'group' ? groupItem(node) : node.kind === 'more' ? moreItem(node) : imageItem(node, session.open),
    parent: () => undefined,
    begin: view => shown(path => {
      const image = ranking?.flagged.find(each => each.path === path);
      // A view that is not in sight would be opened by this.
      if (image && view.visible) void view.reveal({ kind: 'image', review: 'flagged', image }, { select: true, focus: false }).then(undefined, () => undefined);
    }),
    dress: view => {
      const project = session.open?.project;
      ranking = project && rank(project);
      const count = ranking?.flaggedCount ?? 0;
      view.badge = count > 0 ? { value: count, tooltip: t('{0} flagged images to review', count) } : undefined;
      view.description = count > 0 ? t('{0} to review', count) : undefined;
      view.message = project?.predictions?.rule.kind === 'hand' ? t('The threshold was set by hand.') : undefined;
      void vscode.commands.executeCommand('setContext', 'winnow.ranked', Boolean(project?.predictions));
    },
  }, whenSeen);
}

function roots({ flagged, flaggedCount, confirmed, dismissed }: Ranking): Node[] {
  const groups: GroupNode[] = [
    { kind: 'group', review: 'confirmed', images: confirmed },
    { kind: 'group', review: 'dismissed', images: dismissed },
  ];
  return [
    ...flagged.map((image): Node => ({ kind: 'image', review: 'flagged', image })),
    ...(flaggedCount > flagged.length ? [{ kind: 'more' as const, count: flaggedCount - flagged.length }] : []),
    ...groups.filter(({ images }) => images.length > 0),
  ];
}

function imagesOf(node: Node): Node[] {
  return node.kind === 'group' ? node.images.map(image => ({ kind: 'image', review: node.review, image })) : [];
}

function groupItem({ review, images }: GroupNode): vscode.TreeItem {
  const item = new vscode.TreeItem(review === 'confirmed' ? t('Confirmed') : t('Dismissed'), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = review;
  item.description = String(images.length);
  item.contextValue = 'group';
  return item;
}

function moreItem({ count }: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(count === 1 ? t('1 more in the review') : t('{0} more in the review', count));
  item.id = 'more';
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = { command: 'winnow.openReview', title: t('Open Review') };
  return item;
}

function imageItem({ image: { path, anomaly }, review }: AnomalyNode, open: OpenProject | undefined): vscode.TreeItem {
  const slash = path.lastIndexOf('/');
  const item = new vscode.TreeItem(path.slice(slash + 1));
  const folder = slash > 0 ? path.slice(0, slash) : '';
  const score = Number.isNaN(anomaly) ? '' : decimal(anomaly);
  item.id = `${review}:${path}`;
  item.description = [score, folder].filter(text => text !== '').join(' · ');
  item.contextValue = review;
  item.iconPath = icons[review];
  item.command = { command: 'winnow.openReview', title: t('Open Review'), arguments: [path] };
  item.accessibilityInformation = { label: t('{0}, anomaly score {1}, {2}', path, score, words[review]()) };
  if (open) item.tooltip = tooltip(vscode.Uri.joinPath(open.folder.uri, path), path, score);
  return item;
}

function tooltip(image: vscode.Uri, path: string, score: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(path);
  if (score !== '') text.appendMarkdown('\n\n').appendText(t('Anomaly score {0} (0.50 is the threshold)', score));
  return text.appendMarkdown(`\n\n![](${image.toString()}|width=240)`);
}
