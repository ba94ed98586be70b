import { expect, test } from 'vitest';
import { messageOf, PersonError, phraseOf } from '../../../src/shared/personError';
import { phrase, said, type Translator } from '../../../src/shared/phrase';

const german: Record<string, string> = { 'Cannot {0}: {1}': '{0} geht nicht: {1}', 'read "{0}"': '„{0}“ lesen' };
const translator: Translator = (template, ...args) => (german[template] ?? template).replace(/\{(\d)\}/g, (_, i) => args[Number(i)]);

test('a phrase is English where nobody translates, and its parts are translated with it', () => {
  const path = 'a {0} b.png';
  const whole = phrase`Cannot ${phrase`read "${path}"`}: ${7}`;
  expect(said(whole)).toBe('Cannot read "a {0} b.png": 7');
  expect(said(whole, translator)).toBe('„a {0} b.png“ lesen geht nicht: 7');
});

test('an error for a person keeps its phrase, also within another; plain texts stay as they are', () => {
  const inner = new PersonError(phrase`read "${'x'}"`);
  const outer = new PersonError(phrase`Cannot ${phraseOf(inner)}: ${phraseOf(new Error('disk'))}`);
  expect(outer.message).toBe('Cannot read "x": disk');
  expect(messageOf(outer, translator)).toBe('„x“ lesen geht nicht: disk');
  expect(messageOf(new PersonError('Cannot {0}: {1}'), translator)).toBe('Cannot {0}: {1}');
  expect(messageOf('text', translator)).toBe('text');
});
