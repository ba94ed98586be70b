/**
 * Builds and packages the extension and opens it, installed from its VSIX, in a real VS Code with a
 * throw-away profile: the desktop one when `code` is on the PATH, else code-server in a browser.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endGroup, endWithUs } from './editor/processes';
import { makeProfile } from './editor/profile';
import { startServer } from './editor/server';
import { findVsix } from './editor/vsix';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const windows = process.platform === 'win32';

void start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});

async function start(): Promise<void> {
  const wanted = process.argv[2];
  if (wanted !== undefined && !statSync(wanted, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`There is no folder "${resolve(wanted)}": give the folder of your images, or none for the sample`);
  }
  // It builds, too.
  step('package.mjs');
  const vsix = findVsix();
  const folder = wanted === undefined ? drawSample() : resolve(wanted);
  const desktop = !windows && spawnSync('code', ['--version'], { stdio: 'ignore' }).status === 0;
  await (desktop ? openDesktop(vsix, folder) : openServer(vsix, folder));
}

/** Runs one of the repository's build scripts. */
function step(script: string): void {
  const { status } = spawnSync(process.execPath, [join(repository, script)], { cwd: repository, stdio: 'inherit' });
  if (status !== 0) throw new Error(`node ${script} failed`);
}

function drawSample(): string {
  const parent = mkdtempSync(join(tmpdir(), 'winnow-sample-'));
  process.once('exit', () => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, 'machine parts');
  mkdirSync(folder);
  execFileSync(process.execPath, [join(repository, 'dist', 'cli.js'), 'sample', folder], { stdio: ['ignore', 'inherit', 'inherit'] });
  return folder;
}

async function openServer(vsix: string, folder: string): Promise<void> {
  const server = await startServer({ vsix, idleSeconds: 0 });
  console.log(`\nWinnow runs in VS Code on ${folder}\nOpen ${server.urlOf(folder)}\nThen run "Winnow: Open Gallery" (F1). Ctrl-C ends it.`);
  await told();
  await server.stop();
}

async function openDesktop(vsix: string, folder: string): Promise<void> {
  const profile = makeProfile();
  const folders = ['--user-data-dir', profile.userData, '--extensions-dir', profile.extensions];
  try {
    execFileSync('code', [...folders, '--install-extension', vsix, '--force'], { stdio: 'inherit' });
    const child = spawn('code', [...folders, '--new-window', '--wait', folder], { detached: true, stdio: 'inherit' });
    endWithUs(child);
    console.log(`\nWinnow runs in VS Code on ${folder}\nRun "Winnow: Open Gallery" (F1). Ctrl-C, or closing the window, ends it.`);
    await Promise.race([told(), new Promise(done => child.once('exit', done))]);
    await endGroup(child);
  } finally {
    profile.remove();
  }
}

/** Resolves at the first Ctrl-C or its like. */
async function told(): Promise<void> {
  // A listener for signals does not keep the process alive by itself.
  const alive = setInterval(() => undefined, 2 ** 30);
  await new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.removeAllListeners(signal);
      process.once(signal, () => resolve());
    }
  });
  clearInterval(alive);
}
