/** Builds everything into dist/: the extension, the trainer, the command line, the pages. `--watch` rebuilds on change. */
import { build, context } from 'esbuild';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { nativePackages } from './native.mjs';
import { packagesOf } from './notices.mjs';

const watch = process.argv.includes('--watch');
const sourcemap = process.argv.includes('--production') ? false : 'linked';
const common = { bundle: true, minify: true, keepNames: true, sourcemap, legalComments: 'none', metafile: true, logLevel: 'warning' };

const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  define: { 'import.meta.url': 'undefined' },
  // The packages with native parts stay outside: package.mjs lays the right ones beside the bundle.
  external: ['vscode', '@tensorflow/tfjs-node', ...nativePackages],
};

const bundles = [
  { ...node, entryPoints: { extension: 'src/extension.ts', trainer: 'src/trainer/main.ts', probe: 'src/engine/device/probe.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { cli: 'src/cli.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: { page: 'webview/main.ts' },
    outdir: 'dist/webview',
    tsconfig: 'webview/tsconfig.json',
  },
];

await rm('dist', { recursive: true, force: true });

if (watch) {
  for (const bundle of bundles) await (await context(bundle)).watch();
  console.log('watching');
} else {
  const built = await Promise.all(bundles.map(bundle => build(bundle)));
  // For package.mjs, which adds their licences.
  await writeFile('dist/bundled.json', JSON.stringify(packagesOf(built.flatMap(({ metafile }) => Object.keys(metafile.inputs)))));
  await chmod('dist/cli.js', 0o755);
}
