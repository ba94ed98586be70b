/** The commands `export` and `import`, called in this process. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exportCommand } from '../../../src/cli/export';
import { importCommand } from '../../../src/cli/import';
import { type FormatId, formatIds } from '../../../src/data/exchange/formats';
import { PersonError } from '../../../src/shared/personError';
import { tempFolder } from '../data/tempFolder';

const labels = 'path,label,anomalous,by,at\na b.png,"x, y",,ann,2026-01-02T03:04:05.000Z\nc#1.png,x/z,1,,\nd.png,,0,bo,\n';
let said = '';
let folder: string;
let own: string;

beforeEach(() => {
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation(text => Boolean(said += String(text)));
  folder = join(tempFolder(), 'images');
  own = join(folder, '.winnow', 'labels.csv');
  mkdirSync(join(folder, '.winnow'), { recursive: true });
  for (const name of ['a b.png', 'c#1.png', 'd.png']) writeFileSync(join(folder, name), 'an image');
  writeFileSync(own, labels);
});

afterEach(() => vi.restoreAllMocks());

const names: Record<FormatId, string> = { csv: 'o.csv', jsonl: 'o.jsonl', 'label-studio': 'o.json', fiftyone: 'labels.json', folders: 'o' };

test.each(formatIds)('labels go out as %s and come back in, whole', async format => {
  const out = join(tempFolder(), names[format]);
  await exportCommand(folder, { format, out, ...format === 'folders' ? { links: 'hard' } : {} });
  expect(said).toContain(out);
  rmSync(join(folder, '.winnow'), { recursive: true });
  await importCommand(folder, out, {});
  expect(readFileSync(own, 'utf8')).toBe(labels);
});

test('what is imported wins, the rest stays, and what is not there is told', async () => {
  const source = join(tempFolder(), 'partly.csv');
  writeFileSync(source, `path,label\nd.png,nut\n${Array.from({ length: 20 }, (_, i) => `gone ${i}.png,nut\n`).join('')}`);
  await importCommand(folder, source, { format: 'csv' });
  expect(readFileSync(own, 'utf8')).toContain('d.png,nut,0,');
  expect(readFileSync(own, 'utf8')).toContain('a b.png,"x, y",,ann,');
  expect(readFileSync(own, 'utf8')).not.toContain('gone');
  expect(said).toContain('gone 0.png');
  expect(said).toContain('15 more');
});

test('what cannot be done says so and changes nothing', async () => {
  const root = tempFolder();
  const file = (name: string, text: string): string => {
    writeFileSync(join(root, name), text);
    return join(root, name);
  };
  const bare = tempFolder();
  const attempts: [() => Promise<void>, string][] = [
    [() => exportCommand(folder, { format: 'csv', out: file('full.csv', 'mine') }), 'full.csv'],
    [() => exportCommand(folder, { format: 'folders', out: root }), root],
    [() => exportCommand(folder, { format: 'csv', out: join(root, 'p.csv'), links: 'hard' }), '--links'],
    [() => exportCommand(bare, { format: 'csv', out: join(root, 'p.csv') }), 'nothing to export'],
    [() => exportCommand(join(root, 'nowhere'), { format: 'csv', out: join(root, 'p.csv') }), 'nowhere'],
    [() => importCommand(folder, join(root, 'missing.csv'), {}), 'missing.csv'],
    [() => importCommand(folder, file('broken.jsonl', '{"path":"d.png","label":"bolt"}\n{"path":\n'), {}), 'line 2'],
    [() => importCommand(folder, file('elsewhere.csv', 'path,label\nnot/here.png,x\n'), {}), 'not/here.png'],
  ];
  for (const [attempt, word] of attempts) {
    const failure: unknown = await attempt().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PersonError);
    expect(String(failure)).toContain(word);
  }
  expect(readFileSync(own, 'utf8')).toBe(labels);
});
