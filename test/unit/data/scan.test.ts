import { chmodSync, closeSync, mkdirSync, openSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultGlobs } from '../../../src/data/globs';
import { scanFolder } from '../../../src/data/scan';
import { PersonError } from '../../../src/shared/personError';
import { tempFolder } from './tempFolder';

function fill(folder: string, paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), 'x');
  }
}

async function pathsIn(folder: string, globs = defaultGlobs): Promise<string[]> {
  return (await scanFolder(folder, globs)).map(file => file.path);
}

describe('the scan', () => {
  it('finds images of every kind in every subfolder, sorted by code unit, with size and time', async () => {
    const folder = tempFolder();
    const images = ['Z.JPG', 'a.png', 'b/c.webp', 'b/d/e.TIFF', 'b.gif', 'é.avif', '.hidden.bmp'];
    fill(folder, [...images, 'b/readme.md', 'png', 'a.png.txt']);
    utimesSync(join(folder, 'a.png'), 1000, 2000);
    const files = await scanFolder(folder, defaultGlobs);
    expect(files.map(file => file.path)).toEqual([...images].sort());
    expect(files.find(file => file.path === 'a.png')).toEqual({ path: 'a.png', size: 1, modified: 2_000_000 });
  });

  it('finds names that other tools stumble over', async () => {
    const folder = tempFolder();
    const names = [
      'with space.png', 'quote"s\'.png', 'line\nbreak.png', 'emoji 😀.png', `${'n'.repeat(196)}.png`, '[a]*{b,c}?.png', '(x)!y.png', '-rf.png',
      'folder\nwith break/x\r\ny.png', '%41.png', '#1.png', ...(process.platform === 'win32' ? [] : ['back\\slash.png']),
    ];
    fill(folder, names);
    expect(await pathsIn(folder)).toEqual([...names].sort());
  });

  it('leaves out its own folder and those of other tools', async () => {
    const folder = tempFolder();
    fill(folder, ['.winnow/a.png', '.git/b.png', 'deep/node_modules/c.png', 'deep/d.png']);
    expect(await pathsIn(folder)).toEqual(['deep/d.png']);
  });

  it('follows include and exclude globs', async () => {
    const folder = tempFolder();
    fill(folder, ['a.png', 'raw/b.png', 'raw/deep/c.png', 'raw/d.jpg', 'old/e.png']);
    expect(await pathsIn(folder, { include: ['**/*.png'], exclude: ['old/**'] })).toEqual(['a.png', 'raw/b.png', 'raw/deep/c.png']);
    expect(await pathsIn(folder, { include: ['**/*.png'], exclude: ['raw/*.png', 'old/*.png'] })).toEqual(['a.png', 'raw/deep/c.png']);
    expect(await pathsIn(folder, { include: ['raw/*'], exclude: [] })).toEqual(['raw/b.png', 'raw/d.jpg']);
    expect(await pathsIn(folder, { include: ['**/*.png'], exclude: ['raw'] })).toEqual(['a.png', 'old/e.png']);
  });

  it('does not follow links to folders, and survives loops and dead links', async () => {
    const folder = tempFolder();
    fill(folder, ['a/b.png']);
    symlinkSync('..', join(folder, 'a', 'up'));
    symlinkSync('nowhere.png', join(folder, 'dead.png'));
    symlinkSync('a/b.png', join(folder, 'link.png'));
    mkdirSync(join(folder, 'folder.png'));
    expect(await pathsIn(folder)).toEqual(['a/b.png', 'link.png']);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('passes by a subfolder that may not be read', async () => {
    const folder = tempFolder();
    fill(folder, ['a.png', 'locked/b.png']);
    chmodSync(join(folder, 'locked'), 0);
    expect(await pathsIn(folder)).toEqual(['a.png']);
    chmodSync(join(folder, 'locked'), 0o700);
  });

  it('says what is wrong with a folder that is missing or a file', async () => {
    const folder = tempFolder();
    fill(folder, ['file.png']);
    await expect(scanFolder(join(folder, 'missing'), defaultGlobs)).rejects.toBeInstanceOf(PersonError);
    await expect(scanFolder(join(folder, 'file.png'), defaultGlobs)).rejects.toBeInstanceOf(PersonError);
  });

  it('finds nothing in an empty folder', async () => {
    expect(await pathsIn(tempFolder())).toEqual([]);
  });

  it('stops when it is told to', async () => {
    const folder = tempFolder();
    fill(folder, ['a.png']);
    await expect(scanFolder(folder, defaultGlobs, { signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it('finds ten images among fifty thousand files', async () => {
    const folder = tempFolder('memory');
    for (let i = 0; i < 50; i++) {
      mkdirSync(join(folder, `d${i}`));
      for (let j = 0; j < 1000; j++) closeSync(openSync(join(folder, `d${i}`, `${j}.${i % 5 === 0 && j === 7 ? 'png' : 'txt'}`), 'w'));
    }
    expect(await pathsIn(folder)).toHaveLength(10);
  });
});
