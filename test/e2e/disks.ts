/** Real disks that are full or cannot be written, where this machine allows one to be mounted (Linux, as root). */
import { execFileSync, spawnSync } from 'node:child_process';
import { temporaryFolder } from './folders';

export interface Disk {
  readonly folder: string;
  makeReadOnly(): void;
  remove(): void;
}

/** Mounts a small disk in memory; null where that is not allowed. */
export function mountDisk(size: string): Disk | null {
  const folder = temporaryFolder('disk');
  if (process.platform !== 'linux' || spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status !== 0) return null;
  let mounted = true;
  const remove = (): void => {
    // Lazily: a process that has the folder open must not keep it from going.
    if (mounted) spawnSync('umount', ['-l', folder]);
    mounted = false;
  };
  process.once('exit', remove);
  return { folder, remove, makeReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder]) };
}
