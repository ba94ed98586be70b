import * as vscode from 'vscode';
import { defaultGlobs } from '../data/globs';
import { type Project as ProjectFile } from '../data/projectFile';
import { type DeviceChoice, type EngineChoice, type OpenOptions } from '../shared/trainerContract';

/** Settings that the trainer reads only when it opens a folder; a change of one opens it anew. */
const openingKeys = ['include', 'exclude', 'engine', 'device', 'size', 'threads', 'seed'] as const;

/**
 * The folder's settings as the trainer wants them; `state` is the folder's storage. A setting that someone has made
 * counts before the folder's project file, and that before the default.
 */
export function openOptions(folder: vscode.Uri, state: vscode.Uri, file: ProjectFile): OpenOptions {
  const settings = vscode.workspace.getConfiguration('winnow', folder);
  const made = <T>(key: string): T | undefined => {
    const found = settings.inspect<T>(key);
    return found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
  };
  return {
    folder: folder.fsPath,
    state: state.fsPath,
    include: made<string[]>('include') ?? file.include ?? defaultGlobs.include,
    exclude: made<string[]>('exclude') ?? file.exclude ?? defaultGlobs.exclude,
    engine: settings.get<EngineChoice>('engine', 'auto'),
    device: settings.get<DeviceChoice>('device', 'auto'),
    size: made<number | null>('size') ?? file.size ?? null,
    seed: settings.get<number>('seed', 1),
    threads: settings.get<number>('threads', 0),
    anomalyShare: anomalyShare(folder),
    watch: true,
  };
}

/** Share (0-1) of the images that is flagged before any review. */
export function anomalyShare(folder: vscode.Uri): number {
  return vscode.workspace.getConfiguration('winnow', folder).get<number>('anomalyShare', 0.03);
}

/** Whether flagged and confirmed images are marked in the Explorer. */
export function showsBadges(folder: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('winnow', folder).get<boolean>('explorerBadges', true);
}

/** Whether training starts by itself as soon as Winnow is used in the folder. */
export function trainOnOpen(folder: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('winnow', folder).get<boolean>('trainOnOpen', true);
}

/** Whether a change of the settings needs the trainer to open the folder anew. */
export function needsReopen(event: vscode.ConfigurationChangeEvent, folder: vscode.Uri): boolean {
  return openingKeys.some(key => event.affectsConfiguration(`winnow.${key}`, folder));
}
