import { describe, expect, test } from 'vitest';
import { classIdOf, pathOf } from '../../../src/host/commands/nodes';
import { contextsOf } from '../../../src/host/contextsOf';
import { countClasses } from '../../../src/host/counts';
import { Deaths } from '../../../src/host/deaths';
import { UndoStack } from '../../../src/host/history';
import { appendLosses } from '../../../src/host/losses';
import { rank } from '../../../src/host/ranking';
import { Serial } from '../../../src/host/serial';
import { cleanEnvironment } from '../../../src/host/trainerProcess';
import { appendFrame } from '../../../src/shared/frames';
import { type Decision, type Knowledge, noKnowledge } from '../../../src/shared/project';
import { type LossPoint, type Predictions, type Reconstructions, type TrainerStatus } from '../../../src/shared/trainerContract';

const decision = (path: string, label: string | null, anomalous: boolean | null = null): Decision => ({ path, label, anomalous, by: '', at: '' });

function predictionsOf(suggestion: number[], anomaly: number[], flagged: number[], listing = 1): Predictions {
  return {
    listing, step: 1, classes: ['a', 'b'], suggestion: Int16Array.from(suggestion), confidence: new Float32Array(suggestion.length),
    anomaly: Float32Array.from(anomaly), flagged: Uint8Array.from(flagged), threshold: 3, rule: { kind: 'share', share: 0.03 }, automatic: { threshold: 3, rule: { kind: 'share', share: 0.03 } },
    next: new Int32Array(), nextReason: new Uint8Array(), suspects: new Int32Array(), suspicion: new Float32Array(), rivals: new Int16Array(), tests: [],
  };
}

const listingOf = (paths: string[]) => ({ version: 1, paths, modified: new Float64Array(paths.length), unreadable: [] });

describe('deaths', () => {
  test('the third within a minute is the last', () => {
    const deaths = new Deaths();
    expect([0, 30_000, 59_999].map(time => deaths.record(time))).toEqual(['restart', 'restart', 'giveUp']);
  });

  test('deaths that lie apart never add up', () => {
    const deaths = new Deaths();
    for (let time = 0; time < 20 * 30_001; time += 30_001) expect(deaths.record(time)).toBe('restart');
  });

  test('another try starts counting anew', () => {
    const deaths = new Deaths();
    deaths.record(0);
    deaths.record(1);
    deaths.forget();
    expect(deaths.record(2)).toBe('restart');
  });
});

describe('undo stack', () => {
  const identity = (change: number): Promise<number> => Promise.resolve(-change);

  test('steps back and forth in order', async () => {
    const stack = new UndoStack<number>();
    stack.push('one', -1);
    stack.push('two', -2);
    const applied: number[] = [];
    const apply = (change: number) => {
      applied.push(change);
      return identity(change);
    };
    await stack.undo(apply);
    await stack.undo(apply);
    await stack.redo(apply);
    expect(applied).toEqual([-2, -1, 1]);
    expect(stack.state).toEqual({ undo: 'one', redo: 'two' });
  });

  test('a new step forgets what was undone', async () => {
    const stack = new UndoStack<number>();
    stack.push('one', -1);
    await stack.undo(identity);
    stack.push('two', -2);
    expect(stack.state).toEqual({ undo: 'two', redo: null });
    expect(await stack.redo(identity)).toBe(false);
  });

  test('steps that belong together and follow closely are one', async () => {
    let now = 0;
    const stack = new UndoStack<number>(500, () => 1, () => now);
    stack.push('line', -1, 'line');
    now = 1500;
    stack.push('line', -2, 'line');
    now = 3000;
    stack.push('line', -3, 'line');
    now = 6000;
    stack.push('line', -4, 'line');
    stack.push('label', -5);
    stack.push('line', -6, 'line');
    const applied: number[] = [];
    const apply = (change: number) => identity(applied.push(change));
    while (await stack.undo(apply));
    expect(applied).toEqual([-6, -5, -4, -1]);
  });

  test('what follows an undo is a step of its own', async () => {
    const stack = new UndoStack<number>(500, () => 1, () => 0);
    stack.push('line', -1, 'line');
    await stack.undo(identity);
    stack.push('line', -2, 'line');
    expect(stack.state).toEqual({ undo: 'line', redo: null });
  });

  test('a step that fails can be tried again', async () => {
    const stack = new UndoStack<number>();
    stack.push('one', -1);
    await expect(stack.undo(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(stack.state).toEqual({ undo: 'one', redo: null });
  });

  test('a session of thousands of labels can be taken back whole; what falls off is the oldest of what is too large', async () => {
    const long = new UndoStack<number>();
    for (let step = 0; step < 3000; step++) long.push(String(step), step);
    let undone = 0;
    while (await long.undo(identity)) undone++;
    expect(undone).toBe(3000);
    const large = new UndoStack<number>(10, change => change);
    for (const size of [8, 3, 4, 4]) large.push(`of ${size}`, size);
    expect(await large.undo(identity) && await large.undo(identity) && large.state.undo).toBe(null);
    large.push('too large alone', 99);
    expect(large.state.undo).toBe('too large alone');
  });

  test('the oldest steps fall off', async () => {
    const stack = new UndoStack<number>(2);
    for (const change of [1, 2, 3]) stack.push(String(change), change);
    await stack.undo(identity);
    await stack.undo(identity);
    expect(await stack.undo(identity)).toBe(false);
  });
});

test('tasks run one after the other, also after a failure', async () => {
  const serial = new Serial();
  const order: number[] = [];
  const slow = serial.run(() => new Promise<void>(done => setTimeout(() => done(void order.push(1)), 10)));
  const failing = serial.run(() => Promise.reject(new Error('no')));
  const last = serial.run(() => Promise.resolve(order.push(2)));
  await expect(failing).rejects.toThrow('no');
  await Promise.all([slow, last]);
  expect(order).toEqual([1, 2]);
});

describe('losses', () => {
  const point = (step: number): LossPoint => ({ step, epoch: 0, total: step, reconstruction: 0, divergence: 0, classification: NaN, consistency: 0 });
  const steps = (points: readonly LossPoint[]): number[] => points.map(({ step }) => step);

  test('new points follow the old', () => {
    expect(steps(appendLosses([point(1), point(2)], [point(3)]))).toEqual([1, 2, 3]);
  });

  test('points from before an older checkpoint are replaced', () => {
    expect(steps(appendLosses([point(1), point(5), point(9)], [point(5), point(6)]))).toEqual([1, 5, 6]);
  });

  test('a long curve stays bounded and keeps its end', () => {
    let curve: readonly LossPoint[] = [];
    for (let step = 0; step < 1000; step++) curve = appendLosses(curve, [point(step)], 100);
    expect(curve.length).toBeLessThanOrEqual(100);
    expect(curve[0].step).toBe(0);
    expect(curve.at(-1)?.step).toBe(999);
  });
});

describe('frames of reconstructions', () => {
  const frame = (step: number, path = 'a.png') => ({ step, paths: [path], inputs: [], images: [] });
  const steps = (frames: readonly { step: number }[]) => frames.map(({ step }) => step);

  test('the first and the last stay when there are many', () => {
    let found: readonly Reconstructions[] = [];
    for (let step = 1; step <= 100; step++) found = appendFrame(found, frame(step));
    expect(found.length).toBeLessThanOrEqual(8);
    expect([found[0].step, found.at(-1)?.step]).toEqual([1, 100]);
  });

  test('frames of other images and of a training that was left behind go', () => {
    expect(steps(appendFrame([frame(1), frame(5), frame(9)], frame(5)))).toEqual([1, 5]);
    expect(steps(appendFrame([frame(1), frame(2)], frame(3, 'b.png')))).toEqual([3]);
  });
});

describe('counts', () => {
  const knowledge: Knowledge = {
    classes: [{ id: 'a', name: 'A', color: '#000000' }, { id: 'b', name: 'B', color: '#000000' }],
    decisions: [decision('1', 'a'), decision('gone', 'b'), decision('2', null, true)],
  };

  test('labelled images do not count as suggested', () => {
    const paths = ['1', '2', '3', '4'];
    const counts = countClasses({ knowledge, predictions: predictionsOf([0, 0, 1, -1], [0, 0, 0, 0], [0, 0, 0, 0]), indexOf: path => paths.includes(path) ? paths.indexOf(path) : undefined });
    expect(Object.fromEntries(counts)).toEqual({ a: { labelled: 1, suggested: 1 }, b: { labelled: 1, suggested: 1 } });
  });

  test('a suggestion that was rejected does not count until the trainer has another', () => {
    const rejecting: Knowledge = { ...knowledge, decisions: [{ ...decision('1', null), rejected: ['a'] }, { ...decision('2', null), rejected: ['b'] }, { ...decision('3', 'b'), rejected: ['a'] }] };
    const counts = countClasses({ knowledge: rejecting, predictions: predictionsOf([0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]), indexOf: path => Number(path) - 1 });
    expect(Object.fromEntries(counts)).toEqual({ a: { labelled: 0, suggested: 1 }, b: { labelled: 1, suggested: 1 } });
  });

  test('without predictions only labels count', () => {
    expect(countClasses({ knowledge, predictions: null, indexOf: () => undefined }).get('a')).toEqual({ labelled: 1, suggested: 0 });
  });
});

describe('ranking', () => {
  const paths = ['1', '2', '3', '4', '5'];
  const predictions = predictionsOf([-1, -1, -1, -1, -1], [0.6, 0.9, 0.7, 0.8, NaN], [1, 1, 1, 1, 0]);
  const indexOf = (path: string) => (paths.includes(path) ? paths.indexOf(path) : undefined);
  const ranked = (knowledge: Knowledge, said = predictions, limit?: number) => rank({ listing: listingOf(paths), knowledge, predictions: said, indexOf }, limit);

  test('worst first, reviewed ones apart at once', () => {
    const knowledge: Knowledge = { classes: [], decisions: [decision('2', null, true), decision('4', null, false), decision('gone', null, true)] };
    const ranking = ranked(knowledge);
    expect(ranking.flagged.map(({ path }) => path)).toEqual(['3', '1']);
    expect(ranking.confirmed).toEqual([{ path: '2', anomaly: Math.fround(0.9) }, { path: 'gone', anomaly: NaN }]);
    expect(ranking.dismissed).toEqual([{ path: '4', anomaly: Math.fround(0.8) }]);
  });

  test('at most as many as asked for, all counted', () => {
    const ranking = ranked(noKnowledge, predictions, 2);
    expect(ranking.flagged).toHaveLength(2);
    expect(ranking.flaggedCount).toBe(4);
  });

  test('predictions of another listing are left out', () => {
    expect(ranked(noKnowledge, predictionsOf([0], [1], [1], 7)).flagged).toEqual([]);
    expect(rank({ listing: null, knowledge: noKnowledge, predictions: null, indexOf: () => undefined }).flagged).toEqual([]);
  });
});

test('commands take a path, a class id, or a node of a tree', () => {
  expect(pathOf('a/b.png')).toBe('a/b.png');
  expect(pathOf({ kind: 'image', review: 'flagged', image: { path: 'x', anomaly: 1 } })).toBe('x');
  expect([pathOf(undefined), pathOf({}), pathOf({ image: null })]).toEqual([undefined, undefined, undefined]);
  expect(classIdOf({ imageClass: { id: 'k' } })).toBe('k');
  expect(classIdOf(undefined)).toBeUndefined();
});

test('context keys follow the project', () => {
  expect(contextsOf(undefined)).toMatchObject({ open: false, hasClasses: false, canUndo: false, canRedo: false, phase: 'none' });
  const status = { phase: 'failed', message: '', progress: null, step: 0, epoch: 0, epochs: 0, imagesPerSecond: null, secondsLeft: null, images: 0, unreadable: 0, engine: null } as const;
  const contexts = contextsOf({ knowledge: { classes: [{ id: 'a', name: 'A', color: '#000000' }], decisions: [] }, listing: null, status, history: { undo: 'Label 1 Image', redo: null } });
  expect(contexts).toEqual({ open: true, hasClasses: true, canUndo: true, canRedo: false, hasImages: false, hasTenLabels: false, hasReview: false, phase: 'failed', thresholdByHand: false, paused: true });
});

test('context keys say which steps of the walkthrough are done', () => {
  const status = { phase: 'idle' } as TrainerStatus;
  const done = (decisions: readonly Decision[]) => {
    const { hasImages, hasTenLabels, hasReview } = contextsOf({ knowledge: { classes: [], decisions }, listing: listingOf(['a']), status, history: { undo: null, redo: null } });
    return [hasImages, hasTenLabels, hasReview];
  };
  const labels = Array.from({ length: 10 }, (_, at) => decision(String(at), 'k'));
  expect(done([decision('x', null), ...labels.slice(1)])).toEqual([true, false, false]);
  expect(done([...labels, decision('x', null, false)])).toEqual([true, true, true]);
});

test('the trainer gets an environment without the editor in it', () => {
  const env = { PATH: '/bin', HOME: '/h', NODE_OPTIONS: '--inspect', VSCODE_IPC_HOOK: 'x', ELECTRON_RUN_AS_NODE: '1', NODE_INSPECT_RESUME_ON_START: '1' };
  expect(cleanEnvironment(env, false)).toEqual({ PATH: '/bin', HOME: '/h' });
  expect(cleanEnvironment(env, true)).toEqual({ PATH: '/bin', HOME: '/h', ELECTRON_RUN_AS_NODE: '1' });
});
