/** A throw-away VS Code profile: nothing of the person's own editor is read or changed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Settings = Record<string, unknown>;

export interface Profile {
  readonly root: string;
  readonly userData: string;
  readonly extensions: string;
  readonly config: string;
  readonly temp: string;
  /** Writes the user settings: the quiet ones of every test, and these on top. */
  write(settings: Settings): void;
  remove(): void;
}

const quiet: Settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.enabled': false,
  'files.hotExit': 'off',
  'workbench.reduceMotion': 'on',
};

/** Makes a profile under a short path: VS Code's unix socket must stay under 107 characters. */
export function makeProfile(settings: Settings = {}): Profile {
  const root = mkdtempSync(join(process.platform === 'win32' ? tmpdir() : '/tmp', 'winnow-'));
  const profile = {
    root,
    userData: join(root, 'd'),
    extensions: join(root, 'x'),
    config: join(root, 'config.yaml'),
    temp: join(root, 't'),
    write(more: Settings): void {
      writeFileSync(join(profile.userData, 'User', 'settings.json'), JSON.stringify({ ...quiet, ...more }, null, 2));
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
  for (const folder of [join(profile.userData, 'User'), profile.extensions, profile.temp]) mkdirSync(folder, { recursive: true });
  writeFileSync(profile.config, '');
  profile.write(settings);
  return profile;
}
