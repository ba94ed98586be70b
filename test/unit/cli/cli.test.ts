import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draw, remove, temporary } from '../trainer/helpers/folder';

let place: Awaited<ReturnType<typeof temporary>>;
beforeAll(async () => {
  place = await temporary();
  await draw(place.folder, 16);
  await writeFile(join(place.folder, 'broken.jpg'), 'no image');
});
afterAll(() => remove(place.root));

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function winnow(...args: string[]): Promise<Outcome> {
  const command = [resolve('node_modules/tsx/dist/cli.mjs'), resolve('src/cli.ts'), ...args];
  return new Promise(done => execFile(process.execPath, command, (error, stdout, stderr) => {
    done({ code: error ? Number(error.code) : 0, stdout, stderr });
  }));
}

const at = (name: string): string => join(place.root, name);

test('train, score and generate on one state folder', async () => {
  const labels = at('labels.csv');
  await writeFile(labels, 'path,label,anomalous\ndisc-00.png,disc,\nstripe-01.png,stripe,0\ndisc-04.png,,1\n');
  const trained = await winnow('train', place.folder, '--labels', labels, '--state', place.state, '--epochs', '3', '--seed', '5', '--engine', 'onnxruntime', '--threads', '1');
  expect(trained).toMatchObject({ code: 0 });
  expect(trained.stderr).toContain(place.state);
  expect(trained.stderr).toContain('broken.jpg');

  const again = await winnow('train', place.folder, '--labels', labels, '--state', place.state, '--seconds', '0.5');
  expect(again).toMatchObject({ code: 0 });

  const scored = await winnow('score', place.folder, '--state', place.state, '--out', at('scores.csv'));
  expect(scored).toMatchObject({ code: 0 });
  const rows = parse(await readFile(at('scores.csv')), { columns: true }) as Record<string, string>[];
  expect(Object.keys(rows[0])).toEqual(['path', 'label', 'suggestion', 'confidence', 'anomaly', 'flagged']);
  expect(rows).toHaveLength(17);
  expect(rows.find(({ path }) => path === 'broken.jpg')).toMatchObject({ suggestion: '', confidence: '', anomaly: '', flagged: '' });
  expect(rows.find(({ path }) => path === 'disc-00.png')).toMatchObject({ label: 'disc', suggestion: 'disc' });
  expect(rows.find(({ path }) => path === 'disc-04.png')).toMatchObject({ label: '', flagged: '0' });

  // Images of another folder than the one that the labels are about.
  const fresh = at('fresh');
  await mkdir(fresh);
  await copyFile(join(place.folder, 'disc-00.png'), join(fresh, 'new.png'));
  expect(await winnow('score', fresh, '--state', place.state, '--out', at('fresh.csv'))).toMatchObject({ code: 0 });
  expect(parse(await readFile(at('fresh.csv')), { columns: true })).toMatchObject([{ path: 'new.png', label: '', suggestion: 'disc' }]);

  const further = await winnow('train', place.folder, '--state', place.state, '--epochs', '1');
  expect(further).toMatchObject({ code: 0 });
  expect(further.stderr).toContain('2 labelled, 2 classes');

  const sheet = at('sheet.png');
  expect(await winnow('generate', '--state', place.state, '--class', 'stripe', '--count', '5', '--out', sheet)).toMatchObject({ code: 0 });
  expect(await sharp(sheet).metadata()).toMatchObject({ width: 3 * 28, height: 2 * 28, format: 'png' });
  const unknown = await winnow('generate', '--state', place.state, '--class', 'square', '--count', '5', '--out', sheet);
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toContain('disc, stripe');
});

test('the sample with its truth', async () => {
  expect(await winnow('sample', at('sample'), '--count', '8', '--seed', '2')).toMatchObject({ code: 0 });
  const truth = parse(await readFile(join(at('sample'), 'truth.csv')), { columns: true }) as Record<string, string>[];
  expect(truth).toHaveLength(8);
  expect((await stat(join(at('sample'), truth[0].path))).isFile()).toBe(true);
});

test('labels are exported and imported', async () => {
  const folder = at('labelled');
  const own = join(folder, '.winnow', 'labels.csv');
  await mkdir(join(folder, '.winnow'), { recursive: true });
  await copyFile(join(place.folder, 'disc-00.png'), join(folder, 'a b.png'));
  await writeFile(own, 'path,label,anomalous,by,at\na b.png,x,,ann,\n');
  const exported = await winnow('export', folder, '--format', 'folders', '--out', at('classes'), '--links', 'symbolic');
  expect(exported).toMatchObject({ code: 0 });
  expect(exported.stderr).toContain(at('classes'));
  await rm(own);
  expect(await winnow('import', folder, at('classes'))).toMatchObject({ code: 0 });
  expect(await readFile(own, 'utf8')).toContain('a b.png,x,,ann,');
});

test('what goes wrong is one line on stderr and exit code 1', async () => {
  await mkdir(at('empty'));
  await writeFile(at('strange.csv'), 'file,class\nx,y\n');
  await writeFile(at('elsewhere.csv'), 'path,label\nnot/here.png,disc\n');
  const state = at('other');
  const attempts: [string[], string][] = [
    [['train', at('nowhere')], 'nowhere'],
    [['train', at('empty'), '--state', state], 'no images'],
    [['train', place.folder, '--state', state, '--labels', at('missing.csv')], 'missing.csv'],
    [['train', place.folder, '--state', state, '--labels', at('strange.csv')], 'path'],
    [['train', place.folder, '--state', state, '--epochs', '5000', '--labels', at('elsewhere.csv')], 'not/here.png'],
    [['score', place.folder, '--state', at('untrained'), '--out', at('x.csv')], 'untrained'],
    [['generate', '--state', at('untrained'), '--class', 'a', '--out', at('x.png')], 'untrained'],
  ];
  for (const [args, word] of attempts) {
    const { code, stderr } = await winnow(...args);
    expect({ args, code }).toEqual({ args, code: 1 });
    expect(stderr).toContain(word);
    expect(stderr.trim().split('\n').pop()).toMatch(/^winnow: /);
  }
});

test('arguments that make no sense are refused', async () => {
  for (const args of [['train'], ['train', place.folder, '--epochs', 'x'], ['train', place.folder, '--size', '20'], ['train', place.folder, '--epochs', '1', '--seconds', '1'], ['export', place.folder, '--format', 'xlsx', '--out', 'x'], ['score', place.folder, '--state', 's', '--out', 'x', '--threshold', 'high'], ['dance']]) {
    const { code, stderr } = await winnow(...args);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^winnow: .*\n$/);
  }
});
