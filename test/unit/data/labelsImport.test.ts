import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importLabels } from '../../../src/data/labelsImport';
import { PersonError } from '../../../src/shared/personError';
import { tempFolder } from './tempFolder';

function csv(text: string): string {
  const file = join(tempFolder(), 'labels.csv');
  writeFileSync(file, text);
  return file;
}

describe('labels from a CSV', () => {
  it('become decisions whose class ids are the names, whatever the order of the lines', async () => {
    const { knowledge, broken } = await importLabels(csv('path,label,anomalous\nb.png,nut,\na.png,bolt,1\nc.png,,0\nd.png,,\n'));
    expect(broken).toEqual([]);
    expect(knowledge.classes.map(({ id, name }) => [id, name])).toEqual([['bolt', 'bolt'], ['nut', 'nut']]);
    expect(knowledge.decisions.map(({ path, label, anomalous }) => [path, label, anomalous])).toEqual([['a.png', 'bolt', true], ['b.png', 'nut', null], ['c.png', null, false]]);
    expect((await importLabels(csv('path,label,anomalous\nc.png,,0\na.png,bolt,1\nb.png,nut,\n'))).knowledge).toEqual(knowledge);
  });

  it('need only paths and labels', async () => {
    const { knowledge } = await importLabels(csv('"path","label"\r\na.png,bolt\r\n'));
    expect(knowledge.decisions).toMatchObject([{ path: 'a.png', label: 'bolt', anomalous: null }]);
  });

  it('take rejections along', async () => {
    const { knowledge } = await importLabels(csv('path,label,rejected\na.png,bolt,\nb.png,,bolt;nut\n'));
    expect(knowledge.decisions[1]).toMatchObject({ path: 'b.png', label: null, rejected: ['bolt', 'nut'] });
    expect(knowledge.classes.map(({ id }) => id)).toEqual(['bolt', 'nut']);
  });

  it('report lines that are not understood', async () => {
    const { broken, knowledge } = await importLabels(csv('path,label,anomalous\na.png,bolt,maybe\nb.png,bolt,\n'));
    expect(broken.map(({ line }) => line)).toEqual([2]);
    expect(knowledge.decisions).toHaveLength(1);
  });

  it('name the file when it is missing or no such table', async () => {
    const missing = join(tempFolder(), 'no.csv');
    await expect(importLabels(missing)).rejects.toThrow(missing);
    await expect(importLabels(csv('name,class\na.png,bolt\n'))).rejects.toBeInstanceOf(PersonError);
    await expect(importLabels(csv(''))).rejects.toBeInstanceOf(PersonError);
  });
});
