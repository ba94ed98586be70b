/** The packages with native parts, which no bundle can hold, and where each keeps what a platform needs. */

/** Left outside the bundles by esbuild.mjs; laid beside them by package.mjs. */
export const nativePackages = ['onnxruntime-node', 'onnxruntime-web', 'onnxruntime-common', 'sharp', '@parcel/watcher'];

/** What VS Code calls a platform -> what the packages call it. `onnxruntime` is missing where its package has no library: there the wasm engine runs. */
const platforms = {
  'linux-x64': { sharp: 'linux-x64', watcher: 'linux-x64-glibc', onnxruntime: 'linux/x64' },
  'linux-arm64': { sharp: 'linux-arm64', watcher: 'linux-arm64-glibc', onnxruntime: 'linux/arm64' },
  'alpine-x64': { sharp: 'linuxmusl-x64', watcher: 'linux-x64-musl' },
  'alpine-arm64': { sharp: 'linuxmusl-arm64', watcher: 'linux-arm64-musl' },
  'darwin-x64': { sharp: 'darwin-x64', watcher: 'darwin-x64' },
  'darwin-arm64': { sharp: 'darwin-arm64', watcher: 'darwin-arm64', onnxruntime: 'darwin/arm64' },
  'win32-x64': { sharp: 'win32-x64', watcher: 'win32-x64', onnxruntime: 'win32/x64' },
  'win32-arm64': { sharp: 'win32-arm64', watcher: 'win32-arm64', onnxruntime: 'win32/arm64' },
};

export const targets = Object.keys(platforms);

/** Files of plain JavaScript packages, the same on every platform: [package, globs]. */
function portable({ onnxruntime }) {
  return [
    ['onnxruntime-common', ['package.json', 'dist/cjs/**/*.js', 'dist/cjs/package.json']],
    ['onnxruntime-web', ['package.json', 'dist/ort.wasm.min.js', 'dist/ort.wasm.bundle.min.mjs', 'dist/ort-wasm-simd-threaded.mjs', 'dist/ort-wasm-simd-threaded.wasm']],
    ...(onnxruntime ? [['onnxruntime-node', ['package.json', 'dist/*.js', `bin/napi-v6/${onnxruntime}/*`]]] : []),
    ['sharp', ['package.json', 'LICENSE', 'dist/*.cjs']],
    ['@img/colour', ['package.json', 'LICENSE*', '*.cjs', '*.js']],
    ['detect-libc', ['package.json', 'LICENSE', 'lib/*.js']],
    ['semver', ['package.json', 'LICENSE', '**/*.js']],
    ['@parcel/watcher', ['package.json', 'LICENSE', '*.js']],
    ['picomatch', ['package.json', 'LICENSE', '*.js', 'lib/*.js']],
    ['is-glob', ['package.json', 'LICENSE', '*.js']],
    ['is-extglob', ['package.json', 'LICENSE', '*.js']],
  ];
}

/**
 * What the VSIX of one target holds beside the bundles. `portable`: files of packages that are always
 * installed; `binary`: whole packages that exist once a platform.
 */
export function nativeFiles(target) {
  const platform = platforms[target];
  if (!platform) throw new Error(`Unknown target "${target}"; known: ${targets.join(', ')}`);
  const windows = platform.sharp.startsWith('win32');
  return {
    portable: portable(platform),
    binary: [
      `@img/sharp-${platform.sharp}`,
      // On Windows the library is inside the package above.
      ...(windows ? [] : [`@img/sharp-libvips-${platform.sharp}`]),
      `@parcel/watcher-${platform.watcher}`,
    ],
  };
}

/** VS Code's name of the platform that this runs on. */
export function thisTarget() {
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  return `${musl ? 'alpine' : process.platform}-${process.arch}`;
}
