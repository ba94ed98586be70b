/** Pictures within the page. */
import sharp from 'sharp';
import { type Explanation, type Raster } from '../../shared/trainerContract';

/** A raster as the address of a picture that holds it. */
export async function pictureOf({ pixels, width, height, channels }: Raster): Promise<string> {
  return address(await sharp(pixels, { raw: { width, height, channels: channels as 1 | 3 } }).png().toBuffer());
}

/** Where the error of a reconstruction is large, to lie over the image: orange, the more opaque the larger; the largest is opaque. */
export async function errorMap({ error, input: { width, height } }: Explanation): Promise<string> {
  const most = Math.max(1e-6, error.reduce((a, b) => Math.max(a, b), 0));
  const pixels = new Uint8Array(4 * error.length);
  error.forEach((value, i) => pixels.set([255, 110, 0, Math.round(255 * Math.sqrt(value / most))], 4 * i));
  return address(await sharp(pixels, { raw: { width, height, channels: 4 } }).png().toBuffer());
}

function address(png: Buffer): string {
  return `data:image/png;base64,${png.toString('base64')}`;
}
