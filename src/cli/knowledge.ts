/** Labels for the command line: of a CSV, of the folder's own file, or those a model was trained with. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { importLabels } from '../data/labelsImport';
import { labelsPath } from '../data/labelsFile';
import { LabelStore } from '../data/labelStore';
import { PersonError } from '../shared/personError';
import { type Knowledge } from '../shared/project';
import { type Printer } from './printer';

/**
 * The labels in `file`, or of `<folder>/.winnow/labels.csv` when no file is named. PersonError when
 * the named file cannot be read or has a line that cannot be understood; such a line in the folder's own file is told to `printer`.
 */
export async function readKnowledge(folder: string, file: string | undefined, printer: Printer): Promise<Knowledge> {
  if (file === undefined) {
    const store = await LabelStore.open(folder);
    for (const { line, reason } of store.broken()) printer.warn(`${labelsPath(folder)}, line ${line}: ${reason}. The line is left out.`);
    return store.knowledge();
  }
  const { knowledge, broken } = await importLabels(file);
  if (broken.length > 0) {
    const [{ line, reason }] = broken;
    const others = broken.length > 1 ? ` ${broken.length - 1} more lines are broken.` : '';
    throw new PersonError(`"${file}", line ${line}: ${reason}. Repair the line and try again.${others}`, file);
  }
  return knowledge;
}

/** PersonError when there are decisions and none is about an image of the folder; some that are not are told to `printer`. */
export function checkPaths(knowledge: Knowledge, paths: readonly string[], printer: Printer): void {
  const known = new Set(paths);
  const gone = knowledge.decisions.filter(({ path }) => !known.has(path));
  if (gone.length === 0) return;
  if (gone.length === knowledge.decisions.length) {
    throw new PersonError(`None of the ${gone.length} labelled paths is in the folder (the first is "${gone[0].path}"). Paths must be relative to the folder, with forward slashes.`);
  }
  printer.warn(`${gone.length} labelled ${gone.length === 1 ? 'image is' : 'images are'} not in the folder, the first "${gone[0].path}".`);
}

/** Keeps the labels beside the model that they train, for `winnow score`. */
export async function keepKnowledge(state: string, knowledge: Knowledge): Promise<void> {
  await mkdir(state, { recursive: true });
  await writeFileAtomic(keptFile(state), JSON.stringify(knowledge));
}

/** What {@link keepKnowledge} kept; null when there is nothing. */
export async function keptKnowledge(state: string): Promise<Knowledge | null> {
  try {
    return JSON.parse(await readFile(keptFile(state), 'utf8')) as Knowledge;
  } catch {
    return null;
  }
}

function keptFile(state: string): string {
  return join(state, 'knowledge.json');
}
