/** Images of any common format as small square rasters. */
import sharp, { type Sharp } from 'sharp';
import { messageOf } from '../shared/personError';
import { isBmp, openBmp } from './decodeBmp';
import { readableReason } from './readableReason';
import { shrinkHuge } from './shrinkHuge';

/** What the model sees of an image: `size` x `size` pixels, `channels` 1 (grey) or 3 (RGB). */
export interface PixelFormat {
  readonly size: number;
  readonly channels: 1 | 3;
}

// Every image is read once: a cache of operations would only hold memory. Images are decoded side
// by side, so threads within one image would fight with those.
sharp.cache(false);
sharp.concurrency(1);

/** Largest image that may lie in memory whole, in pixels. */
const pixelLimit = 1e8;

/** Shown through transparent pixels: dark and light drawings both stand out against it. */
const behindAlpha = { r: 128, g: 128, b: 128 };

/**
 * Decodes one image file to `size * size * channels` bytes: row by row, channels interleaved, 0-255.
 * The EXIF orientation is applied, 16 bits and CMYK become 8-bit sRGB, transparency is laid over
 * middle grey, and of an animation the first frame counts. The whole image is kept at its own
 * aspect ratio; what is left of the square repeats the image's edge, so that neither a distortion
 * nor a frame of another colour has to be learnt.
 * @throws UnreadableError with a short reason for a person, such as `empty file`; damaged files are errors too
 */
export async function decodeImage(file: string, format: PixelFormat): Promise<Uint8Array> {
  const { size, channels } = format;
  return readImage(file, async image => {
    const { data, info } = await flattened(image)
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .resize(size, size, { fit: 'inside' })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return padWithEdge(data, info.width, info.height, info.channels, format);
  });
}

/**
 * What `use` makes of an image, opened with whichever decoder reads it; the orientation is applied.
 * An image too large for memory is given in a smaller copy.
 * @throws UnreadableError with a short reason for a person
 */
export async function readImage<T>(file: string, use: (image: Sharp) => Promise<T>): Promise<T> {
  try {
    if (await isBmp(file)) return await use(await openBmp(file, pixelLimit));
    return await use(upright(file));
  } catch (error) {
    if (!/pixel limit/.test(messageOf(error))) throw await readableReason(file, error);
  }
  try {
    return await use(upright(await shrinkHuge(file)));
  } catch (error) {
    throw await readableReason(file, error);
  }
}

function upright(input: string | Buffer): Sharp {
  return sharp(input, { failOn: 'truncated', limitInputPixels: pixelLimit, sequentialRead: true, autoOrient: true });
}

/** Lays transparent pixels over middle grey. */
export function flattened(image: Sharp): Sharp {
  return image.flatten({ background: behindAlpha });
}

function padWithEdge(data: Uint8Array, width: number, height: number, from: number, format: PixelFormat): Uint8Array {
  const { size, channels } = format;
  if (width === size && height === size && from === channels) return data;
  const out = new Uint8Array(size * size * channels);
  const left = (size - width) >> 1;
  const top = (size - height) >> 1;
  for (let y = 0, at = 0; y < size; y++) {
    const row = Math.min(Math.max(y - top, 0), height - 1) * width;
    for (let x = 0; x < size; x++) {
      const pixel = (row + Math.min(Math.max(x - left, 0), width - 1)) * from;
      for (let c = 0; c < channels; c++) out[at++] = data[pixel + Math.min(c, from - 1)];
    }
  }
  return out;
}
