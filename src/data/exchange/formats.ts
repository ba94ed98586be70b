/** All formats of labels. */
import { csv } from './csv';
import { fiftyOne } from './fiftyOne';
import { type FileFormat } from './format';
import { jsonLines } from './jsonLines';
import { labelStudio } from './labelStudio';

/** The formats that are one file, by id, in the order in which a person is shown them. */
export const fileFormats = { csv, jsonl: jsonLines, 'label-studio': labelStudio, fiftyone: fiftyOne } as const satisfies Record<string, FileFormat>;

export type FileFormatId = keyof typeof fileFormats;
/** `folders`: a folder with one folder per class. */
export type FormatId = FileFormatId | 'folders';

export const fileFormatIds = Object.keys(fileFormats) as FileFormatId[];
export const formatIds: readonly FormatId[] = [...fileFormatIds, 'folders'];

/** Name of a format, for a person. */
export function titleOf(format: FormatId): string {
  return format === 'folders' ? 'Class Folders' : fileFormats[format].title;
}
