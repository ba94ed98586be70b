import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect, type Connection } from '../../../src/shared/rpc';
import { noKnowledge } from '../../../src/shared/project';
import { type TrainerCalls, type TrainerEvents } from '../../../src/shared/trainerContract';
import { draw, remove, temporary } from './helpers/folder';
import { openOptions, Recorder } from './helpers/recorder';

type Nothing = Record<never, never>;
interface Trainer {
  child: ChildProcess;
  seen: Recorder;
  connection: Connection<TrainerCalls, Nothing>;
}

let bundle: string;
let place: Awaited<ReturnType<typeof temporary>>;
let children: ChildProcess[] = [];

beforeAll(async () => {
  // Below the repository, so that the packages left outside the bundle are found.
  await mkdir(resolve('node_modules/.cache'), { recursive: true });
  bundle = await mkdtemp(resolve('node_modules/.cache/trainer-test-'));
  const external = ['onnxruntime-node', 'onnxruntime-web', 'sharp', '@parcel/watcher', '@tensorflow/tfjs-node'];
  await build({ entryPoints: ['src/trainer/main.ts'], bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], external, outfile: join(bundle, 'trainer.js'), logLevel: 'error' });
});
afterAll(() => rm(bundle, { recursive: true, force: true }));
beforeEach(async () => { place = await temporary(); });
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await remove(place.root);
});

function start(): Trainer {
  const child = fork(join(bundle, 'trainer.js'), [], { serialization: 'advanced', execArgv: [] });
  children.push(child);
  const seen = new Recorder();
  const connection = connect<TrainerCalls, Nothing, Nothing, TrainerEvents>(
    { post: message => child.send(message as object), listen: receive => child.on('message', receive) },
    { methods: {}, events: seen },
  );
  child.once('exit', () => connection.close('gone'));
  return { child, seen, connection };
}

test('it ranks in a process of its own, ends when closed, and goes on where it was after it was killed', async () => {
  await draw(place.folder, 70);
  const first = start();
  await first.connection.remote.open(openOptions(place.folder, place.state), noKnowledge);
  await first.seen.until(() => first.seen.rankings.length > 0);
  expect(first.seen.lastRanking.anomaly).toBeInstanceOf(Float32Array);
  const exit = once(first.child, 'exit');
  await first.connection.remote.close();
  expect(await exit).toEqual([0, null]);
  const closedAt = Math.max(...first.seen.states.map(({ step }) => step));

  const second = start();
  await second.connection.remote.open(openOptions(place.folder, place.state), noKnowledge);
  await second.seen.until(() => second.seen.lastStatus.step >= closedAt && second.seen.rankings.length > 0);
  const pending = second.connection.remote.explain('disc-00.png').catch((error: Error) => error.message);
  second.child.kill('SIGKILL');
  await once(second.child, 'exit');
  expect(await pending).toBeDefined();

  const third = start();
  await third.connection.remote.open(openOptions(place.folder, place.state), noKnowledge);
  await third.seen.until(() => third.seen.rankings.length > 0);
  expect(third.seen.lastRanking.step).toBeGreaterThanOrEqual(closedAt);
});

test('an unknown method is an error with its name; calls before a folder is open are errors', async () => {
  const { connection } = start();
  await expect((connection.remote as unknown as { dance(): Promise<void> }).dance()).rejects.toThrow('dance');
  await expect(connection.remote.pause()).rejects.toThrow();
  await expect(connection.remote.open(openOptions(join(place.root, 'missing'), place.state), noKnowledge)).resolves.toBeUndefined();
});

test('a folder that is missing is a failed status with its name', async () => {
  const { connection, seen } = start();
  await connection.remote.open(openOptions(join(place.root, 'missing'), place.state), noKnowledge);
  await seen.rest();
  expect(seen.lastStatus).toMatchObject({ phase: 'failed' });
  expect(seen.lastStatus.message).toContain('missing');
});

test('it ends when its parent has gone', async () => {
  await draw(place.folder, 10);
  const { child, connection, seen } = start();
  await connection.remote.open(openOptions(place.folder, place.state), noKnowledge);
  await seen.until(() => seen.lastStatus?.phase === 'training');
  const exit = once(child, 'exit');
  child.disconnect();
  expect((await exit)[0]).toBe(0);
});
