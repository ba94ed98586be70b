/** One JSON object a line. */
import { fieldsFrom, fieldsOf, isFields, parseJson, RowCollector, rowOf, withoutMark } from './collect';
import { type FileFormat, lineOf } from './format';

/** `{"path": …, "label": …, "anomalous": …, "by": …, "at": …}`, null where nothing is decided. */
export const jsonLines: FileFormat = {
  title: 'JSON Lines',
  extensions: ['jsonl', 'ndjson'],
  write: (rows, out) => [{
    file: out,
    text: rows.map(row => `${JSON.stringify(fieldsFrom(row))}\n`).join(''),
  }],
  fits: text => {
    const { value } = parseJson(text.trimStart().split('\n', 1)[0]);
    return isFields(value) && 'path' in value;
  },
  read: (text, images) => {
    const rows = new RowCollector();
    for (const [index, line] of withoutMark(text).split('\n').entries()) {
      if (line.trim() === '') continue;
      const place = lineOf(index + 1);
      const { value, fault } = parseJson(line);
      if (fault) rows.faults.push({ ...fault, place });
      else rows.add(place, () => {
        const row = rowOf(fieldsOf(value));
        return { ...row, path: images.find(row.path) ?? row.path };
      });
    }
    return rows;
  },
};
