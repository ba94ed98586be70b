import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { defaultGlobs } from '../../../src/data/globs';
import { importLabels } from '../../../src/data/labelsImport';
import { drawSample } from '../../../src/data/sample/drawSample';
import { chooseDefect, makeSpecimen } from '../../../src/data/sample/defects';
import { makeThing } from '../../../src/data/sample/foreign';
import { valueNoise } from '../../../src/data/sample/noise';
import { makePart, partNames } from '../../../src/data/sample/parts';
import { scanFolder } from '../../../src/data/scan';
import { PersonError } from '../../../src/shared/personError';
import { Random } from '../../../src/shared/random';
import { tempFolder } from './tempFolder';

describe('the sample', () => {
  it('is a folder of small pictures with a truth for each, and the scan sees only the pictures', async () => {
    const folder = join(tempFolder(), 'new', 'sample');
    const steps: number[] = [];
    await drawSample(folder, { count: 36, onProgress: done => steps.push(done) });
    const paths = (await scanFolder(folder, defaultGlobs)).map(file => file.path);
    expect(readdirSync(folder).sort()).toEqual([...paths, 'truth.csv']);
    expect(steps).toEqual(Array.from({ length: 36 }, (_, i) => i + 1));
    const { knowledge, broken } = await importLabels(join(folder, 'truth.csv'));
    expect(broken).toEqual([]);
    expect(knowledge.decisions.map(({ path }) => path)).toEqual(paths);
    expect(knowledge.classes.map(({ name }) => name)).toEqual([...partNames, 'foreign'].sort());
    expect(knowledge.decisions.filter(({ anomalous }) => anomalous).map(({ label }) => label)).toEqual(['foreign']);
    for (const { name } of knowledge.classes) expect(paths.join()).not.toContain(name);
    for (const path of paths) expect(await sharp(join(folder, path)).metadata()).toMatchObject({ format: 'jpeg', width: 112, height: 112, channels: 3 });
  });

  it('is the same for the same seed and another for another', async () => {
    const folders = [tempFolder(), tempFolder(), tempFolder()];
    for (const [i, folder] of folders.entries()) await drawSample(folder, { count: 6, seed: i === 2 ? 8 : 7 });
    const contents = folders.map(folder => readdirSync(folder).map(name => readFileSync(join(folder, name)).toString('base64')));
    expect(contents[1]).toEqual(contents[0]);
    expect(contents[2]).not.toEqual(contents[0]);
    expect(new Set(contents[0]).size).toBe(7);
  });

  it('changes a part visibly with every defect, and keeps parts on the table', () => {
    const noise = valueNoise(new Random(1));
    const places = Array.from({ length: 60 * 60 }, (_, i) => [(i % 60) / 26 - 1.15, Math.floor(i / 60) / 26 - 1.15]);
    for (const name of partNames) {
      for (let seed = 0; seed < 12; seed++) {
        const part = makePart[name](new Random(seed), false);
        const heights = places.map(([x, y]) => part.height(x, y));
        expect(heights.every(height => height >= 0 && height < 1.2)).toBe(true);
        const covered = heights.filter(height => height > 0).length / heights.length;
        expect(covered).toBeGreaterThan(0.05);
        expect(covered).toBeLessThan(0.7);
        const random = new Random(seed);
        const defective = makeSpecimen(name, chooseDefect(name, new Random(seed + 100)), noise, random);
        const changed = places.filter(([x, y], i) => Math.abs(defective.height(x, y) - heights[i]) > 0.005 || (heights[i] > 0 && defective.stain(x, y) > 0.3));
        expect(changed.length).toBeGreaterThan(5);
      }
    }
  });

  it('has things that are no parts, which lie on the table as well', () => {
    const noise = valueNoise(new Random(1));
    const colors = new Set<string>();
    for (let seed = 0; seed < 24; seed++) {
      const thing = makeThing(new Random(seed), noise);
      colors.add(String(thing.color));
      const heights = Array.from({ length: 60 * 60 }, (_, i) => thing.height((i % 60) / 26 - 1.15, Math.floor(i / 60) / 26 - 1.15));
      expect(heights.every(height => height >= 0 && height < 1.2)).toBe(true);
      expect(heights.filter(height => height > 0).length / heights.length).toBeGreaterThan(0.05);
    }
    expect(colors.size).toBeGreaterThan(4);
  });

  it('leaves no truth behind when it is stopped', async () => {
    const folder = tempFolder();
    const stop = new AbortController();
    await expect(drawSample(folder, { count: 20, signal: stop.signal, onProgress: done => done === 3 && stop.abort() })).rejects.toThrow();
    expect(existsSync(join(folder, 'truth.csv'))).toBe(false);
  });

  it('says what is wrong with the folder or the count', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    await expect(drawSample(file)).rejects.toBeInstanceOf(PersonError);
    await expect(drawSample(join(tempFolder(), 'x'), { count: 0 })).rejects.toBeInstanceOf(PersonError);
  });
});
