import { expect, test } from 'vitest';
import { openEngine } from '../../../src/engine/openEngine';
import { tableInMemory } from '../../../src/trainer/tables';
import { filled } from '../../../src/model/state';
import { type Scored } from '../../../src/trainer/evidence';
import { interruptible } from '../../../src/trainer/interruptible';
import { Pauses } from '../../../src/trainer/pauses';
import { Suggester } from '../../../src/trainer/suggest';

const [count, hidden, classes] = [4, 24, 3];
const head = { kernel: filled([hidden, classes], 0), bias: filled([classes], 0) };
const scored = { evidence: { count, features: tableInMemory(count, hidden) } } as unknown as Scored;

test('a label that comes while a pass is judged is answered by the same suggester, in the pause before it compiles', async () => {
  const { engine } = await openEngine('onnxruntime', { threads: 1 });
  const answers: Float32Array[] = [];
  let asked = false;
  const pauses = new Pauses(async () => {
    await new Promise(resolve => setImmediate(resolve));
    if (asked) return;
    asked = true;
    answers.push(await suggester.probabilities(scored, head));
  });
  const suggester = new Suggester(interruptible(engine, () => pauses.pause()));
  await pauses.during(async () => { answers.push(await suggester.probabilities(scored, head)); });
  expect(answers).toHaveLength(2);
  expect(answers[1]).toEqual(answers[0]);
  await suggester.dispose();
});

test('a program that could not be compiled is compiled at the next call', async () => {
  const { engine } = await openEngine('onnxruntime', { threads: 1 });
  let fails = true;
  const suggester = new Suggester({ ...engine, name: engine.name, detail: engine.detail, compile: spec => (fails ? Promise.reject(new Error('no memory')) : engine.compile(spec)) });
  await expect(suggester.probabilities(scored, head)).rejects.toThrow('no memory');
  fails = false;
  expect(await suggester.probabilities(scored, head)).toHaveLength(count * classes);
  await suggester.dispose();
});
