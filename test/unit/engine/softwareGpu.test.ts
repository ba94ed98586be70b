/** The accelerator's way on a graphics device that is a program: SwiftShader, which comes with Chromium. Left out where it is not. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const chromium = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'].find(folder => existsSync(join(folder, 'vk_swiftshader_icd.json')));

test.skipIf(process.platform !== 'linux' || process.arch !== 'x64' || !chromium)('a program with a state computes on WebGPU what it computes on the CPU, and its state can be read', async () => {
  // The loader of libraries reads its variables when a process starts.
  const env = { ...process.env, LD_LIBRARY_PATH: chromium, VK_ICD_FILENAMES: join(chromium!, 'vk_swiftshader_icd.json') };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'onDevice.ts')], { env });
  const { lines, losses, weights } = JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<'lines', string[]> & Record<'losses' | 'weights', { gpu: number[]; cpu: number[] }>;
  expect(lines[0]).toMatch(/^Device: WebGPU/);
  losses.cpu.forEach((loss, i) => expect(losses.gpu[i]).toBeCloseTo(loss, 3));
  weights.cpu.forEach((weight, i) => expect(weights.gpu[i]).toBeCloseTo(weight, 3));
  expect(losses.cpu[3]).toBeLessThan(losses.cpu[0]);
});
