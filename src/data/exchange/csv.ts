/** The table of the folder's own labels file. */
import { phrase } from '../../shared/phrase';
import { formatLabels, parseLabels } from '../labelsFile';
import { type FileFormat, lineOf } from './format';

/** `path,label,anomalous,by,at`: what stands in `.winnow/labels.csv`. Reads any CSV with a column `path`. */
export const csv: FileFormat = {
  title: 'CSV',
  extensions: ['csv'],
  write: (rows, out) => [{ file: out, text: formatLabels(rows, []) }],
  fits: hasPathColumn,
  read: (text, images) => {
    if (!hasPathColumn(text)) return { rows: [], faults: [{ place: lineOf(1), reason: phrase`no column "path"; write path,label,anomalous there` }] };
    const { rows, broken } = parseLabels(text);
    return {
      rows: rows.map(row => ({ ...row, path: images.find(row.path) ?? row.path })),
      faults: broken.map(({ line, reason }) => ({ place: lineOf(line), reason })),
    };
  },
};

/** Whether the first line of a CSV names a column `path`. */
export function hasPathColumn(text: string): boolean {
  return /^\ufeff?("?[^",\r\n]*"?,)*"?path"?\s*(,|\r?\n|$)/i.test(text);
}
