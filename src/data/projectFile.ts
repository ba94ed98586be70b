/** `.winnow/project.json`: the classes of a folder, how it is read, and the threshold of anomalies. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, PersonError } from '../shared/personError';
import { type ImageClass } from '../shared/project';
import { type Phrase, phrase } from '../shared/phrase';
import { newClass } from './classes';
import { errorCode, fileError } from './fileErrors';
import { winnowFolder, writeInFolder } from './labelsFile';

export interface Project {
  readonly version: 1;
  readonly classes: readonly ImageClass[];
  /** Globs of the images; the defaults when left out. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Side of the model's input, pixels; chosen from the images when left out. */
  readonly size?: number;
  /** Where the threshold of anomalies was put by hand, robust standard deviations above the median; left out: it follows the decisions. */
  readonly threshold?: number;
  /** Keys of later versions and of other tools are kept. */
  readonly [key: string]: unknown;
}

/** The project of a folder that has no file yet. */
export const emptyProject: Project = { version: 1, classes: [] };

/** Where the project file of a folder of images is. */
export function projectPath(folder: string): string {
  return join(folder, winnowFolder, 'project.json');
}

/**
 * Parses a project file. A class without id or colour is given one, so that classes can be written by hand.
 * @param file named in errors
 * @throws PersonError naming the file and what is wrong with it
 */
export function parseProject(text: string, file: string): Project {
  const fault = (what: Phrase, cause?: unknown): PersonError =>
    new PersonError(phrase`"${file}" ${what}. Repair it, or delete it to start without classes; Winnow leaves it as it is.`, file, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw fault(phrase`is not valid JSON (${messageOf(error)})`, error);
  }
  if (!isRecord(value)) throw fault(phrase`must hold one JSON object`);
  if (value.version !== undefined && value.version !== 1) throw fault(phrase`is of version ${JSON.stringify(value.version)}, and this Winnow knows version 1`);
  for (const key of ['include', 'exclude']) if (value[key] !== undefined && !isStrings(value[key])) throw fault(phrase`needs a list of texts as "${key}"`);
  if (value.size !== undefined && !(Number.isInteger(value.size) && Number(value.size) >= 28 && Number(value.size) <= 128)) throw fault(phrase`needs a whole number from 28 to 128 as "size"`);
  if (value.threshold !== undefined && !Number.isFinite(value.threshold)) throw fault(phrase`needs a number as "threshold"`);
  if (value.classes !== undefined && !Array.isArray(value.classes)) throw fault(phrase`needs a list as "classes"`);
  return { ...value, version: 1, classes: parseClasses((value.classes ?? []) as unknown[], fault) };
}

/**
 * Reads the project file of a folder; null when there is none.
 * @throws PersonError when it cannot be read or is broken
 */
export async function readProject(folder: string): Promise<Project | null> {
  const file = projectPath(folder);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw fileError(error, phrase`read the classes`, file);
  }
  return parseProject(text, file);
}

/**
 * Writes the project file of a folder, on disk when it resolves.
 * @throws PersonError when it cannot be written, or when the present file is broken
 */
export async function writeProject(folder: string, project: Project): Promise<void> {
  await readProject(folder);
  await writeInFolder(folder, projectPath(folder), `${JSON.stringify(project, null, 2)}\n`, phrase`save the classes`);
}

function parseClasses(values: readonly unknown[], fault: (what: Phrase) => PersonError): ImageClass[] {
  const classes: ImageClass[] = [];
  for (const value of values) {
    const fields = typeof value === 'string' ? { name: value } : value;
    if (!isRecord(fields) || typeof fields.name !== 'string' || fields.name.trim() === '') throw fault(phrase`has a class without a name`);
    const name = fields.name.trim();
    if (classes.some(other => other.name === name)) throw fault(phrase`has two classes named "${name}"`);
    if (fields.id !== undefined && classes.some(other => other.id === fields.id)) throw fault(phrase`has two classes with the id "${String(fields.id)}"`);
    const made = newClass(name, classes);
    classes.push({
      id: typeof fields.id === 'string' && fields.id !== '' ? fields.id : made.id,
      name,
      color: typeof fields.color === 'string' && /^#[0-9a-f]{6}$/i.test(fields.color) ? fields.color : made.color,
    });
  }
  return classes;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}
