/**
 * Builds the VSIX of one platform: `npm run package [-- --target win32-x64] [--out FILE]`.
 * Native packages are laid into dist/node_modules of a staging folder, so the extension runs without
 * the repository's own node_modules; those of another platform come from the npm registry, and must
 * have the integrity that package-lock.json records.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { globSync } from 'tinyglobby';
import { nativeFiles, thisTarget } from './native.mjs';
import { notices } from './notices.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

const { values } = parseArgs({ options: { target: { type: 'string' }, out: { type: 'string' } } });
const target = values.target ?? thisTarget();
const out = resolve(values.out ?? join(root, 'dist', `winnow-${target}-${manifest.version}.vsix`));
const { portable, binary } = nativeFiles(target);

/** MB that people on linux-x64 download at most. */
const limit = 30;

const npm = (args, cwd) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });

execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });

const staging = mkdtempSync(join(tmpdir(), 'winnow-vsix-'));
try {
  stageExtension();
  for (const [name, globs] of portable) copyFiles(name, globs);
  for (const name of binary) stageBinary(name);
  stageNotices([...portable.map(([name]) => name), ...binary]);
  squeeze('onnxruntime-web/dist/ort-wasm-simd-threaded.wasm');
  mkdirSync(dirname(out), { recursive: true });
  const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
  execFileSync(process.execPath, [vsce, 'package', '--target', target, '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', out], { cwd: staging, stdio: ['ignore', 'ignore', 'inherit'] });
  const size = statSync(out).size / 1e6;
  if (target === 'linux-x64' && size > limit) throw new Error(`${out} has ${size.toFixed(1)} MB, more than ${limit}.`);
  console.log(`${out} (${size.toFixed(1)} MB)`);
} finally {
  rmSync(staging, { recursive: true, force: true });
}

/** The files of the allow-list, and a manifest without what only the repository needs. */
function stageExtension() {
  for (const entry of ['dist', 'media', 'l10n', 'CHANGELOG.md', 'LICENSE', '.vscodeignore']) {
    if (existsSync(join(root, entry))) cpSync(join(root, entry), join(staging, entry), { recursive: true, filter: path => !path.endsWith('.vsix') });
  }
  // The README's pictures stay behind: they would take the VSIX over its 30 MB.
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  writeFileSync(join(staging, 'README.md'), readme.replace(/^!\[.*\]\(media\/.*\)\n\n/gm, ''));
  for (const path of globSync('package.nls*.json', { cwd: root })) cpSync(join(root, path), join(staging, path));
  const { scripts, dependencies, devDependencies, optionalDependencies, bin, private: hidden, ...rest } = manifest;
  void [scripts, dependencies, devDependencies, optionalDependencies, bin, hidden];
  writeFileSync(join(staging, 'package.json'), JSON.stringify({ ...rest, engines: { vscode: manifest.engines.vscode } }, undefined, 2));
}

function copyFiles(name, globs) {
  const from = join(root, 'node_modules', name);
  const files = globSync(globs, { cwd: from, onlyFiles: true, dot: true });
  if (files.length === 0) throw new Error(`node_modules/${name} holds none of ${globs.join(', ')}: run npm ci.`);
  for (const file of files) cpSync(join(from, file), join(staging, 'dist/node_modules', name, file), { dereference: true });
}

/**
 * Brotli makes the fallback engine a third smaller than the VSIX's own compression; the engine unpacks
 * it when it is needed. The result is kept, since it takes half a minute.
 */
function squeeze(file) {
  const path = join(staging, 'dist/node_modules', file);
  const bytes = readFileSync(path);
  const kept = join(root, 'node_modules/.cache/winnow', `${createHash('sha256').update(bytes).digest('hex')}.br`);
  if (!existsSync(kept)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_LGWIN]: 24 };
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(`${kept}.new`, brotliCompressSync(bytes, { params }));
    renameSync(`${kept}.new`, kept);
  }
  cpSync(kept, `${path}.br`);
  rmSync(path);
}

/** The licences of what is beside the bundles (`names`) and in them. */
function stageNotices(names) {
  const bundled = JSON.parse(readFileSync(join(root, 'dist/bundled.json'), 'utf8')).map(name => join(root, 'node_modules', name));
  const beside = names.map(name => [join(root, 'node_modules', name), join(staging, 'dist/node_modules', name)].find(folder => existsSync(join(folder, 'package.json'))));
  writeFileSync(join(staging, 'NOTICE.md'), notices([...new Set([...bundled, ...beside])]));
}

/** A package of one platform: the installed one, or the registry's. */
function stageBinary(name) {
  if (existsSync(join(root, 'node_modules', name))) return copyFiles(name, ['**/*', '!**/*.h']);
  const locked = lock.packages[`node_modules/${name}`];
  if (!locked) throw new Error(`package-lock.json does not know ${name}.`);
  const folder = mkdtempSync(join(tmpdir(), 'winnow-pack-'));
  try {
    const [packed] = JSON.parse(npm(['pack', `${name}@${locked.version}`, '--json', '--ignore-scripts'], folder));
    if (packed.integrity !== locked.integrity) throw new Error(`${name}@${locked.version} has another integrity than package-lock.json records.`);
    const into = join(staging, 'dist/node_modules', name);
    mkdirSync(into, { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, packed.filename), '--strip-components=1', '-C', into]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
