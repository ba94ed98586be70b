/**
 * `npm test`: every check of the repository, one stage after the other, a failed one stopping only
 * what cannot run without it. The last line is `N passed, N failed`: the vitest tests of both
 * projects, and one for each other stage.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { provideChromium } from './e2e/editor/chromium.mjs';

const repository = fileURLToPath(new URL('..', import.meta.url));
const modules = join(repository, 'node_modules');
const reports = mkdtempSync(join(tmpdir(), 'winnow-test-'));
const total = { passed: 0, failed: 0 };
const summary = [];
/** What failed, said again at the end: where only the last lines of a run are kept, they are what one looks for. */
const failures = [];
const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const child of children) child.kill(signal);
    process.exit(1);
  });
}
process.once('exit', () => rmSync(reports, { recursive: true, force: true }));

/** What kept Chromium from being there, if anything: the stages that need it then fail. */
let noChromium;
try {
  provideChromium();
} catch (error) {
  noChromium = error;
  console.error(error.message);
}
// What the last stage needs is fetched beside the first ones.
const editor = run([join('test', 'e2e', 'vscode', 'install.mjs')], { quiet: true });

await stage('lint', () => run([join(modules, 'eslint', 'bin', 'eslint.js'), '.']));
await stage('types', async () => {
  const tsc = join(modules, 'typescript', 'bin', 'tsc');
  return await run([tsc, '--noEmit', '-p', '.']) && run([tsc, '--noEmit', '-p', 'webview']);
});
await vitest('unit');
const built = await stage('build', () => run(['esbuild.mjs'])) && await stage('package', () => run(['package.mjs']));
await vitest('e2e', async () => {
  if (!built) throw new Error('there is no VSIX to test');
  if (noChromium) throw noChromium;
  if (!await editor) throw new Error('the editor could not be installed');
});

if (failures.length) console.log(`\n${failures.join('\n')}`);
console.log(`\n${summary.join('\n')}`);
process.exitCode = total.failed ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed`);

/** Runs one stage that counts as one test. */
async function stage(name, work) {
  const end = begin(name);
  let ok = false;
  try {
    ok = await work();
  } catch (error) {
    console.error(error.message);
  }
  end(ok ? 1 : 0, ok ? 0 : 1);
  return ok;
}

/** Runs one project of vitest; a crash of the runner, or a file that could not be loaded, is a failed test. */
async function vitest(project, prepare = async () => undefined) {
  const end = begin(project);
  const file = join(reports, `${project}.json`);
  try {
    await prepare();
    const ok = await run([join(modules, 'vitest', 'vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const found = report.testResults.flatMap(failuresOf);
    failures.push(...found);
    end(report.numPassedTests, ok ? found.length : Math.max(1, found.length));
  } catch (error) {
    console.error(`${project}: ${error.message}`);
    end(0, 1);
  }
}

/** A line for the file that could not be loaded, or for each of its tests that failed, with the first lines of the reason. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(repository, name);
  const failed = assertionResults.filter(result => result.status === 'failed');
  if (status === 'failed' && !failed.length) return [`FAILED ${file}: ${beginning(message)}`];
  return failed.map(({ fullName, failureMessages }) => `FAILED ${file}: ${fullName}: ${beginning(failureMessages.join('\n'))}`);
}

function beginning(message) {
  return stripVTControlCharacters(message).split('\n').slice(0, 12).join('\n  ').slice(0, 1500);
}

function begin(name) {
  console.log(`\n=== ${name}`);
  const start = Date.now();
  return (passed, failed) => {
    total.passed += passed;
    total.failed += failed;
    summary.push(`${failed ? 'FAILED' : 'ok    '} ${name.padEnd(8)} ${passed} passed, ${failed} failed, ${((Date.now() - start) / 1000).toFixed(0)} s`);
  };
}

/** Runs a script with this Node.js; true when it succeeded. */
function run(args, { quiet = false } = {}) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, { cwd: repository, stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'] });
    children.add(child);
    child.once('error', error => {
      console.error(error.message);
      resolve(false);
    });
    child.once('exit', code => {
      children.delete(child);
      resolve(code === 0);
    });
  });
}
