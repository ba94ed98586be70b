import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('start.mjs', import.meta.url));

test('npm start says in one line that a folder does not exist', () => {
  const { status, stderr } = spawnSync(process.execPath, [script, '/no/such/folder'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain('/no/such/folder');
});
