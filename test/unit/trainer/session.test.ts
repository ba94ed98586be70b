import { readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeOf } from '../../../src/shared/anomalyScale';
import { checkpointFile } from '../../../src/trainer/checkpoint';
import { type Session } from '../../../src/trainer/session';
import { draw } from './helpers/folder';
import { know, open, type Recorder } from './helpers/recorder';
import { sessionsOnFolder } from './helpers/sessions';

const { place, sessions, start } = sessionsOnFolder();

async function stop(session: Session): Promise<void> {
  sessions.splice(sessions.indexOf(session), 1);
  await session.close();
}

function suggestionsOf(seen: Recorder): Record<string, string> {
  const { classes, suggestion } = seen.lastRanking;
  return Object.fromEntries(seen.listings[seen.listings.length - 1].paths.map((path, i) => [path, classes[suggestion[i]] ?? '']));
}

const limits = { epochs: 4 };

test('without labels it shows the images first, then ranks all of them, then rests', async () => {
  await draw(place.folder, 20);
  const { seen } = await start(undefined, { limits });
  await seen.until(() => seen.listings.length > 0);
  expect(seen.rankings).toHaveLength(0);
  expect(seen.listings[0].paths).toHaveLength(20);
  await seen.rest();
  const { anomaly, suggestion, flagged, rule, listing } = seen.lastRanking;
  expect(listing).toBe(seen.listings[seen.listings.length - 1].version);
  expect(rule).toEqual({ kind: 'share', share: 0.1 });
  expect([...anomaly].every(score => score >= 0 && score <= 1)).toBe(true);
  expect([...suggestion].every(k => k === -1)).toBe(true);
  expect(flagged.reduce((sum, flag) => sum + flag, 0)).toBe(2);
  expect(seen.points.length).toBeGreaterThan(0);
  expect(seen.lastStatus).toMatchObject({ phase: 'idle', images: 20, unreadable: 0, step: 4, engine: { name: 'onnxruntime' } });
});

test('labels that arrive change the suggestions, and training goes on with them', async () => {
  const paths = await draw(place.folder, 24);
  const { session, seen } = await start(undefined, { limits: { epochs: 12 } });
  await seen.rest();
  const trained = seen.lastStatus.step;
  await session.setKnowledge(know({ 'disc-00.png': 'disc', 'disc-02.png': 'disc', 'stripe-01.png': 'stripe', 'stripe-03.png': 'stripe' }));
  await seen.until(() => seen.lastRanking.classes.length === 2);
  expect(seen.lastRanking.step).toBe(trained);
  await seen.until(() => seen.lastStatus.phase === 'training');
  await seen.rest();
  expect(seen.lastRanking.step).toBeGreaterThan(trained);
  const suggestions = suggestionsOf(seen);
  const right = paths.filter(path => path.startsWith(suggestions[path]));
  expect(right.length).toBeGreaterThan(20);
  expect(seen.points[seen.points.length - 1].classification).not.toBeNaN();
  const [earlier, later] = [seen.frames[0], seen.frames[seen.frames.length - 1]];
  expect(later.step).toBeGreaterThan(earlier.step);
  expect(later.paths).toEqual(earlier.paths);
  expect(later.paths.every(path => paths.includes(path))).toBe(true);
  expect(later.inputs).toEqual(earlier.inputs);
  expect(later.images).not.toEqual(earlier.images);
});

test('labels that arrive while a pass is judged are answered by the pass before', async () => {
  await draw(place.folder, 24);
  const first = { 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' };
  const { session, seen } = await start(know(first), { limits: { epochs: 6 }, scoreOnlyAtEnd: true });
  await seen.rest();
  const trained = seen.lastRanking.step;
  await session.setKnowledge(know({ ...first, 'disc-02.png': 'disc' }));
  await seen.until(() => seen.lastStatus.phase === 'training');
  await seen.until(() => seen.lastStatus.phase === 'scoring');
  const answers: number[] = [];
  for (const label of ['stripe', 'disc', 'stripe']) {
    const before = seen.rankings.length;
    await session.setKnowledge(know({ ...first, 'disc-02.png': 'disc', 'disc-04.png': label }));
    await seen.until(() => seen.rankings.length > before);
    answers.push(seen.lastRanking.step);
  }
  expect(answers).toEqual([trained, trained, trained]);
  await session.setKnowledge(know({ ...first, 'disc-02.png': 'disc', 'disc-04.png': 'disc' }));
  await seen.until(() => seen.lastStatus.phase === 'training');
  await seen.rest();
  expect(seen.lastRanking.step).toBeGreaterThan(trained);
  expect(suggestionsOf(seen)).toMatchObject({ 'disc-04.png': 'disc', 'stripe-01.png': 'stripe' });
});

test('a rejected suggestion is not made again: not at once, not after more training, not after a new opening', async () => {
  await draw(place.folder, 20);
  const labels = { 'disc-00.png': 'disc', 'disc-02.png': 'disc', 'stripe-01.png': 'stripe', 'stripe-03.png': 'stripe' };
  const subject = 'disc-10.png';
  const rejecting = (rejected: string[], more: Record<string, string> = {}) => {
    const knowledge = know({ ...labels, ...more });
    return { ...knowledge, decisions: [...knowledge.decisions, { path: subject, label: null, anomalous: null, rejected, by: '', at: '' }] };
  };
  const { seen, session } = await start(know(labels), { limits: { epochs: 12 } });
  await seen.rest();
  const before = suggestionsOf(seen)[subject];
  const other = before === 'disc' ? 'stripe' : 'disc';
  const trained = seen.lastStatus.step;
  await session.setKnowledge(rejecting([before]));
  await seen.until(() => suggestionsOf(seen)[subject] === other);
  await seen.rest();
  expect(seen.lastStatus.step).toBe(trained);
  const passes = seen.rankings.length;
  await session.setKnowledge(rejecting([before], { 'disc-04.png': 'disc', 'stripe-05.png': 'stripe' }));
  await seen.until(() => seen.lastStatus.phase === 'training');
  await seen.rest();
  const { paths } = seen.listings[seen.listings.length - 1];
  expect(seen.rankings.slice(passes).every(({ classes, suggestion }) => classes[suggestion[paths.indexOf(subject)]] === other)).toBe(true);
  await stop(session);
  const again = await start(rejecting(['disc', 'stripe'], { 'disc-04.png': 'disc', 'stripe-05.png': 'stripe' }), { limits: { epochs: 0 } });
  await again.seen.rest();
  expect(suggestionsOf(again.seen)[subject]).toBe('');
  expect(Object.values(suggestionsOf(again.seen)).filter(name => name !== '')).toHaveLength(19);
});

test('of many changes in a row the last one wins', async () => {
  await draw(place.folder, 12);
  const { session, seen } = await start(undefined, { limits });
  await seen.rest();
  const before = seen.rankings.length;
  for (let i = 0; i < 20; i++) void session.setKnowledge(know({ 'disc-00.png': i % 2 === 0 ? 'stripe' : 'disc', 'stripe-01.png': i % 2 === 0 ? 'disc' : 'stripe' }));
  await seen.until(() => seen.lastStatus.phase === 'training');
  await seen.rest();
  expect(seen.rankings.length - before).toBeLessThan(8);
  expect(suggestionsOf(seen)).toMatchObject({ 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' });
});

test('a decision about an anomaly re-ranks at once, trains nothing, and the image is flagged no more', async () => {
  await draw(place.folder, 20);
  const { session, seen } = await start(undefined, { limits });
  await seen.rest();
  const { paths } = seen.listings[seen.listings.length - 1];
  const [first, second] = paths.filter((_, i) => seen.lastRanking.flagged[i] === 1);
  await session.setKnowledge(know({}, { [first]: false, [second]: true }, []));
  await seen.until(() => seen.lastRanking.rule.kind === 'bestF1');
  expect(seen.lastRanking.flagged[paths.indexOf(first)]).toBe(0);
  expect(seen.lastRanking.flagged[paths.indexOf(second)]).toBe(0);
  expect(seen.lastRanking.step).toBe(4);
});

test('another share moves the threshold alone', async () => {
  await draw(place.folder, 20);
  const { session, seen } = await start(undefined, { limits });
  await seen.rest();
  await session.setAnomalyShare(0.5);
  await seen.until(() => seen.lastRanking.rule.kind === 'share' && seen.lastRanking.rule.share === 0.5);
  expect(seen.lastRanking.flagged.reduce((sum, flag) => sum + flag, 0)).toBe(10);
  expect(seen.lastRanking.step).toBe(4);
});

test('a threshold set by hand moves flags and scores alone, and counts when the folder is opened anew', async () => {
  await draw(place.folder, 20);
  const { session, seen } = await start(undefined, { limits });
  await seen.rest();
  const { threshold, automatic, anomaly } = seen.lastRanking;
  expect(threshold).toBe(automatic.threshold);
  const order = [...anomaly.keys()].sort((a, b) => anomaly[b] - anomaly[a]);
  const byHand = (placeOf(anomaly[order[6]], threshold) + placeOf(anomaly[order[7]], threshold)) / 2;
  await session.setThreshold(byHand);
  await seen.until(() => seen.lastRanking.rule.kind === 'hand');
  expect([...seen.lastRanking.flagged.keys()].filter(i => seen.lastRanking.flagged[i] === 1)).toEqual(order.slice(0, 7).sort((a, b) => a - b));
  expect(seen.lastRanking).toMatchObject({ step: 4, threshold: byHand, automatic });
  const { anomaly: told } = await session.explain(seen.listings[0].paths[order[6]]);
  expect(told).toBeGreaterThan(0.5);
  await stop(session);
  const again = await start({ ...know({}, {}, []), threshold: byHand }, { limits: { epochs: 0 } });
  await again.seen.rest();
  expect(again.seen.lastRanking.flagged).toEqual(seen.lastRanking.flagged);
  await again.session.setThreshold(null);
  await again.seen.until(() => again.seen.lastRanking.rule.kind === 'share');
  await stop(again.session);
});

test('a second opening goes on from the checkpoint and decodes nothing', async () => {
  await draw(place.folder, 16);
  const labels = know({ 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' });
  const first = await start(labels, { limits });
  await first.seen.rest();
  await stop(first.session);
  const { seen, session } = await start(labels, { limits: { epochs: 0 } });
  await seen.rest();
  expect(seen.lastStatus.step).toBe(first.seen.lastStatus.step);
  expect(session.decoded).toBe(0);
  expect([...seen.lastRanking.suggestion]).toEqual([...first.seen.lastRanking.suggestion]);
  await stop(session);
  const third = await start(labels, { limits });
  await third.seen.rest();
  expect(third.seen.lastStatus.step).toBeGreaterThan(first.seen.lastStatus.step);
});

test('classes come and go between openings without losing what is learned', async () => {
  await draw(place.folder, 12);
  const first = await start(know({ 'disc-00.png': 'disc' }, {}, ['disc']), { limits });
  await first.seen.rest();
  await stop(first.session);
  const { seen, session } = await start(know({ 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' }), { limits });
  await seen.rest();
  expect(seen.lastRanking.classes).toEqual(['disc', 'stripe']);
  expect(seen.lastStatus.step).toBeGreaterThan(4);
  await session.setKnowledge(know({ 'stripe-01.png': 'stripe' }, {}, ['stripe']));
  await seen.until(() => seen.lastRanking.classes.length === 1 && seen.lastStatus.phase === 'idle');
  expect(seen.lastRanking.classes).toEqual(['stripe']);
});

test('a damaged checkpoint is moved aside with a word, and training starts from the beginning', async () => {
  await draw(place.folder, 10);
  const first = await start(undefined, { limits });
  await first.seen.rest();
  await stop(first.session);
  await truncate(checkpointFile(place.state), 5000);
  const { seen } = await start(undefined, { limits });
  await seen.rest();
  expect(seen.lines.some(({ level, text }) => level === 'warn' && text.includes('.aside'))).toBe(true);
  expect(seen.lastStatus).toMatchObject({ phase: 'idle', step: 4 });
});

test('restart forgets every step', async () => {
  await draw(place.folder, 10);
  const { session, seen } = await start(undefined, { limits });
  await seen.rest();
  await session.restart();
  await seen.until(() => seen.lastStatus.phase === 'training' && seen.lastStatus.step < 4);
  await seen.rest();
  expect(seen.lastStatus.step).toBe(4);
});

test('an empty folder, one of unreadable files, and one with a single image', async () => {
  const empty = await start(undefined, { limits }, { watch: true });
  await empty.seen.rest();
  expect(empty.seen.lastStatus.message).not.toBe('');
  expect(empty.seen.listings[0].paths).toEqual([]);
  await writeFile(join(place.folder, 'text.jpg'), 'no image');
  await empty.seen.until(() => empty.seen.lastStatus.unreadable === 1 && empty.seen.lastStatus.phase === 'idle');
  expect(empty.seen.lastStatus.message).not.toBe('');
  expect(empty.seen.listings[empty.seen.listings.length - 1].unreadable).toHaveLength(1);
  await draw(place.folder, 1);
  await empty.seen.until(() => empty.seen.rankings.length > 0 && empty.seen.lastStatus.phase === 'idle');
  expect(empty.seen.lastRanking.anomaly[0]).toBeGreaterThanOrEqual(0);
  expect(empty.seen.lastRanking.anomaly[1]).toBeNaN();
});

test('files that appear, change and vanish while it runs are in the next ranking', async () => {
  await draw(place.folder, 12);
  const { seen } = await start(undefined, { limits }, { watch: true });
  await seen.rest();
  await draw(place.folder, 6, 12);
  await seen.until(() => seen.lastRanking.anomaly.length === 18 && seen.lastStatus.phase === 'idle');
  await utimes(join(place.folder, 'disc-00.png'), new Date(), new Date(1_700_000_000_000));
  await seen.until(() => seen.listings[seen.listings.length - 1].modified[0] === 1_700_000_000_000);
  await rm(join(place.folder, 'disc-00.png'));
  await seen.until(() => seen.lastRanking.anomaly.length === 17 && seen.lastStatus.phase === 'idle');
  expect([...seen.lastRanking.anomaly].every(score => !Number.isNaN(score))).toBe(true);
});

test('an explanation, a thumbnail and generated images', async () => {
  await draw(place.folder, 12);
  const { session, seen } = await start(know({ 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' }), { limits });
  await seen.rest();
  const { input, reconstruction, error, reasons, nearest, anomaly } = await session.explain('disc-02.png');
  expect(input).toMatchObject({ width: 28, height: 28, channels: 1 });
  expect(reconstruction.pixels).toHaveLength(28 * 28);
  expect(error).toHaveLength(28 * 28);
  expect(Object.values(reasons).reduce((a, b) => a + b, 0)).toBeCloseTo(1);
  expect(nearest).not.toContain('disc-02.png');
  expect(anomaly).toBe(seen.lastRanking.anomaly[seen.listings[0].paths.indexOf('disc-02.png')]);
  await expect(session.explain('gone.png')).rejects.toThrow('gone.png');
  const thumbnail = await session.thumbnail('disc-02.png', 16);
  expect(thumbnail.startsWith(place.state)).toBe(true);
  expect(await session.thumbnail('disc-02.png', 16)).toBe(thumbnail);
  const images = await session.generate('disc', 3, 1);
  expect(images).toHaveLength(3);
  expect(images[0].pixels).toHaveLength(28 * 28);
  await expect(session.generate('square', 1, 1)).rejects.toThrow('square');
});

test('the same seed, images, labels and epochs give the same weights, bit for bit', async () => {
  await draw(place.folder, 20);
  const labels = know({ 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' });
  const files: Buffer[] = [];
  for (const name of ['a', 'b']) {
    const state = join(place.root, name);
    const { session, seen } = await open(place.folder, state, labels, { limits, scoreOnlyAtEnd: true });
    await seen.rest();
    await session.close();
    files.push(await readFile(checkpointFile(state)));
  }
  expect(files[0].equals(files[1])).toBe(true);
});

test('the epoch of a training that goes on is counted within that training', async () => {
  await draw(place.folder, 20);
  const { session, seen } = await start(undefined, { limits });
  await seen.rest();
  await session.setKnowledge(know({ 'disc-00.png': 'disc', 'stripe-01.png': 'stripe' }));
  await seen.until(() => seen.states.some(({ step }) => step > 6) && seen.lastStatus.phase === 'idle');
  const running = seen.states.filter(({ phase, epochs }) => phase === 'training' && epochs > 0);
  expect(running.length).toBeGreaterThan(0);
  expect(running.every(({ epoch, epochs }) => epoch <= epochs)).toBe(true);
});
