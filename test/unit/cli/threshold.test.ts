/** Where an anomaly of 0.5 lies in the file that `winnow score` writes. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { score } from '../../../src/cli/score';
import { train } from '../../../src/cli/train';
import { draw, remove, temporary } from '../trainer/helpers/folder';

let place: Awaited<ReturnType<typeof temporary>>;

beforeAll(async () => {
  place = await temporary();
  await draw(place.folder, 12);
  await mkdir(join(place.folder, '.winnow'));
  await writeFile(join(place.folder, '.winnow', 'labels.csv'), 'path,label,anomalous\ndisc-00.png,disc,\n');
  await writeFile(join(place.folder, '.winnow', 'project.json'), '{ "classes": ["disc"], "threshold": -1000 }');
  await train(place.folder, { state: place.state, epochs: 1, seed: 1, engine: 'onnxruntime', threads: 1 });
});
afterAll(() => remove(place.root));

async function flagged(threshold?: 'auto' | number): Promise<number> {
  const out = join(place.root, 'scores.csv');
  await score(place.folder, { state: place.state, out, threshold, engine: 'onnxruntime', threads: 1 });
  const rows = parse(await readFile(out), { columns: true }) as Record<string, string>[];
  for (const { anomaly, flagged } of rows) expect(Number(anomaly) >= 0.5).toBe(flagged === '1');
  return rows.filter(row => row.flagged === '1').length;
}

test('it is where a person has put it in the folder, else where one is named, else where the decisions put it', async () => {
  expect(await flagged()).toBe(12);
  expect(await flagged(1000)).toBe(0);
  expect(await flagged('auto')).toBeLessThan(3);
});
