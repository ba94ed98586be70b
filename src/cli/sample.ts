/** `winnow sample`: draws the sample images. */
import { resolve } from 'node:path';
import { drawSample } from '../data/sample/drawSample';
import { Printer } from './printer';

export interface SampleOptions {
  readonly count: number;
  readonly seed: number;
}

/** Draws the sample images into a folder. PersonError when they cannot be written. */
export async function sample(folderName: string, { count, seed }: SampleOptions): Promise<void> {
  const folder = resolve(folderName);
  const printer = new Printer();
  await drawSample(folder, { count, seed, onProgress: (done, total) => printer.progress('drawing', done / total) });
  printer.line(`Drew ${count} images in ${folder}`);
}
