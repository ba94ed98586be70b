import * as vscode from 'vscode';
import { type ChosenImages, type HostCalls } from '../../shared/pageContract';
import { askClassName, confirmDelete, pickClass, pickImage } from '../commands/ask';
import * as edits from '../edits';
import { log } from '../log';
import { restAfter } from '../rest';
import { type OpenProject } from '../session';
import { similarTo } from '../similarTo';
import { snapshotOf } from '../snapshot';

/** What a page's calls need of its panel. */
export interface PageHost {
  readonly webview: vscode.Webview;
  /** Subject of the review page. */
  subject(): string | null;
  /** What the gallery is to show alone, told once. */
  takeChosen(): ChosenImages | null;
  /** The page shows this image now. */
  showing(path: string | null): void;
  /** A command that is given no image is about this one, as long as the page is the last that was active. */
  pointing(path: string | null): void;
  openReview(path: string): void;
  /** What was selected last on another page; null: nothing that this one does not know. */
  selected(): readonly string[] | null;
  select(paths: readonly string[]): void;
  showImages(chosen: ChosenImages): void;
  /** Has training rest for so many milliseconds, if there is any. */
  rest(milliseconds: number): void;
  project(): Promise<OpenProject>;
}

/** The host's half of a page's contract. */
export function hostCalls(host: PageHost): HostCalls {
  const project = async () => (await host.project()).project;
  const edit = async (make: (project: OpenProject['project']) => edits.Edit) => {
    const open = await project();
    await open.edit(make(open));
  };
  return {
    async ready() {
      const { folder, project } = await host.project();
      return snapshotOf(project, host.webview.asWebviewUri(folder.uri).toString(), host.subject(), host.takeChosen(), host.selected());
    },
    label: (paths, classId) => edit(({ knowledge }) => edits.label(knowledge, paths, classId)),
    review: (paths, anomalous) => edit(() => edits.review(paths, anomalous)),
    accept: suggestions => edit(() => edits.acceptSuggestions(suggestions)),
    reject: suggestions => edit(() => edits.rejectSuggestions(suggestions)),
    confirmLabels: paths => edit(() => edits.confirmLabels(paths)),
    async makeClassOf(paths, name) {
      const open = await project();
      const chosen = name ?? await askClassName(open.knowledge);
      return chosen === undefined ? null : open.createClass(chosen, edits.makeClassOf(paths, chosen));
    },
    setThreshold: threshold => edit(() => edits.setThreshold(threshold)),
    undo: async () => void await (await project()).undo(),
    redo: async () => void await (await project()).redo(),
    async createClass(name) {
      const open = await project();
      const chosen = name ?? await askClassName(open.knowledge);
      return chosen === undefined ? null : open.createClass(chosen);
    },
    async renameClass(classId, name) {
      const open = await project();
      const chosen = name ?? await askClassName(open.knowledge, classId);
      if (chosen !== undefined) await open.edit(edits.renameClass(open.knowledge, classId, chosen));
    },
    recolourClass: (classId, color) => edit(({ knowledge }) => edits.recolourClass(knowledge, classId, color)),
    async deleteClass(classId) {
      const open = await project();
      if (await confirmDelete(open.knowledge, classId)) await open.edit(edits.deleteClass(open.knowledge, classId));
    },
    async mergeClass(classId, into) {
      const open = await project();
      const target = into ?? await pickClass(open.knowledge, { without: classId });
      if (target !== undefined) await open.edit(edits.mergeClass(open.knowledge, classId, target));
    },
    orderClasses: classIds => edit(() => edits.orderClasses(classIds)),
    async explain(path) {
      return (await (await project()).trainer.ready()).explain(path);
    },
    async thumbnails(paths, pixels) {
      const trainer = await (await project()).trainer.ready();
      const files = await Promise.allSettled(paths.map(path => trainer.thumbnail(path, pixels)));
      return files.map(file => file.status === 'fulfilled' ? host.webview.asWebviewUri(vscode.Uri.file(file.value)).toString() : null);
    },
    showing: async path => host.showing(path),
    pointing: async path => host.pointing(path),
    openReview: async path => host.openReview(path),
    showImages: async (paths, title, selected) => host.showImages({ paths, title, selected }),
    map: async () => (await (await project()).trainer.ready()).map(),
    generate: async (classId, count, seed) => (await (await project()).trainer.ready()).generate(classId, count, seed),
    walk: async (from, to, frames) => (await (await project()).trainer.ready()).walk(from, to, frames),
    select: async paths => host.select(paths),
    inMotion: async () => host.rest(restAfter.motion),
    pickImage: async () => await pickImage((await project()).listing) ?? null,
    showSimilar: async path => host.showImages(await similarTo(await project(), path)),
    run: command => runCommand(command),
    log: async text => log().info(text),
  };
}

/** `setTyping:true` says that keys go into a field of the page, `setPreviewing:true` that it shows a preview (`false`: no longer); all else is a command of Winnow. */
async function runCommand(command: string): Promise<void> {
  const [, context, value] = /^set(Typing|Previewing):(true|false)$/.exec(command) ?? [];
  if (context) await vscode.commands.executeCommand('setContext', `winnow.${context.toLowerCase()}`, value === 'true');
  else if (/^[A-Za-z0-9]+$/.test(command)) await vscode.commands.executeCommand(`winnow.${command}`);
  else throw new Error(`No command "${command}".`);
}
