/** `winnow export`: the labels of a folder in another format. */
import { resolve } from 'node:path';
import { exportLabels } from '../data/exchange/exportLabels';
import { type FormatId, titleOf } from '../data/exchange/formats';
import { PersonError } from '../shared/personError';
import { checkFolder } from './checkFolder';
import { openStore } from './knowledge';
import { Printer } from './printer';

export interface ExportOptions {
  readonly format: FormatId;
  readonly out: string;
  readonly links?: 'hard' | 'symbolic';
}

/** Exports the labels of a folder. PersonError when it has none, something stands in the way, or it cannot be written; SIGINT leaves nothing. */
export async function exportCommand(folderName: string, { format, out, links }: ExportOptions): Promise<void> {
  if (links && format !== 'folders') throw new PersonError(`--links is for --format folders: ${titleOf(format)} is a file without images.`);
  const printer = new Printer();
  const folder = resolve(folderName);
  await checkFolder(folder);
  const store = await openStore(folder, printer);
  const controller = new AbortController();
  const interrupt = (): void => controller.abort(new PersonError('Interrupted; nothing was exported.'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const { count, written, gone } = await exportLabels({
      knowledge: store.knowledge(), folder, format, out: resolve(out), links, signal: controller.signal,
      onProgress: (done, total) => printer.progress('exporting', done / total),
    });
    if (gone.length > 0) printer.warn(`${gone.length} labelled ${gone.length === 1 ? 'image is' : 'images are'} gone and only in the table, the first "${gone[0]}".`);
    printer.line(`Exported ${count} ${count === 1 ? 'label' : 'labels'} to ${new Intl.ListFormat('en').format(written)}`);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    printer.stop();
  }
}
