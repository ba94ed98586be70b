import * as vscode from 'vscode';
import { type ImageClass } from '../../shared/project';
import { type Project } from '../project';
import { t } from '../l10n';
import { swatch } from '../swatch';

interface Item extends vscode.QuickPickItem {
  /** Left out: a class is to be made. */
  readonly classId?: string;
  readonly name: string;
}

/** Finds a class by typing a part of its name: for those without a key. The ones used last come first. */
export class ClassSearch {
  private recent: readonly string[] = [];

  /** Id of the class that was picked, or made by the typed name; undefined: cancelled. */
  async ask(project: Project): Promise<string | undefined> {
    const picked = await this.pick(project.knowledge.classes, counted(project));
    if (!picked) return undefined;
    const classId = picked.classId ?? await project.createClass(picked.name);
    this.recent = [classId, ...this.recent.filter(id => id !== classId)];
    return classId;
  }

  private pick(classes: readonly ImageClass[], count: ReadonlyMap<string, number>): Promise<Item | undefined> {
    const place = (id: string) => (this.recent.includes(id) ? this.recent.indexOf(id) : this.recent.length);
    const items: Item[] = classes.map(({ id, name, color }, index): Item => ({
      classId: id, name, label: name, iconPath: swatch(color),
      description: [index < 9 ? t('key {0}', index + 1) : '', t('{0} labelled', count.get(id) ?? 0)].filter(part => part !== '').join(' · '),
    })).sort((a, b) => place(a.classId ?? '') - place(b.classId ?? ''));
    const input = vscode.window.createQuickPick<Item>();
    input.title = t('Label Selection With');
    input.placeholder = classes.length === 0 ? t('Type the name of a new class') : t('Type a part of the name of a class, or the name of a new one');
    input.items = items;
    input.onDidChangeValue(value => {
      const name = value.trim();
      const known = name === '' || classes.some(each => each.name.toLowerCase() === name.toLowerCase());
      // With the name in its label it would be sorted before the classes that contain what is typed.
      input.items = known ? items : [...items, { name, label: t('New Class'), description: name, iconPath: new vscode.ThemeIcon('add'), alwaysShow: true }];
    });
    return new Promise(resolve => {
      input.onDidAccept(() => {
        resolve(input.selectedItems[0]);
        input.hide();
      });
      input.onDidHide(() => {
        resolve(undefined);
        input.dispose();
      });
      input.show();
    });
  }
}

function counted({ knowledge }: Project): Map<string, number> {
  const count = new Map<string, number>();
  for (const { label } of knowledge.decisions) if (label !== null) count.set(label, (count.get(label) ?? 0) + 1);
  return count;
}
