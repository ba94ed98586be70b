import { expect, test } from 'vitest';
import { openEngine } from '../../../src/engine/openEngine';
import { defaultConfig } from '../../../src/model/config';
import { Random } from '../../../src/shared/random';
import { hintsFor, takesHints } from '../../../src/trainer/hints';
import { type ImageSource } from '../../../src/trainer/imageSource';
import { fresh, Learner } from '../../../src/trainer/learner';

const [side, count, labelled] = [28, 200, 120];
const kindOf = (i: number) => i % 2;
const wrong = [8, 31, 90];

/** Images that are bright on the left or on the right, with noise. */
const images: ImageSource = {
  readable: Array.from({ length: count }, (_, i) => i),
  identity: i => String(i),
  read: (chosen, into) => {
    chosen.forEach((i, j) => {
      const random = new Random(i + 1);
      for (let at = 0; at < side * side; at++) into[j * side * side + at] = ((at % side < side / 2) === (kindOf(i) === 0) ? 180 : 60) + 10 * random.normal();
    });
    return Promise.resolve();
  },
};

test('labels speak for the images around them; what all others contradict is doubted and gets a hint instead', async () => {
  const { engine } = await openEngine('onnxruntime', { threads: 1 });
  const learner = new Learner(engine, { ...fresh(defaultConfig(side, 1, 2), ['left', 'right'], 1), step: 100 });
  expect(takesHints(learner)).toBe(true);
  const label = Int16Array.from({ length: count }, (_, i) => (i >= labelled ? -1 : wrong.includes(i) ? 1 - kindOf(i) : kindOf(i)));
  const said = await hintsFor(learner, images, { label, anomalous: new Int8Array(count).fill(-1) }, () => Promise.resolve('go'));
  expect([...said?.doubted ?? []].sort((a, b) => a - b)).toEqual(wrong);
  for (let i = 0; i < count; i++) {
    const hint = said?.hints.get(i);
    if (i < labelled && !wrong.includes(i)) expect(hint).toBeUndefined();
    else expect(hint?.[kindOf(i)]).toBeGreaterThan(0.9);
  }
  expect(await hintsFor(learner, images, { label, anomalous: new Int8Array(count).fill(-1) }, () => Promise.resolve('stop'))).toBeNull();
});
