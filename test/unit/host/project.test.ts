import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LabelStore } from '../../../src/data/labelStore';
import * as edits from '../../../src/host/edits';
import { Project } from '../../../src/host/project';
import { similarTo } from '../../../src/host/similarTo';
import { snapshotOf } from '../../../src/host/snapshot';

const script = fileURLToPath(new URL('fixtures/trainer.mjs', import.meta.url));
let folder: string;
let project: Project;
let seed = 1;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winnow-host-'));
  seed = 1;
  project = await open();
});

afterEach(async () => {
  await project.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<Project> {
  return new Project({
    store: await LabelStore.open(folder),
    script,
    options: () => ({ folder, state: folder, include: [], exclude: [], engine: 'auto', size: null, seed, threads: 1, anomalyShare: 0.03, watch: false }),
  });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(done => setTimeout(done, 5));
}

const labels = (): Promise<string> => readFile(join(folder, '.winnow', 'labels.csv'), 'utf8');

test('a decision is on disk before anyone hears of it', async () => {
  const id = await project.createClass(' Crack ');
  const heard: Promise<string>[] = [];
  project.on('knowledge', () => heard.push(labels()));
  await project.edit(edits.label(project.knowledge, ['b.png', 'a.png'], id));
  expect(heard).toHaveLength(1);
  expect(await heard[0]).toMatch(/a\.png,Crack,,.*\n.*b\.png,Crack/);
  expect(project.knowledge.decisions.map(({ path }) => path)).toEqual(['a.png', 'b.png']);
});

test('undo and redo go through the file, one step each', async () => {
  const id = await project.createClass('Crack');
  await project.edit(edits.label(project.knowledge, ['a.png', 'b.png', 'c/d.png'], id));
  expect(project.history.undo).toContain('3');
  expect(await project.undo()).toBe(true);
  expect(await labels()).not.toContain('a.png');
  expect(await project.redo()).toBe(true);
  expect(await labels()).toContain('c/d.png,Crack');
  await project.undo();
  await project.undo();
  expect(project.knowledge.classes).toEqual([]);
  expect(await project.undo()).toBe(false);
});

test('undo and redo tell the images that they are about, once their decisions are known', async () => {
  const id = await project.createClass('Crack');
  await project.edit(edits.label(project.knowledge, ['b.png', 'a.png'], id));
  const told: unknown[] = [];
  project.on('retraced', ({ paths, back, what }) => told.push([[...paths].sort(), project.knowledge.decisions.length, back, what]));
  await project.undo();
  await project.redo();
  const label = project.history.undo;
  expect(told).toEqual([[['a.png', 'b.png'], 0, true, label], [['a.png', 'b.png'], 2, false, label]]);
  await project.undo();
  await project.undo();
  expect(told).toHaveLength(4);
  expect(told.at(-1)).toEqual([[], 0, true, project.history.redo]);
});

test('imported labels win, make their classes, and are one step', async () => {
  const id = await project.createClass('Crack');
  await project.edit(edits.label(project.knowledge, ['a.png', 'b.png'], id));
  const before = project.knowledge;
  const row = (path: string, label: string | null, anomalous: boolean | null) => ({ path, label, anomalous, by: 'bo', at: '' });
  await project.edit(edits.importLabels([row('a.png', 'Dent', null), row('c/d.png', 'Crack', true), row('e.png', null, false)], []));
  expect(project.knowledge.classes.map(({ name }) => name)).toEqual(['Crack', 'Dent']);
  expect(await labels()).toMatch(/a\.png,Dent,,bo,\nb\.png,Crack,.*\nc\/d\.png,Crack,1,bo,\ne\.png,,0,bo,\n/);
  expect(project.history.undo).toContain('3');
  await project.undo();
  expect(project.knowledge).toEqual(before);
  await project.redo();
  expect(await labels()).toContain('a.png,Dent');
});

const projectFile = async () => JSON.parse(await readFile(join(folder, '.winnow', 'project.json'), 'utf8')) as Record<string, unknown>;

test('a threshold set by hand moves the flags at once, is kept, and undo takes it back', async () => {
  project.trainer.start();
  await until(() => project.predictions !== null);
  const flagged = () => [...project.predictions?.flagged ?? []];
  expect(flagged()).toEqual([0, 1, 1]);
  const heard: number[][] = [];
  project.on('knowledge', () => heard.push(flagged()));
  // The scores 0.2, 0.7 and 0.9 under a threshold of 3 lie at 0, 4.3 and 11.
  await project.edit(edits.setThreshold(5));
  expect(heard).toEqual([[0, 0, 1]]);
  expect(project.predictions).toMatchObject({ threshold: 5, rule: { kind: 'hand' } });
  expect(await projectFile()).toMatchObject({ threshold: 5 });
  expect((await LabelStore.open(folder)).knowledge().threshold).toBe(5);
  await project.edit(edits.setThreshold(-1));
  expect(flagged()).toEqual([1, 1, 1]);
  // Both moves followed one another closely.
  await project.undo();
  expect(flagged()).toEqual([0, 1, 1]);
  expect(project.predictions?.rule.kind).toBe('share');
  expect(await projectFile()).not.toHaveProperty('threshold');
  await project.redo();
  await project.edit(edits.setThreshold(null));
  expect(project.history.undo).toContain('Reset');
  await project.undo();
  expect(project.knowledge.threshold).toBe(-1);
});

test('what the trainer says under an older threshold is shown under the present one', async () => {
  await project.edit(edits.setThreshold(5));
  project.trainer.start();
  await until(() => project.predictions !== null);
  expect([...project.predictions?.flagged ?? []]).toEqual([0, 0, 1]);
});

test('a threshold that is written into the file by others is taken over; one that is no number is an error that names the file', async () => {
  await project.createClass('Crack');
  const file = join(folder, '.winnow', 'project.json');
  await writeFile(file, JSON.stringify({ ...await projectFile(), threshold: 2.5 }));
  await project.reload();
  expect(project.knowledge.threshold).toBe(2.5);
  await writeFile(file, JSON.stringify({ ...await projectFile(), threshold: 'high' }));
  await expect(project.reload()).rejects.toThrow(/project\.json.*threshold/);
});

test('a class made of an anomaly is made, confirmed and given to it in one step', async () => {
  await project.edit(edits.label(project.knowledge, ['a.png'], await project.createClass('Crack')));
  const id = await project.createClass('Dent', edits.makeClassOf(['a.png', 'b.png'], 'Dent'));
  expect(project.knowledge.decisions.map(({ path, label, anomalous }) => [path, label, anomalous])).toEqual([['a.png', id, true], ['b.png', id, true]]);
  await project.undo();
  expect(project.knowledge.classes.map(({ name }) => name)).toEqual(['Crack']);
  expect(await labels()).toMatch(/a\.png,Crack,,/);
  expect(await labels()).not.toContain('b.png');
  await expect(project.createClass('Crack', edits.makeClassOf(['b.png'], 'Crack'))).rejects.toThrow(/Crack/);
});

test('folders label what has no label yet, as one step', async () => {
  const id = await project.createClass('Crack');
  const before = project.knowledge;
  const paths = ['Dent/a.png', 'Dent/b.png', 'Hole/c.png', 'd.png'];
  const byFolder = edits.labelByFolder(paths, 3);
  await project.edit(edits.label(project.knowledge, ['Dent/b.png'], id));
  const labelled = project.knowledge;
  await project.edit(byFolder);
  expect(await labels()).toMatch(/^Dent\/a\.png,Dent,,.*\nDent\/b\.png,Crack,,.+\nHole\/c\.png,Hole,,.*\n$/m);
  expect(project.history.undo).toContain('3');
  await project.undo();
  expect(project.knowledge).toEqual(labelled);
  await project.undo();
  expect(project.knowledge).toEqual(before);
});

test('a step that changes nothing is no step', async () => {
  const id = await project.createClass('Crack');
  await project.edit(edits.label(project.knowledge, ['a.png'], id));
  const { undo } = project.history;
  await project.edit(edits.label(project.knowledge, ['a.png'], id));
  await project.undo();
  expect(project.history.redo).toBe(undo);
  expect(project.knowledge.decisions).toEqual([]);
});

test('deleting a class takes its labels, which is told, and undo brings both back', async () => {
  const id = await project.createClass('Crack');
  await project.edit(edits.label(project.knowledge, ['a.png'], id));
  const told: unknown[] = [];
  project.on('done', what => told.push([what, project.knowledge.classes.length]));
  await project.edit(edits.deleteClass(project.knowledge, id));
  expect(project.knowledge).toEqual({ classes: [], decisions: [] });
  expect(told).toEqual([[expect.stringContaining('Crack'), 0]]);
  await project.undo();
  expect(project.knowledge.decisions).toMatchObject([{ path: 'a.png', label: id }]);
});

test('a class name that is taken is refused and leaves no step', async () => {
  await project.createClass('Crack');
  await expect(project.createClass('crack')).rejects.toMatchObject({ name: 'PersonError' });
  await project.undo();
  expect(project.knowledge.classes).toEqual([]);
});

test('an edit made outside is read back and told', async () => {
  const id = await project.createClass('Crack');
  const heard: number[] = [];
  project.on('knowledge', ({ knowledge }) => heard.push(knowledge.decisions.length));
  await writeFile(join(folder, '.winnow', 'labels.csv'), 'path,label,anomalous,by,at\nb.png,Crack,,,\n');
  await project.reload();
  await project.reload();
  expect(heard).toEqual([1]);
  expect(project.knowledge.decisions).toMatchObject([{ path: 'b.png', label: id }]);
});

test('what was suggested on screen is accepted as one step, whatever the trainer suggests by now', async () => {
  project.trainer.start();
  const crack = await project.createClass('Crack');
  const dent = await project.createClass('Dent');
  await until(() => project.predictions?.classes.length === 2);
  await project.edit(edits.label(project.knowledge, ['b.png'], crack));
  await project.edit(edits.acceptSuggestions([['a.png', dent], ['b.png', dent], ['c/d.png', crack], ['x.png', 'gone']].map(([path, classId]) => ({ path, classId }))));
  expect(project.knowledge.decisions.map(({ path, label }) => [path, label])).toEqual([['a.png', dent], ['b.png', crack], ['c/d.png', crack]]);
  await project.undo();
  expect(project.knowledge.decisions.map(({ path }) => path)).toEqual(['b.png']);
});

test('a rejection is one step, on disk, and told to the trainer', async () => {
  project.trainer.start();
  const crack = await project.createClass('Crack');
  const dent = await project.createClass('Dent');
  const suggested = () => Array.from(project.predictions?.suggestion ?? [], k => project.predictions?.classes[k]);
  await until(() => suggested()[2] === crack && project.predictions?.classes.length === 2);
  await project.edit(edits.rejectSuggestions([{ path: 'a.png', classId: crack }, { path: 'c/d.png', classId: crack }]));
  expect(await labels()).toMatch(/c\/d\.png,,,.*,Crack\n/);
  await until(() => suggested()[0] === dent && suggested()[1] === crack && suggested()[2] === dent);
  await project.edit(edits.rejectSuggestions([{ path: 'a.png', classId: dent }]));
  await until(() => suggested()[0] === undefined);
  await project.undo();
  await project.undo();
  expect(await labels()).not.toContain('a.png');
  await until(() => suggested().every(id => id === crack));
});

test('the trainer is told all that is known, and its arrays are copied out of their message', async () => {
  project.trainer.start();
  await until(() => project.predictions !== null);
  expect(project.predictions?.anomaly.buffer.byteLength).toBe(12);
  expect(project.listing?.modified.buffer.byteLength).toBe(24);
  expect(project.indexOf('c/d.png')).toBe(2);
  expect(project.indexOf('x')).toBeUndefined();
  await project.createClass('Crack');
  await until(() => project.predictions?.classes.length === 1);
});

test('a trainer that dies is started again, says so, and rejects what was pending', async () => {
  project.trainer.start();
  await until(() => project.predictions !== null);
  const { pid } = project.trainer;
  const messages: string[] = [];
  project.on('status', ({ message }) => messages.push(message));
  await expect((await project.trainer.ready()).explain('a.png')).rejects.toThrow('SIGKILL');
  await until(() => messages.length >= 2);
  expect(messages[0]).not.toBe('');
  expect(messages[1]).toBe(messages[0]);
  expect(project.trainer.pid).not.toBe(pid);
  expect(project.trainer.running).toBe(true);
});

test('after three deaths it stays dead until a person tries again', async () => {
  let gaveUp = 0;
  project.on('gaveUp', () => gaveUp++);
  project.trainer.start();
  for (let death = 0; death < 3; death++) {
    await until(() => project.trainer.status.phase === 'training');
    await (await project.trainer.ready()).explain('a.png').catch(() => undefined);
  }
  expect(gaveUp).toBe(1);
  expect(project.status.phase).toBe('failed');
  expect(project.status.message).not.toBe('');
  await expect(project.trainer.ready()).rejects.toThrow();
  await project.createClass('still saved');
  await project.trainer.setPaused(false);
  await until(() => project.status.phase === 'training');
});

test('a folder that cannot be opened fails with the reason', async () => {
  seed = 13;
  project.trainer.start();
  await until(() => project.status.phase === 'failed');
  expect(project.status.message).toBe('no luck');
  await expect(project.trainer.ready()).rejects.toThrow('no luck');
  seed = 1;
  await project.trainer.setPaused(false);
  await until(() => project.status.phase === 'training');
});

test('a folder that another process still has is waited for', async () => {
  seed = 14;
  const phases = new Set<string>();
  project.on('status', ({ phase }) => phases.add(phase));
  project.trainer.start();
  const id = await project.createClass('Crack');
  await project.trainer.ready();
  await until(() => project.predictions?.classes[0] === id);
  expect(phases).not.toContain('failed');
});

test('a trainer started in pause keeps pausing across its death', async () => {
  project.trainer.start(true);
  await until(() => project.status.phase === 'paused');
  await project.trainer.setPaused(true).catch(() => undefined);
  await until(() => project.status.phase === 'starting');
  await until(() => project.status.phase === 'paused');
});

test('the environment of the editor does not reach the trainer', async () => {
  process.env.NODE_OPTIONS = '--no-warnings';
  const lines: string[] = [];
  project.on('log', ({ text }) => lines.push(text));
  project.trainer.start();
  await until(() => lines.some(line => line.startsWith('NODE_OPTIONS')));
  delete process.env.NODE_OPTIONS;
  expect(lines).toContain('NODE_OPTIONS=');
});

test('a snapshot holds all there is', async () => {
  project.trainer.start();
  await project.createClass('Crack');
  await until(() => project.predictions !== null);
  const snapshot = snapshotOf(project, 'https://host/folder/', 'a.png', { title: 'some', paths: ['a.png'] }, ['b.png']);
  expect(snapshot).toMatchObject({ folderUri: 'https://host/folder', path: 'a.png', chosen: { paths: ['a.png'] }, selected: ['b.png'], history: { redo: null } });
  expect(snapshot.knowledge.classes).toHaveLength(1);
  expect(snapshot.duplicates).toEqual({ listing: 1, members: Int32Array.of(0, 2), sizes: Int32Array.of(2) });
  expect(structuredClone(snapshot)).toEqual(snapshot);
});

test('near duplicates that another process of the trainer told are forgotten with its listing', async () => {
  project.trainer.start();
  await until(() => project.duplicates !== null);
  const told: boolean[] = [];
  project.on('listing', () => told.push(project.duplicates !== null));
  await project.trainer.reopen();
  await until(() => told.length > 0 && project.duplicates !== null);
  expect(told).toEqual([false]);
});

test('similar images are asked of the trainer, the image first', async () => {
  project.trainer.start();
  const { seed, paths } = await similarTo(project, 'c/d.png');
  expect([seed, ...paths]).toEqual(['c/d.png', 'c/d.png', 'a.png', 'b.png']);
});
