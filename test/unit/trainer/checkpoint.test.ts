import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultConfig } from '../../../src/model/config';
import { initialWeights } from '../../../src/model/network';
import { trainingState } from '../../../src/model/state';
import { PersonError } from '../../../src/shared/personError';
import { type Checkpoint, checkpointFile, loadCheckpoint, saveCheckpoint, setAside } from '../../../src/trainer/checkpoint';
import { decodeSafetensors, encodeSafetensors } from '../../../src/trainer/safetensors';

let state: string;
beforeEach(async () => { state = await mkdtemp(join(tmpdir(), 'winnow-checkpoint-')); });
afterEach(() => rm(state, { recursive: true }));

const config = { ...defaultConfig(28, 1, 2), hidden: 16, latent: 4 };
const checkpoint: Checkpoint = {
  header: {
    config, classes: [{ id: 'a', name: 'Größe "ß"\n' }, { id: 'b', name: 'B' }], step: 12, epoch: 1.5, seed: 3, random: 4_000_000_000, stepsLeft: 7, knowledge: 'abc',
  },
  tensors: trainingState(config, initialWeights(config, 1)),
};

test('what is saved is loaded again, tensor by tensor', async () => {
  await saveCheckpoint(state, checkpoint);
  const loaded = await loadCheckpoint(state);
  expect(loaded?.header).toEqual(checkpoint.header);
  expect(Object.keys(loaded?.tensors ?? {}).sort()).toEqual(Object.keys(checkpoint.tensors).sort());
  for (const [name, { shape, dtype, data }] of Object.entries(checkpoint.tensors)) {
    expect(loaded?.tensors[name]).toMatchObject({ shape, dtype });
    expect(Buffer.from((loaded?.tensors[name].data as Float32Array).buffer).equals(Buffer.from(data.buffer))).toBe(true);
  }
});

test('there is none where none was saved', async () => {
  expect(await loadCheckpoint(state)).toBeNull();
});

test('the format: a length, a padded header, data by type', () => {
  const tensors = {
    b: { shape: [2], dtype: 'int32' as const, data: Int32Array.of(-1, 7) },
    a: { shape: [3], dtype: 'bool' as const, data: Uint8Array.of(1, 0, 1) },
    c: { shape: [], dtype: 'float32' as const, data: Float32Array.of(0.5) },
  };
  const bytes = encodeSafetensors(tensors, { key: 'value' });
  const length = Number(bytes.readBigUInt64LE(0));
  expect(length % 8).toBe(0);
  expect(JSON.parse(bytes.toString('utf8', 8, 8 + length))).toMatchObject({ __metadata__: { key: 'value' }, b: { dtype: 'I32', shape: [2], data_offsets: [3, 11] } });
  expect(decodeSafetensors(bytes)).toEqual({ tensors, metadata: { key: 'value' } });
});

test('any truncation is a PersonError that names the file, and never a crash', async () => {
  await saveCheckpoint(state, checkpoint);
  const file = checkpointFile(state);
  const whole = await readFile(file);
  for (const length of [0, 4, 8, 50, 1000, Math.floor(whole.length / 2), whole.length - 1]) {
    await writeFile(file, whole.subarray(0, length));
    const error: unknown = await loadCheckpoint(state).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PersonError);
    expect((error as PersonError).path).toBe(file);
  }
});

test('files of something else and of another version are refused', async () => {
  await writeFile(checkpointFile(state), encodeSafetensors({}, {}));
  await expect(loadCheckpoint(state)).rejects.toBeInstanceOf(PersonError);
  await writeFile(checkpointFile(state), encodeSafetensors({}, { winnow: '99', header: '{}' }));
  await expect(loadCheckpoint(state)).rejects.toThrow('newer');
  await writeFile(checkpointFile(state), encodeSafetensors({}, { winnow: '1', header: '{}' }));
  await expect(loadCheckpoint(state)).rejects.toThrow('older');
  const aside = await setAside(state);
  expect(await loadCheckpoint(state)).toBeNull();
  expect((await readFile(aside)).length).toBeGreaterThan(0);
});

test('a folder that cannot be written is a PersonError', async () => {
  await expect(saveCheckpoint(join(state, 'missing'), checkpoint)).rejects.toBeInstanceOf(PersonError);
});
