/** Finds the system's Chromium or Chrome. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const elsewhere = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'];

/**
 * Path of the browser; `CHROMIUM` in the environment names another one.
 * @returns {string}
 * @throws an error that says what to install
 */
export function findChromium() {
  const candidates = process.env.CHROMIUM ? [process.env.CHROMIUM] : [
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean).flatMap(folder => names.map(name => join(folder, name))),
    ...elsewhere,
  ];
  for (const path of candidates) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  throw new Error('The end-to-end tests need Chromium: install it (Debian and Ubuntu: `apt-get install chromium`), or name one in the environment variable CHROMIUM');
}

/**
 * Installs Chromium from the system's packages where that may be done.
 * @throws an error that says what to install
 */
export function provideChromium() {
  try {
    return findChromium();
  } catch (error) {
    const may = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
    if (!may) throw error;
  }
  console.log('Installing Chromium from the system\'s packages');
  for (const args of [['-qq', 'update'], ['-qq', 'install', '-y', '--no-install-recommends', 'chromium']]) {
    const result = spawnSync('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'pipe', 'inherit'] });
    if (result.status !== 0) throw new Error(`apt-get ${args.at(-1)} failed: install Chromium by hand`);
  }
  return findChromium();
}
