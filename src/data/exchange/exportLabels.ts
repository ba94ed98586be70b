import { stat } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { PersonError } from '../../shared/personError';
import { type Knowledge } from '../../shared/project';
import { phrase } from '../../shared/phrase';
import { fileError } from '../fileErrors';
import { rowsFrom } from '../labels/rowsAndDecisions';
import { winnowFolder } from '../labelsFile';
import { makeFolder } from '../makeFolder';
import { classesBeside } from './classesFile';
import { type Links } from './folders/transfer';
import { writeClassFolders } from './folders/writeClassFolders';
import { type WrittenFile } from './format';
import { fileFormats, type FormatId } from './formats';

export interface ExportRequest {
  readonly knowledge: Knowledge;
  /** Absolute path of the folder of images. */
  readonly folder: string;
  readonly format: FormatId;
  /** File to write, or the folder of class folders; absolute. */
  readonly out: string;
  /** For class folders; copies when left out. */
  readonly links?: Links;
  /** Whether files that stand in the way are replaced, as a person has allowed; a folder never is. */
  readonly replace?: boolean;
  readonly signal?: AbortSignal;
  /** Images done of all, for class folders. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Exported {
  /** Images about which something was decided. */
  readonly count: number;
  /** Files that were written, or the folder. */
  readonly written: readonly string[];
  /** Images that are gone and so are in no class folder; their rows are in the table there. */
  readonly gone: readonly string[];
}

/**
 * Writes all decisions in a format.
 * @throws PersonError when there is none, when something stands in the way, or when it cannot be written; then nothing is
 */
export async function exportLabels(request: ExportRequest): Promise<Exported> {
  const { knowledge, folder, format, out, replace = false, links = 'copy', signal, onProgress } = request;
  const rows = rowsFrom(knowledge);
  if (rows.length === 0) throw new PersonError(phrase`There is nothing to export yet: no image has a label or a review. Label a few first.`, folder);
  if (format === 'folders') {
    const gone = await writeClassFolders(rows, folder, out, { links, classes: knowledge.classes, signal, onProgress });
    return { count: rows.length, written: [out], gone };
  }
  if (relative(folder, out).split(sep)[0] === winnowFolder) throw new PersonError(phrase`"${out}" is where Winnow keeps its own files. Choose another folder.`, out);
  const files = [...fileFormats[format].write(rows, out, { folder, classes: knowledge.classes }), classesBeside(out, knowledge.classes)];
  if (!replace) for (const { file } of files) await checkFree(file);
  // The file itself comes last: where it is, those beside it are.
  for (const { file, text } of [...files].reverse()) await write({ file, text });
  return { count: rows.length, written: files.map(({ file }) => file), gone: [] };
}

/** The files that an export would write, `out` among them; none for class folders. */
export function filesOf({ knowledge, folder, format, out }: Pick<ExportRequest, 'knowledge' | 'folder' | 'format' | 'out'>): readonly string[] {
  if (format === 'folders') return [];
  const { classes } = knowledge;
  return [...fileFormats[format].write([], out, { folder, classes }), classesBeside(out, classes)].map(({ file }) => file);
}

async function checkFree(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found && (found.isDirectory() || found.size > 0)) throw new PersonError(phrase`"${file}" is there already, and nothing is overwritten. Choose another name, or remove it first.`, file);
}

async function write({ file, text }: WrittenFile): Promise<void> {
  try {
    await makeFolder(dirname(file));
    await writeFileAtomic(file, text);
  } catch (error) {
    throw fileError(error, phrase`export the labels`, file);
  }
}
