/** Labels from a CSV that stands outside the folder, for the command line. */
import { readFile } from 'node:fs/promises';
import { kept } from '../shared/decided';
import { PersonError } from '../shared/personError';
import { type Knowledge } from '../shared/project';
import { phrase } from '../shared/phrase';
import { hasPathColumn } from './exchange/csv';
import { nextColor } from './palette';
import { errorCode, fileError } from './fileErrors';
import { type BrokenLine, parseLabels } from './labelsFile';
import { byCodeUnit } from './order';

export interface ImportedLabels {
  /** The id of a class is its name; classes are sorted by name, so that the order of lines changes nothing. */
  readonly knowledge: Knowledge;
  readonly broken: readonly BrokenLine[];
}

/**
 * Reads a CSV with the columns `path,label,anomalous`: an empty label is unlabelled, `anomalous` is
 * empty (not known), 1 (confirmed) or 0 (dismissed, or known to be normal). A column `rejected` is
 * read as in the labels file of a folder.
 * @throws PersonError when it cannot be read or has no column `path`
 */
export async function importLabels(file: string): Promise<ImportedLabels> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new PersonError(phrase`The labels file "${file}" does not exist. Check its name.`, file, { cause: error });
    throw fileError(error, phrase`read the labels`, file);
  }
  if (!hasPathColumn(text)) {
    throw new PersonError(phrase`The first line of "${file}" has no column "path". Write path,label,anomalous there.`, file);
  }
  const { rows, broken } = parseLabels(text);
  const names = [...new Set(rows.flatMap(({ label, rejected = [] }) => (label === null ? rejected : [label, ...rejected])))].sort(byCodeUnit);
  const colors: string[] = [];
  for (let i = 0; i < names.length; i++) colors.push(nextColor(colors));
  return {
    knowledge: {
      classes: names.map((name, i) => ({ id: name, name, color: colors[i] })),
      decisions: rows.flatMap(row => kept(row) ?? []).sort((a, b) => byCodeUnit(a.path, b.path)),
    },
    broken,
  };
}
