/** Making and naming classes. */
import { PersonError } from '../shared/personError';
import { type ImageClass } from '../shared/project';
import { phrase } from '../shared/phrase';
import { nextColor } from './palette';

const longestName = 100;

/** A class with this name, a fresh id and the next free colour. The name is taken as it is: see {@link checkedName}. */
export function newClass(name: string, classes: readonly ImageClass[]): ImageClass {
  return { id: freshId(name, classes), name, color: nextColor(classes.map(({ color }) => color)) };
}

/**
 * The name trimmed, if a class may be called that.
 * @param exceptId the class that is being renamed
 * @throws PersonError when it is empty, too long, or another class has it (in any case of letters)
 */
export function checkedName(name: string, classes: readonly ImageClass[], exceptId?: string): string {
  const trimmed = name.trim().normalize('NFC');
  if (trimmed === '') throw new PersonError(phrase`A class needs a name.`);
  if (trimmed.length > longestName) throw new PersonError(phrase`The name of a class has at most ${longestName} characters.`);
  if (/[\r\n]/.test(trimmed)) throw new PersonError(phrase`The name of a class is one line.`);
  const folded = trimmed.toLowerCase();
  const other = classes.find(({ id, name: taken }) => id !== exceptId && taken.toLowerCase() === folded);
  if (other) throw new PersonError(phrase`There is already a class "${other.name}". Choose another name, or merge the two.`);
  return trimmed;
}

function freshId(name: string, classes: readonly ImageClass[]): string {
  const taken = new Set(classes.map(({ id }) => id));
  const slug = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40) || 'class';
  let id = slug;
  for (let count = 2; taken.has(id); count++) id = `${slug}-${count}`;
  return id;
}
