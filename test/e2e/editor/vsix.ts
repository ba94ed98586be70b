import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** The newest VSIX of this platform in `dist/`; `WINNOW_VSIX` names another one. Throws with what to run when there is none. */
export function findVsix(): string {
  if (process.env.WINNOW_VSIX) return process.env.WINNOW_VSIX;
  const dist = join(repository, 'dist');
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string };
  const ours = [`-${process.platform}-${process.arch}-${version}.vsix`, `-alpine-${process.arch}-${version}.vsix`];
  let names: string[] = [];
  try {
    names = readdirSync(dist).filter(name => ours.some(end => name.endsWith(end)));
  } catch {
    // No folder is no VSIX.
  }
  const newest = names.map(name => join(dist, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (!newest) throw new Error('There is no VSIX of this platform in dist/: run `npm run package` first');
  return newest;
}
