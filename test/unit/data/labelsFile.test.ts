import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatLabels, labelsPath, type LabelRow, parseLabels, readLabels, writeLabels } from '../../../src/data/labelsFile';
import { PersonError } from '../../../src/shared/personError';
import { said } from '../../../src/shared/phrase';
import { Random } from '../../../src/shared/random';
import { tempFolder } from './tempFolder';

const row = (path: string, label: string | null, anomalous: boolean | null = null): LabelRow => ({ path, label, anomalous, by: 'ann', at: '2026-01-02T03:04:05Z' });

describe('the labels file', () => {
  it('brings back what was written, sorted by path, one line each', () => {
    const rows = [row('b.png', 'bolt'), row('a/z.png', null, true), row('a.png', 'nut', false)];
    const text = formatLabels(rows, []);
    expect(text.split('\n')).toHaveLength(5);
    expect(text).not.toContain('\r');
    expect(parseLabels(text)).toEqual({ rows: [rows[2], rows[1], rows[0]], broken: [] });
  });

  it('leaves out images about which nothing is decided', () => {
    expect(parseLabels(formatLabels([row('a.png', null)], [])).rows).toEqual([]);
  });

  it('brings back any name', () => {
    const random = new Random(5);
    const letters = ['a', '"', ',', '\n', '\r', '\r\n', ' ', '😀', '\'', ';', '=', '\\', '\t', 'é', '<', '#'];
    for (let round = 0; round < 50; round++) {
      const names = new Set(Array.from({ length: 20 }, () => `x${Array.from({ length: 1 + random.below(12) }, () => letters[random.below(letters.length)]).join('')}.png`));
      const rows = [...names].map(name => row(name, random.next() < 0.5 ? 'a "b", c' : null, true)).sort((a, b) => (a.path < b.path ? -1 : 1));
      expect(parseLabels(formatLabels(rows, []))).toEqual({ rows, broken: [] });
    }
  });

  it('numbers broken lines and writes them again as they stand', () => {
    const text = [
      'path,label,anomalous,by,at',
      'a.png,bolt,,ann,',
      '<<<<<<< HEAD',
      'b.png,bolt,,ann,',
      '=======',
      'b.png,nut,,ann,',
      '>>>>>>> other branch',
      'c.png,bolt',
      '"d.png,bolt,,ann,',
      'e.png,nut,perhaps,ann,',
      ',nut,,ann,',
      '../f.png,nut,,ann,',
      'z.png,nut,,ann,',
    ].join('\n');
    const { rows, broken } = parseLabels(text);
    expect(rows.map(({ path, label }) => `${path} ${label}`)).toEqual(['a.png bolt', 'b.png bolt', 'z.png nut']);
    expect(broken.map(({ line }) => line)).toEqual([3, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const { line, text: kept, reason } of broken) {
      expect(kept).toBe(text.split('\n')[line - 1]);
      expect(said(reason)).not.toBe('');
    }
    const again = parseLabels(formatLabels(rows, broken));
    expect(again.rows).toEqual(rows);
    expect(again.broken.map(line => line.text).sort()).toEqual(broken.map(line => line.text).sort());
  });

  it('does not let a stray quote swallow the lines after it', () => {
    const { rows, broken } = parseLabels('path,label,anomalous\n"a.png,bolt,\nb.png,nut,\n"c, d.png",nut,1\n"e\nf.png",bolt,0\n');
    expect(rows.map(({ path }) => path)).toEqual(['b.png', 'c, d.png', 'e\nf.png']);
    expect(broken.map(({ line }) => line)).toEqual([2]);
  });

  it('finds columns by their header and reads other line ends', () => {
    const text = '\ufeffAnomalous,note,Label,path\r\n1,x,bolt,a.png\r\n\r\n0,,,./b.png\r\n';
    expect(parseLabels(text)).toEqual({
      rows: [{ path: 'a.png', label: 'bolt', anomalous: true, by: '', at: '' }, { path: 'b.png', label: null, anomalous: false, by: '', at: '' }],
      broken: [],
      extra: { columns: ['note'], cells: new Map([['a.png', ['x']], ['b.png', ['']]]) },
    });
  });

  it('brings back rejections by any names of classes, and has the column only where there are some', () => {
    const random = new Random(7);
    const letters = ['a', 'b', ';', '\\', '"', ',', ' ', '|', '😀', '='];
    const name = () => `x${Array.from({ length: random.below(8) }, () => letters[random.below(letters.length)]).join('')}y`;
    for (let round = 0; round < 100; round++) {
      const rejected = [...new Set(Array.from({ length: 1 + random.below(4) }, name))];
      const rows = [{ ...row('a.png', null), rejected }, row('b.png', 'bolt')];
      expect(parseLabels(formatLabels(rows, []))).toEqual({ rows, broken: [] });
    }
    expect(formatLabels([row('a.png', 'bolt')], [])).toMatch(/^path,label,anomalous,by,at\n/);
    expect(formatLabels([{ ...row('a.png', 'bolt'), rejected: ['b;c', 'nut'] }, row('b.png', 'nut')], []).split('\n')).toEqual([
      'path,label,anomalous,by,at,rejected', 'a.png,bolt,,ann,2026-01-02T03:04:05Z,b\\;c;nut', 'b.png,nut,,ann,2026-01-02T03:04:05Z,', '',
    ]);
  });

  it('has a column for labels that stand only where there are some, beside or without that of rejections', () => {
    const sure = { ...row('a.png', 'bolt'), sure: true as const };
    const rejected = { ...row('b.png', 'bolt'), rejected: ['nut'] };
    for (const rows of [[sure], [sure, rejected], [sure, row('b.png', 'nut')]]) {
      const text = formatLabels(rows, []);
      expect(parseLabels(text)).toEqual({ rows, broken: [] });
      // Without its first line, as after a bad merge.
      if (rows.includes(rejected)) expect(parseLabels(text.slice(text.indexOf('\n') + 1)).rows).toEqual(rows);
    }
    expect(formatLabels([rejected], [])).not.toContain('sure');
    const { rows, broken } = parseLabels('path,label,sure\na.png,bolt,yes\nb.png,bolt,0\nc.png,bolt,true\n');
    expect(rows.map(each => each.sure)).toEqual([undefined, true]);
    expect(broken.map(({ line }) => line)).toEqual([2]);
  });

  it('takes any text for rejections, and two lines that differ in them for two decisions', () => {
    const { rows, broken } = parseLabels('path,label,anomalous,rejected,note\na.png,,,; nut ;;nut;\\,x\na.png,,,bolt,\nb.png,nut,,nut,\n');
    expect(rows.map(({ path, rejected }) => [path, rejected])).toEqual([['a.png', ['nut', '\\']], ['b.png', ['nut']]]);
    expect(broken.map(({ line }) => line)).toEqual([3]);
    expect(formatLabels(rows, broken, parseLabels('path,note\na.png,x\n').extra).split('\n').slice(0, 3)).toEqual([
      'path,label,anomalous,by,at,rejected,note', 'a.png,,,,,nut;\\\\,x', 'b.png,nut,,,,,',
    ]);
  });

  it('keeps columns that someone added', () => {
    const { rows, broken, extra } = parseLabels('path,label,anomalous,by,at,note,"a, b"\nb.png,bolt,,,,scratched,2\na.png,nut,,,,,\n');
    const text = formatLabels([...rows, row('c.png', 'nut')], broken, extra);
    expect(text.split('\n')).toEqual([
      'path,label,anomalous,by,at,note,"a, b"', 'a.png,nut,,,,,', 'b.png,bolt,,,,scratched,2', 'c.png,nut,,ann,2026-01-02T03:04:05Z,,', '',
    ]);
  });

  it('understands a file whose header is lost', () => {
    expect(parseLabels('a.png,bolt,,ann,\n').rows.map(({ path }) => path)).toEqual(['a.png']);
    expect(parseLabels('a.png,bolt,,ann,,nut\n').rows).toMatchObject([{ path: 'a.png', rejected: ['nut'] }]);
  });

  it('is not there in a fresh folder', async () => {
    expect(await readLabels(tempFolder())).toEqual({ rows: [], broken: [] });
  });

  it('is replaced whole, and nothing else is left beside it', async () => {
    const folder = tempFolder();
    const rows = Array.from({ length: 10_000 }, (_, i) => row(`images/part-${String(i).padStart(5, '0')}.png`, i % 2 ? 'bolt' : 'nut'));
    await writeLabels(folder, rows);
    await writeLabels(folder, rows.slice(1));
    expect((await readLabels(folder)).rows).toEqual(rows.slice(1));
    expect(readdirSync(join(folder, '.winnow'))).toEqual(['labels.csv']);
  });

  it('names the folder when it cannot be written', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, '.winnow'), 'a file where the folder should be');
    const failure = await writeLabels(folder, [row('a.png', 'bolt')]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PersonError);
    expect(String(failure)).toContain(folder);
  });

  it('keeps the old file when the new one cannot be put in its place', async () => {
    const folder = tempFolder();
    mkdirSync(join(labelsPath(folder), 'in the way'), { recursive: true });
    await expect(writeLabels(folder, [row('a.png', 'bolt')])).rejects.toBeInstanceOf(Error);
    expect(readdirSync(labelsPath(folder))).toEqual(['in the way']);
    expect(() => readFileSync(labelsPath(folder))).toThrow();
  });
});
