import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import { LabelStore } from '../data/labelStore';
import { t } from './l10n';
import { logLine, offerLog, showError } from './log';
import { missing } from './missing';
import { Project } from './project';
import { anomalyShare, needsReopen, openOptions, trainOnOpen } from './settings';
import { watchLabels } from './watchLabels';

/** A project and where it lives. */
export interface OpenProject {
  readonly folder: vscode.WorkspaceFolder;
  /** Storage for checkpoints, the pixel cache and thumbnails. */
  readonly state: vscode.Uri;
  readonly project: Project;
}

/** Remembers the chosen folder of a workspace with several. */
const chosenKey = 'winnow.folder';

/** The one project of this window: opened at the first need, closed with its folder. */
export class Session implements vscode.Disposable {
  private current: OpenProject | undefined;
  private opening: Promise<OpenProject> | undefined;
  private readonly changed = new vscode.EventEmitter<OpenProject | undefined>();
  private readonly disposables: vscode.Disposable[] = [this.changed];
  private projectDisposables: vscode.Disposable[] = [];
  /** Fires when a project has been opened or closed. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.disposables.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.followFolders()),
      vscode.workspace.onDidChangeConfiguration(event => void this.followSettings(event).catch(showError)),
    );
  }

  /** The project in use; undefined until {@link ensure} has opened one. */
  get open(): OpenProject | undefined {
    return this.current;
  }

  /** Whether there is a folder that a project could be opened for. */
  get hasFolder(): boolean {
    return this.folder() !== undefined;
  }

  /** The project of the workspace, opened when it is not yet. {@link Missing} when no folder is open, PersonError when it cannot be read. */
  ensure(): Promise<OpenProject> {
    if (this.current) return Promise.resolve(this.current);
    this.opening ??= this.start().finally(() => this.opening = undefined);
    return this.opening;
  }

  /** Works on another folder of the workspace from now on. */
  async choose(folder: vscode.WorkspaceFolder): Promise<void> {
    await this.context.workspaceState.update(chosenKey, folder.uri.toString());
    await this.close();
    await this.ensure();
  }

  /** Writes the last checkpoint and ends the trainer. */
  async close(): Promise<void> {
    const { current } = this;
    if (!current) return;
    this.current = undefined;
    vscode.Disposable.from(...this.projectDisposables.splice(0)).dispose();
    await current.project.close();
    this.changed.fire(undefined);
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables, ...this.projectDisposables).dispose();
    void this.close();
  }

  private async start(): Promise<OpenProject> {
    const folder = this.folder();
    const storage = this.context.storageUri;
    if (!folder || !storage) throw missing.folder();
    const state = vscode.Uri.joinPath(storage, folderKey(folder.uri));
    await mkdir(state.fsPath, { recursive: true });
    const store = await LabelStore.open(folder.uri.fsPath);
    const project = new Project({
      store,
      script: this.context.asAbsolutePath('dist/trainer.js'),
      options: () => openOptions(folder.uri, state, store.project()),
    });
    project.on('log', logLine);
    project.on('gaveUp', () => void this.offerRestart(project));
    this.projectDisposables.push(watchLabels(folder, store, project));
    project.trainer.start(!trainOnOpen(folder.uri));
    this.current = { folder, state, project };
    this.changed.fire(this.current);
    return this.current;
  }

  private folder(): vscode.WorkspaceFolder | undefined {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const chosen = this.context.workspaceState.get<string>(chosenKey);
    return folders.find(({ uri }) => uri.toString() === chosen) ?? folders[0];
  }

  private async followFolders(): Promise<void> {
    const folder = this.folder();
    if (!this.current || folder?.uri.toString() === this.current.folder.uri.toString()) return;
    await this.close();
    if (folder) await this.ensure();
  }

  private async followSettings(event: vscode.ConfigurationChangeEvent): Promise<void> {
    if (!this.current) return;
    const { folder, project } = this.current;
    if (needsReopen(event, folder.uri)) await project.trainer.reopen();
    else if (event.affectsConfiguration('winnow.anomalyShare', folder.uri)) {
      project.trainer.setAnomalyShare(anomalyShare(folder.uri));
    }
  }

  private async offerRestart(project: Project): Promise<void> {
    const again = t('Try Again');
    const chosen = await offerLog(t('Winnow stopped training: the trainer ended unexpectedly three times within a minute. Your labels are saved.'), again);
    if (chosen === again) project.trainer.start();
  }
}

/** A short name for a folder's storage that differs between folders of one workspace. */
function folderKey(folder: vscode.Uri): string {
  return createHash('sha256').update(folder.toString()).digest('hex').slice(0, 16);
}
