/** `winnow import`: labels of another tool, or of another copy of the folder. */
import { resolve } from 'node:path';
import { type FormatId, titleOf } from '../data/exchange/formats';
import { readExchange } from '../data/exchange/readExchange';
import { defaultGlobs } from '../data/globs';
import { importRows } from '../data/labels/importRows';
import { labelsPath } from '../data/labelsFile';
import { scanFolder } from '../data/scan';
import { checkFolder } from './checkFolder';
import { openStore } from './knowledge';
import { Printer } from './printer';

export interface ImportOptions {
  readonly format?: FormatId;
}

/** How many missing images are named. */
const named = 5;

/** Imports labels into a folder; they win over its own. PersonError when source or folder cannot be read, or none of the images is there. */
export async function importCommand(folderName: string, source: string, { format }: ImportOptions): Promise<void> {
  const printer = new Printer();
  const folder = resolve(folderName);
  await checkFolder(folder);
  const store = await openStore(folder, printer);
  const { include = defaultGlobs.include, exclude = defaultGlobs.exclude } = store.project();
  const paths = (await scanFolder(folder, { include, exclude })).map(({ path }) => path);
  const found = await readExchange(resolve(source), paths, format);
  let changed = 0;
  await store.apply(knowledge => {
    const change = importRows(knowledge, found.rows, found.classes);
    changed = change.decisions?.length ?? 0;
    return change;
  });
  for (const path of found.missing.slice(0, named)) printer.warn(`"${path}" is not in the folder.`);
  if (found.missing.length > named) printer.warn(`${found.missing.length - named} more images are not in the folder.`);
  const labels = `${found.rows.length} ${found.rows.length === 1 ? 'label' : 'labels'}`;
  printer.line(`Imported ${labels} (${titleOf(found.format)}) into ${labelsPath(folder)}; ${changed} changed`);
}
