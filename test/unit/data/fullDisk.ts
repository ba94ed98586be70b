import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Whether a small disk of its own can be mounted here (Linux as root). */
export const canMount = ((): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'winnow-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
})();

/** A disk of this many bytes, gone after the test. Mounted read-only when `options` says `ro`. */
export function smallDisk(bytes: number, options = 'rw'): string {
  const folder = mkdtempSync(join(tmpdir(), 'winnow-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},${options}`, 'tmpfs', folder]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Makes a mounted disk read-only. */
export function makeReadOnly(folder: string): void {
  execFileSync('mount', ['-o', 'remount,ro', folder]);
}

/** Fills what is left of a disk. */
export function fillUp(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'ballast'), Buffer.alloc(Number(bavail) * Number(bsize)));
}
