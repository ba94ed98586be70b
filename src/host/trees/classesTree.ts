import * as vscode from 'vscode';
import { type ImageClass } from '../../shared/project';
import { type ClassCount, countClasses } from '../counts';
import { t } from '../l10n';
import { type Session } from '../session';
import { swatch } from '../swatch';
import { createTree } from './tree';

/** A class in the tree; commands of its menu receive it. */
export interface ClassNode {
  readonly kind: 'class';
  readonly imageClass: ImageClass;
  /** Place in the list, from 0. */
  readonly index: number;
  readonly count: ClassCount;
}

/** The tree of classes with their keys and counts. */
export function classesTree(session: Session, whenSeen: () => void): vscode.Disposable {
  return createTree<ClassNode>(session, {
    id: 'winnow.classes',
    follows: ['knowledge', 'predictions', 'listing'],
    children: node => node ? [] : classNodes(session),
    item: classItem,
    dress: view => {
      const decisions = session.open?.project.knowledge.decisions.filter(({ label }) => label !== null).length ?? 0;
      view.description = decisions > 0 ? t('{0} labelled', decisions) : undefined;
    },
  }, whenSeen);
}

function classNodes(session: Session): ClassNode[] {
  const project = session.open?.project;
  if (!project) return [];
  const counts = countClasses({ knowledge: project.knowledge, predictions: project.predictions, indexOf: path => project.indexOf(path) });
  return project.knowledge.classes.map((imageClass, index) =>
    ({ kind: 'class', imageClass, index, count: counts.get(imageClass.id) ?? { labelled: 0, suggested: 0 } }));
}

function classItem({ imageClass, index, count }: ClassNode): vscode.TreeItem {
  const item = new vscode.TreeItem(imageClass.name);
  item.id = imageClass.id;
  const key = index < 9 ? String(index + 1) : '';
  const words = [
    key === '' ? '' : t('key {0}', key),
    t('{0} labelled', count.labelled),
    count.suggested > 0 ? t('{0} suggested', count.suggested) : '',
  ].filter(part => part !== '').join(', ');
  const suggested = count.suggested > 0 ? `${count.suggested}?` : '';
  item.description = [key, t('{0} labelled', count.labelled), suggested].filter(part => part !== '').join(' · ');
  item.tooltip = `${imageClass.name}: ${words}`;
  item.contextValue = 'class';
  item.iconPath = swatch(imageClass.color);
  item.accessibilityInformation = { label: `${imageClass.name}, ${words}` };
  return item;
}
