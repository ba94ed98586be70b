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

type Node = AnomalyNode | GroupNode;

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

/** The tree of anomalies: flagged images, worst first, then what a person confirmed and dismissed. */
export function anomaliesTree(session: Session, whenSeen: () => void): vscode.Disposable {
  let ranking: Ranking | undefined;
  return createTree<Node>(session, {
    id: 'winnow.anomalies',
    follows: ['knowledge', 'predictions', 'listing'],
    children: node => node ? imagesOf(node) : ranking ? roots(ranking) : [],
    item: node => node.kind === 'group' ? groupItem(node) : imageItem(node, session.open),
    dress: view => {
      const project = session.open?.project;
      ranking = project && rank(project.listing, project.knowledge, project.predictions);
      const count = ranking?.flaggedCount ?? 0;
      view.badge = count > 0 ? { value: count, tooltip: t('{0} flagged images to review', count) } : undefined;
      view.description = count > 0 ? t('{0} to review', count) : undefined;
      void vscode.commands.executeCommand('setContext', 'winnow.ranked', Boolean(project?.predictions));
    },
  }, whenSeen);
}

function roots({ flagged, confirmed, dismissed }: Ranking): Node[] {
  const groups: GroupNode[] = [
    { kind: 'group', review: 'confirmed', images: confirmed },
    { kind: 'group', review: 'dismissed', images: dismissed },
  ];
  return [
    ...flagged.map((image): Node => ({ kind: 'image', review: 'flagged', image })),
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
