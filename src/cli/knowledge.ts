/** Labels for the command line: of a CSV, of the folder's own file, or those a model was trained with. */
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { importLabels } from '../data/labelsImport';
import { labelsPath } from '../data/labelsFile';
import { LabelStore } from '../data/labelStore';
import { PersonError } from '../shared/personError';
import { said } from '../shared/phrase';
import { type Knowledge, noKnowledge } from '../shared/project';
import { type Printer } from './printer';

export interface Labels {
  readonly knowledge: Knowledge;
  /** `file`: named with --labels; `folder`: its own; `state`: kept beside the model, perhaps for images elsewhere. */
  readonly source: 'file' | 'folder' | 'state';
}

/**
 * The labels in `file`, or of `<folder>/.winnow/labels.csv` when no file is named; null when there
 * is neither. PersonError when the named file cannot be read or has a line that cannot be
 * understood; such a line in the folder's own file is told to `printer`.
 */
export async function readLabels(folder: string, file: string | undefined, printer: Printer): Promise<Labels | null> {
  if (file === undefined) {
    if (!await stat(labelsPath(folder)).catch(() => null)) return null;
    return { knowledge: (await openStore(folder, printer)).knowledge(), source: 'folder' };
  }
  const { knowledge, broken } = await importLabels(file);
  if (broken.length > 0) {
    const [{ line, reason }] = broken;
    const others = broken.length > 1 ? ` ${broken.length - 1} more lines are broken.` : '';
    throw new PersonError(`"${file}", line ${line}: ${said(reason)}. Repair the line and try again.${others}`, file);
  }
  return { knowledge, source: 'file' };
}

/** The folder's own labels; lines that cannot be understood are told to `printer`. PersonError when they cannot be read. */
export async function openStore(folder: string, printer: Printer): Promise<LabelStore> {
  const store = await LabelStore.open(folder);
  for (const { line, reason } of store.broken()) printer.warn(`${labelsPath(folder)}, line ${line}: ${said(reason)}. The line is left out.`);
  return store;
}

/** Labels of a folder about which nobody has decided anything. */
export const noLabels: Labels = { knowledge: noKnowledge, source: 'folder' };

/** PersonError when a named file has decisions and none is about an image of the folder; some that are not are told to `printer`. */
export function checkPaths({ knowledge, source }: Labels, paths: readonly string[], printer: Printer): void {
  if (source === 'state') return;
  const known = new Set(paths);
  const gone = knowledge.decisions.filter(({ path }) => !known.has(path));
  if (gone.length === 0) return;
  if (source === 'file' && gone.length === knowledge.decisions.length) {
    throw new PersonError(`None of the ${gone.length} labelled paths is in the folder (the first is "${gone[0].path}"). Paths must be relative to the folder, with forward slashes.`);
  }
  printer.warn(`${gone.length} labelled ${gone.length === 1 ? 'image is' : 'images are'} not in the folder, the first "${gone[0].path}".`);
}

/** Keeps the labels beside the model that they train, for the next training and for `winnow score`. */
export async function keepKnowledge(state: string, knowledge: Knowledge): Promise<void> {
  await mkdir(state, { recursive: true });
  await writeFileAtomic(keptFile(state), JSON.stringify(knowledge));
}

/** What {@link keepKnowledge} kept; null when there is nothing. */
export async function keptLabels(state: string): Promise<Labels | null> {
  try {
    return { knowledge: JSON.parse(await readFile(keptFile(state), 'utf8')) as Knowledge, source: 'state' };
  } catch {
    return null;
  }
}

function keptFile(state: string): string {
  return join(state, 'knowledge.json');
}
