/** The command `export-model`, called in this process. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { exportModelCommand } from '../../../src/cli/exportModel';
import { train } from '../../../src/cli/train';
import { PersonError } from '../../../src/shared/personError';
import { draw, remove, temporary } from '../trainer/helpers/folder';

let place: Awaited<ReturnType<typeof temporary>>;
let said = '';
const engine = { engine: 'onnxruntime', threads: 1 } as const;

beforeAll(async () => {
  place = await temporary();
  await draw(place.folder, 16);
});
afterAll(() => remove(place.root));
beforeEach(() => {
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation(text => Boolean(said += String(text)));
});
afterEach(() => vi.restoreAllMocks());

test('a trained model goes out with its card and two examples, and nothing is overwritten', async () => {
  await train(place.folder, { state: place.state, epochs: 2, seed: 1, ...engine });
  const out = join(place.root, 'new', 'model');
  await exportModelCommand(place.folder, { state: place.state, out, ...engine });
  for (const ending of ['onnx', 'json', 'py', 'mjs']) expect(said).toContain(`${out}.${ending}`);
  expect(statSync(`${out}.onnx`).size).toBeGreaterThan(1e6);
  expect(JSON.parse(readFileSync(`${out}.json`, 'utf8'))).toMatchObject({ size: 28, channels: 1, classes: [], threshold: 0.5, images: 16, rule: { kind: 'share' } });
  for (const [example, lines] of [['py', 26], ['mjs', 26]] as const) expect(readFileSync(`${out}.${example}`, 'utf8').split('\n').length).toBeLessThanOrEqual(lines);
  await expect(exportModelCommand(place.folder, { state: place.state, out: `${out}.onnx`, ...engine })).rejects.toThrow(PersonError);
});

test('without a model it names the state folder', async () => {
  const state = join(place.root, 'untrained');
  await expect(exportModelCommand(place.folder, { state, out: join(place.root, 'x.onnx'), ...engine })).rejects.toThrow(state);
});
