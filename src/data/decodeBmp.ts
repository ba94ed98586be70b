/** Windows bitmaps, which libvips does not read. */
import { open, readFile } from 'node:fs/promises';
import { decode } from 'bmp-ts';
import sharp, { type Sharp } from 'sharp';
import { phrase } from '../shared/phrase';
import { tooLarge, UnreadableError } from './readableReason';

/** Whether the file is a bitmap: by its ending, or it would cost every image one more read. */
export async function isBmp(file: string): Promise<boolean> {
  if (!/\.bmp$/i.test(file)) return false;
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString('latin1') === 'BM';
  } finally {
    await handle.close();
  }
}

/**
 * Opens a bitmap of 1 to 32 bits a pixel, with palette or run lengths.
 * @throws UnreadableError when it is damaged or has more than `pixelLimit` pixels
 */
export async function openBmp(file: string, pixelLimit: number): Promise<Sharp> {
  const bytes = await readFile(file);
  if (bytes.length < 30) throw new UnreadableError(phrase`damaged BMP: the header is cut off`);
  const width = bytes.readInt32LE(18);
  const height = Math.abs(bytes.readInt32LE(22));
  const bits = bytes.readUInt16LE(28);
  if (width <= 0 || height === 0) throw new UnreadableError(phrase`damaged BMP: it has no pixels`);
  if (width * height > pixelLimit) throw new UnreadableError(tooLarge(width, height));
  const compressed = bytes.readUInt32LE(30) === 1 || bytes.readUInt32LE(30) === 2;
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  if (!compressed && bytes.readUInt32LE(10) + rowBytes * height > bytes.length) throw new UnreadableError(phrase`truncated BMP: the end of the file is missing`);
  try {
    return sharp(withoutFourth(decode(bytes, { toRGBA: true }).data), { raw: { width, height, channels: 3 } });
  } catch (error) {
    throw new UnreadableError(phrase`damaged BMP`, file, { cause: error });
  }
}

/** The fourth byte of a bitmap's pixel is rarely meant as transparency, and often 0. */
function withoutFourth(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from];
    rgb[to++] = rgba[from + 1];
    rgb[to++] = rgba[from + 2];
  }
  return rgb;
}
