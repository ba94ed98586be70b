/** The classes of an export, in a file beside it: rows cannot tell their colours, their order, nor those that no image has. */
import { readFile } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { type ImageClass } from '../../shared/project';
import { phrase } from '../../shared/phrase';
import { errorCode, fileError } from '../fileErrors';
import { parseProject } from '../projectFile';
import { type WrittenFile } from './format';

/** Name of the file within a folder of class folders. */
export const classesName = 'classes.json';

/** The classes to write beside the file `out` (an absolute path), in the form of a project file. */
export function classesBeside(out: string, classes: readonly ImageClass[]): WrittenFile {
  return { file: fileBeside(out), text: textOf(classes) };
}

/** What {@link classesName} holds. */
export function textOf(classes: readonly ImageClass[]): string {
  return `${JSON.stringify({ version: 1, classes: classes.map(({ name, color }) => ({ name, color })) }, null, 2)}\n`;
}

/**
 * The classes that an export has beside its file, or within its folder of class folders; none without such a file.
 * @throws PersonError when it cannot be read or is broken
 */
export async function readClasses(source: string, isFolder: boolean): Promise<readonly ImageClass[]> {
  const files = isFolder ? [join(source, classesName)] : [fileBeside(source), formerlyBeside(source)];
  for (const file of files) {
    const text = await readText(file);
    if (text !== null) return parseProject(text, file).classes;
  }
  return [];
}

/** null: there is no such file. */
async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw fileError(error, phrase`read the classes`, file);
  }
}

/** Named after the whole name of the file: exports that differ only in their endings do not share it. */
function fileBeside(out: string): string {
  return `${out}.${classesName}`;
}

/** Where older exports have it. */
function formerlyBeside(out: string): string {
  return join(dirname(out), `${parse(out).name}.${classesName}`);
}
